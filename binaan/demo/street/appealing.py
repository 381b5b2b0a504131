"""Objections: one due today, one later, one decided, one taken back; and a move that was announced."""

from datetime import timedelta

from binaan.demo.street.cast import Cast
from binaan.demo.street.days import received_for, workdays_ago
from binaan.kit.dates import today
from binaan.vendors.actions import objections, relocating
from binaan.vendors.actions.objections import Against
from binaan.vendors.models import Location, Permit

ANSWERED_WITHIN = 10  # working days, as vendors.parameters begins
MOVING = ("X-01", "BT-01")


def object_to(*, refused: Permit, revoked: list[Permit], cast: Cast) -> None:
    """Four objections, of whom and against what. `revoked`: at least two."""
    when = received_for(today(), ANSWERED_WITHIN)
    say = "Saya keberatan permohonan ditolak; saluran air dapat digeser."
    objections.receive(Against(permit=refused), text=say, by_whom="Pemohon", by=cast.staff,
                       on=max(when, refused.since))  # fmt: skip
    forbidden = Location.objects.get(code="X-02", office=cast.office)
    say = "Mohon ruas ini dibuka pada malam hari, pedagang tidak punya tempat lain."
    objections.receive(Against(location=forbidden), text=say, by_whom="Paguyuban setempat (contoh)",
                       on=workdays_ago(2), by=cast.staff)  # fmt: skip
    first, *_others, last = revoked
    say = "Peringatan ketiga tidak pernah saya terima."
    made = objections.receive(Against(permit=first), text=say, by_whom="Pemegang TDU",
                              on=max(workdays_ago(5), first.since), by=cast.staff)  # fmt: skip
    answer = "Ditolak: tanda terima peringatan ketiga ada pada berita acara."
    objections.decide(made, granted=False, answer=answer, on=today(), by=cast.head)
    say = "Saya hanya menitipkan lapak kepada adik."
    made = objections.receive(Against(permit=last), text=say, by_whom="Pemegang TDU",
                              on=max(workdays_ago(4), last.since), by=cast.staff)  # fmt: skip
    objections.withdraw(made, on=today(), by=cast.staff)


def announce_move(where: dict[str, Location], cast: Cast) -> None:
    """Those in front of the station are told to move to the food garden."""
    left, to = (where[code] for code in MOVING)
    plan = relocating.Plan(left, to, today() + timedelta(days=18),
                           "Trotoar dikembalikan kepada pejalan kaki.")  # fmt: skip
    relocating.tell(relocating.plan_relocation(plan, by=cast.head), on=today(), by=cast.head)
