"""Pages by which a list comes in."""
