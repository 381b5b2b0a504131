"""What is asked of a measure, as the parameters of an address: the same on every page that links to it."""

from binaan.kit.measures import Asked


def asked_in_words(asked: Asked) -> dict[str, str]:
    """By name, what was asked and is not left open."""
    said = {
        "wilayah": asked.place.code if asked.place else "",
        "per": asked.at.isoformat() if asked.at else "",
        "diketahui": asked.known.date().isoformat() if asked.known else "",
        "periode": str(asked.period) if asked.period else "",
        "kantor": asked.office.key if asked.office else "",
    }
    return {name: value for name, value in said.items() if value}
