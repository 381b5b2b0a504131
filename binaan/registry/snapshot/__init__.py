"""The copy of the register for filters, map and figures: made from the store, never written to.

tables (what is copied) < definition (what a card says) < cards (asking) · making (whole, in parts)
< keeping (the worker's keeper). See docs/rules/snapshot.md and docs/decisions/0014.
"""
