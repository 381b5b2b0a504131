"""Reference codes: areas of Indonesia, KBLI by edition, industry groups."""
