"""The map of the directory: what it stands on, what stands on it, how it is coloured."""
