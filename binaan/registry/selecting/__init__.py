"""Which businesses a person asks for: filters, an area, words, an order; parsed from an address."""
