"""Which records are one: candidate pairs, the two questions, reasons, groups.

Knows frames of match keys, not requests. `docs/rules/identitas.md` is the prose of it.
"""
