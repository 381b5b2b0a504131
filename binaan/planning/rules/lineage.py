"""Which plan document is made from which (Perpres 29/2014, Permendagri 86/2017; docs/rules/versi-rencana.md)."""

DERIVED = {
    "rpjmd": ("renstra",),
    "renstra": ("renja",),
    "renja": ("dpa", "pk"),
    "dpa": ("pk",),
}


def derivable(kind: str) -> tuple[str, ...]:
    """The kinds made from a document of this kind."""
    return DERIVED.get(kind, ())
