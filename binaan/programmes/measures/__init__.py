"""The numbers programmes publish: see docs/rules/layanan.md §4."""

from binaan.programmes.measures import equity, lasting, results

__all__ = ["equity", "lasting", "results"]
