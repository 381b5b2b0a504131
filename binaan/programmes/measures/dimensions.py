"""Ways to divide figures of programmes; of a service by who the business was that day."""

from django.db.models import Case, CharField, F, Value, When

from binaan.kit.measures import Dimension
from binaan.programmes.choices import ActivityKind, CaseOutcome, FundSource, ServiceKind
from binaan.programmes.rules.facilitation import KINDS
from binaan.registry.measures.dimensions import (
    DIMENSIONS,
    UNKNOWN,
    office_labels,
    place_labels,
    place_row,
)

OF_REGISTER = {one.key: one for one in DIMENSIONS}
AGES = ((30, "sampai 30 tahun"), (45, "31–45 tahun"), (60, "46–60 tahun"))
OLDER = "di atas 60 tahun"


def column(key: str, label: str, name: str, labels: dict) -> Dimension:
    """Divided by a column whose values have labels."""
    named = {str(value): shown for value, shown in labels.items()}
    return Dimension(key, label, lambda asked: F(name), lambda asked, keys: {**named, "": UNKNOWN})


def _age(asked) -> Case:
    """The band of the owner's age that day; "" where no birth date is known."""
    known = [
        When(owner_age__lte=most, then=Value(str(number)))
        for number, (most, _label) in enumerate(AGES)
    ]
    above = When(owner_age__isnull=False, then=Value(str(len(AGES))))
    return Case(*known, above, default=Value(""), output_field=CharField())


def _age_labels(asked, keys: list[str]) -> dict[str, str]:
    bands = [label for _most, label in AGES] + [OLDER]
    return {**{str(number): label for number, label in enumerate(bands)}, "": UNKNOWN}


PLACE = Dimension("place", "Wilayah", place_row("place"), place_labels)
OFFICE = Dimension("office", "Kantor", lambda asked: F("office__key"), office_labels)
AS_SERVED = (
    PLACE,
    *(
        Dimension(key, OF_REGISTER[key].label, lambda asked, name=name: F(name),
                  OF_REGISTER[key].labels)
        for key, name in (("group", "group"), ("sex", "sex"), ("association", "association"))
    ),
    Dimension("age", "Umur pemilik", _age, _age_labels),
    OFFICE,
    column("kind", "Jenis layanan", "kind", dict(ServiceKind.choices)),
)  # fmt: skip
OF_CERTIFICATES = (
    PLACE,
    column(
        "certificate", "Jenis sertifikat", "kind", {key: one.label for key, one in KINDS.items()}
    ),
    OFFICE,
)
OF_CASES = (PLACE, column("outcome", "Hasil", "outcome", dict(CaseOutcome.choices)), OFFICE)
OF_ACTIVITIES = (
    PLACE,
    column("activity", "Jenis kegiatan", "kind", dict(ActivityKind.choices)),
    column("fund", "Sumber dana", "fund_source", dict(FundSource.choices)),
    OFFICE,
)
