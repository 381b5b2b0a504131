"""Who meets the conditions of an activity, and which ones are not met.

Source: docs/rules/seleksi.md §1. What an activity asks is read from its JSON (`Activity.eligibility`):

    {"groups": ["pangan"], "sizes": ["mikro", "kecil"], "unknown_size": true, "age_least": 1,
     "age_most": 10, "holds": ["spp_irt"], "lacks": ["halal_sd"], "unserved_months": 12}

Every key may be absent; nothing asked is met by everybody who is running at the place.
"""

from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from binaan.registry.rules.activity import observed_since

WORDS = {
    "place": "Usaha tidak berada di wilayah kegiatan ini, atau dibina kantor lain.",
    "status": "Usaha tidak tercatat berjalan pada hari itu.",
    "group": "Kelompok produknya bukan yang dituju kegiatan ini.",
    "size": "Skala usahanya bukan yang dituju kegiatan ini.",
    "size_unknown": "Skala usahanya belum diketahui; lengkapi datanya.",
    "age": "Umur usahanya di luar syarat kegiatan ini.",
    "age_unknown": "Tahun mulai usahanya belum diketahui; lengkapi datanya.",
    "certificate_missing": "Sertifikat yang disyaratkan belum dimiliki.",
    "certificate_held": "Sertifikat yang menjadi tujuan kegiatan ini sudah dimiliki.",
    "served_lately": "Usaha ini baru saja dilayani.",
    "same_topic": "Usaha ini belum lama mengikuti topik yang sama.",
}
MOST = 600  # years or months: beyond every firm


class Terms(NamedTuple):
    """What an activity asks. Ages in years, waits in months; None or empty: not asked."""

    groups: frozenset[str] = frozenset()
    sizes: frozenset[str] = frozenset()
    unknown_size: bool = False
    age_least: int | None = None
    age_most: int | None = None
    holds: frozenset[str] = frozenset()
    lacks: frozenset[str] = frozenset()
    unserved_months: int | None = None


class Firm(NamedTuple):
    """What the conditions ask of a business on the day.

    `last`: its last service, `topic`: its last one of the same topic; None for never.
    """

    running: bool
    group: str
    size: str
    started_year: int | None
    certificates: frozenset[str] = frozenset()
    last: date | None = None
    topic: date | None = None
    inside: bool = True


NO_TERMS = Terms()


def read(said: dict[str, Any] | None) -> Terms:
    """The conditions out of an activity's JSON. Raises ValueError in plain words for odd ones."""
    said = said or {}
    odd = set(said) - set(Terms._fields)
    if odd:
        raise ValueError(f"Syarat {', '.join(sorted(odd))} tidak dikenal.")
    found = Terms(
        groups=_words("groups", said.get("groups")), sizes=_words("sizes", said.get("sizes")),
        unknown_size=bool(said.get("unknown_size")),
        age_least=_count("age_least", said.get("age_least")),
        age_most=_count("age_most", said.get("age_most")),
        holds=_words("holds", said.get("holds")), lacks=_words("lacks", said.get("lacks")),
        unserved_months=_count("unserved_months", said.get("unserved_months")),
    )  # fmt: skip
    least, most = found.age_least, found.age_most
    if least is not None and most is not None and least > most:
        raise ValueError("Umur usaha paling sedikit melebihi yang paling banyak.")
    if found.holds & found.lacks:
        raise ValueError("Sertifikat yang sama tidak bisa harus dimiliki dan harus belum dimiliki.")
    return found


def _words(key: str, value: Any) -> frozenset[str]:
    if not isinstance(value or [], list | tuple | set | frozenset):
        raise ValueError(f"Syarat {key} harus berupa daftar.")
    return frozenset(str(one) for one in value or ())


def _count(key: str, value: Any) -> int | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST:
        raise ValueError(f"Syarat {key} harus bilangan bulat 0 sampai {MOST}.")
    return value


def unmet(firm: Firm, terms: Terms, at: date, same_topic_months: int) -> list[str]:
    """The codes (of WORDS) of every condition a firm does not meet on a day; [] is eligible."""
    if not firm.inside:
        return ["place"]
    found = [] if firm.running else ["status"]
    if terms.groups and firm.group not in terms.groups:
        found.append("group")
    found += _of_size(firm, terms)
    found += _of_age(firm, terms, at)
    if terms.holds - firm.certificates:
        found.append("certificate_missing")
    if terms.lacks & firm.certificates:
        found.append("certificate_held")
    if within(firm.last, at, terms.unserved_months):
        found.append("served_lately")
    if within(firm.topic, at, same_topic_months):
        found.append("same_topic")
    return found


def _of_size(firm: Firm, terms: Terms) -> list[str]:
    if not terms.sizes or firm.size in terms.sizes:
        return []
    if firm.size:
        return ["size"]
    return [] if terms.unknown_size else ["size_unknown"]


def _of_age(firm: Firm, terms: Terms, at: date) -> list[str]:
    """Only the year of the start is known: the age is the difference of the years."""
    if terms.age_least is None and terms.age_most is None:
        return []
    if firm.started_year is None:
        return ["age_unknown"]
    age = at.year - firm.started_year
    young = terms.age_least is not None and age < terms.age_least
    return ["age"] if young or (terms.age_most is not None and age > terms.age_most) else []


def within(day: date | None, at: date, months: int | None) -> bool:
    """Whether a day lies less than so many months before another."""
    return bool(day and months and day > _since(at, months))


@lru_cache(maxsize=256)
def _since(at: date, months: int) -> date:
    return observed_since(at, months)


def in_words(terms: Terms, labels: dict[str, str] | None = None) -> list[str]:
    """What an activity asks, a sentence each. `labels`: what people call groups, sizes, certificates."""
    named = labels or {}

    def these(keys: frozenset[str]) -> str:
        return ", ".join(sorted(named.get(one, one) for one in keys))

    age = [f"paling sedikit {terms.age_least}"] if terms.age_least is not None else []
    age += [f"paling banyak {terms.age_most}"] if terms.age_most is not None else []
    unknown = ", atau belum diketahui" if terms.unknown_size else ""
    said = (
        (terms.groups, f"Kelompok produk: {these(terms.groups)}"),
        (terms.sizes, f"Skala usaha: {these(terms.sizes)}{unknown}"),
        (age, f"Umur usaha: {' dan '.join(age)} tahun"),
        (terms.holds, f"Sudah memiliki: {these(terms.holds)}"),
        (terms.lacks, f"Belum memiliki: {these(terms.lacks)}"),
        (terms.unserved_months, f"Tidak dilayani dalam {terms.unserved_months} bulan terakhir"),
    )
    return [text for asked, text in said if asked]
