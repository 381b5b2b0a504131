"""What officers saw in the street: rules kept, persuasion, then the ladder up to a TDU taken back."""

from datetime import timedelta

from binaan.demo.street.cast import Cast
from binaan.kit.dates import today
from binaan.kit.stepping import Said
from binaan.vendors.actions import permits, street
from binaan.vendors.actions.street import Seen
from binaan.vendors.models import Location, Permit, Vendor
from binaan.vendors.rules.ladder import NO_OFFENCE, PERSUADED, PROPOSED, SEEN, WARNINGS

# For each TDU: how many warnings, and how it ended ("" not yet).
LADDERS = (
    (1, ""), (1, ""), (2, ""), (3, PROPOSED), (3, "cabut"), (1, "patuh"), (0, "cabut"),
    (0, "telantar_1_bulan"),
)  # fmt: skip
OFFENCES = ("jam", "kebersihan", "jam", "rusak_fasum")
APART = 19  # days between two visits
KEPT = 9  # who was seen keeping the rules
TAKEN_BACK = "TDU dipindahtangankan kepada orang lain."
SAID = {
    PERSUADED: "Diingatkan baik-baik; berjanji menaati jam.", PROPOSED: "Masih mengulang.",
    SEEN: "Tertib, tempat bersih.",
}  # fmt: skip


def climb(permit: Permit, ladder: tuple[int, str], cast: Cast) -> Permit:
    """Persuaded first, warned visit by visit, and what came of it."""
    warned, end = ladder
    steps = (
        (PERSUADED, *WARNINGS[:warned], *([PROPOSED] if end == PROPOSED else [])) if warned else ()
    )
    for number, step in enumerate(steps):
        ago = 12 + APART * (len(steps) - number)
        offence = OFFENCES[min(number, len(OFFENCES) - 1)]
        _record(cast, offence, step, ago, vendor=permit.vendor)
    permit = Permit.objects.select_related("vendor", "location").get(pk=permit.pk)
    return _end(permit, end, cast) if end and end != PROPOSED else permit


def _end(permit: Permit, event: str, cast: Cast) -> Permit:
    on = today() - timedelta(days=12)
    filled = {"alasan": TAKEN_BACK}
    if event == "patuh":
        filled = {"hasil": "Jam ditaati, tempat bersih."}
    if event == "telantar_1_bulan":
        empty = (on - timedelta(days=40)).isoformat()
        filled = {"alasan": "Lapak tidak ditempati.", "kosong_sejak": empty}
    return permits.take_step(permit, event=event, said=Said(on, filled), by=cast.head)


def walk(where: dict[str, Location], held: list[Permit], cast: Cast) -> None:
    """A round past those who keep the rules, and past the forbidden zones."""
    for number, one in enumerate(held[:KEPT]):
        _record(cast, NO_OFFENCE, SEEN, 3 + number * 4, vendor=one.vendor, location=one.location)
    for code in ("X-01", "X-02"):
        there = Vendor.objects.filter(standings__location=where[code], standings__until=None)
        for number, one in enumerate(there.order_by("number")[:5]):
            _record(
                cast, "lokasi_terlarang", PERSUADED, 6 + number, vendor=one, location=where[code]
            )
    place = where["CFD-1"]
    for ago in (9, 2):
        _record(cast, "badan_jalan", PERSUADED, ago, by=cast.field, location=place)


def _record(
    cast: Cast, offence: str, step: str, ago: int, *, by=None, vendor=None, location=None
) -> None:
    spot = location or (vendor.standings.get(until=None).location if vendor else None)
    position = (spot.lat + 0.0001, spot.lon - 0.0001) if spot else None
    seen = Seen(
        offence, step, cast.knew(today() - timedelta(days=ago)), vendor=vendor, location=location,
        position=position, note=SAID.get(step, "Mengulang sesudah diingatkan."),
    )  # fmt: skip
    street.record(seen, by=by or cast.staff)
