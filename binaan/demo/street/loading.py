"""Brings street trade and field work in, once the lists are in; safe and quick to run again."""

from collections.abc import Callable
from time import monotonic

from django.conf import settings
from django.db import transaction

from binaan.demo.street import appealing, events, field, gathering, linking, listing, permits
from binaan.demo.street.cast import cast
from binaan.kit.numbers import id_number
from binaan.registry.models import Business
from binaan.vendors.models import Vendor

Say = Callable[[str], None]


def load(say: Say) -> int:
    """Vendors with everything about them, then field work; answers how many vendors are new."""
    if Vendor.objects.exists() or not Business.objects.exists():
        return 0
    began, people = monotonic(), cast()
    with transaction.atomic():
        vendors = listing.bring_in(settings.HOME / "demo", people)
        where = gathering.determine(people)
        gathering.place(vendors, where, people)
        given = permits.give(where, people)
        appealing.announce_move(where, people)
        held = events.hold(where, people)
        linking.link()
    say(
        f"· {id_number(len(vendors))} PKL Kota Bekasi di {len(where)} lokasi, {given} TDU, {held} hari "
        f"acara ({monotonic() - began:.0f} detik)"
    )
    began = monotonic()
    with transaction.atomic():
        came = field.work()
    say(f"· {came} kiriman lapangan dari dua kampanye ({monotonic() - began:.0f} detik)")
    return len(vendors)
