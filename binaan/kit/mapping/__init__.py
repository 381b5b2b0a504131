"""A base map of our own: read the borders, cut them into tiles, tell one archive from another."""
