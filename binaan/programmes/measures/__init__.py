"""Numbers programmes publish."""
