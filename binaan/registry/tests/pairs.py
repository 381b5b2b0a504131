"""Businesses entered twice, and the pairs that ask about them, made without the engine."""

from datetime import date

from django.urls import reverse
from django.utils import timezone

from binaan.registry.actions.claiming import register
from binaan.registry.models import Business, Pair

REASONS = [
    {"text": "nama pemilik mirip 92 %", "side": "for", "about": "owner", "weight": 4.1, "band": "kuat"},
    {"text": "nama usaha mirip 88 %", "side": "for", "about": "business", "weight": 2.5, "band": "sedang"},
    {"text": "jarak 40 m", "side": "for", "about": "business", "weight": 1.9, "band": "sedang"},
    {"text": "telepon dipakai 3 orang", "side": "against", "about": "owner", "weight": -0.6, "band": "lemah"},
]  # fmt: skip
THERE = {"lat": -6.2571, "lon": 107.0543}
NEAR = {"lat": -6.2573, "lon": 107.0546}


def entered(
    world, name: str, owner: str, *, place="32.16.06.1001", office="disperin", **said
) -> Business:
    """A business entered by hand, with an owner of its own."""
    return register(
        said={"name": name, "owner_name": owner, "place": place, "group": "pangan", "product": "keripik",
              "status": "running", **said},
        as_of=date(2025, 6, 30), office=world.offices[office],
        by=world.user("section_staff", place=place[:5], office=office), reason="Daftar asosiasi 2025",
    )  # fmt: skip


def pair(one: Business, other: Business, *, owner_p=0.93, business_p=0.81, **more) -> Pair:
    """The two as a pair that waits."""
    left, right = sorted((one, other), key=lambda side: side.number)
    more.setdefault("reasons", REASONS)
    return Pair.objects.create(
        left=left, right=right, owner_p=owner_p, business_p=business_p, facts="1-1",
        found_at=timezone.now(), **more,
    )  # fmt: skip


def copies(world, count: int, *, place="32.16.06.1001", first=0) -> list[Pair]:
    """As many pairs, the most certain first."""
    found = []
    for at in range(first, first + count):
        one = entered(world, f"Keripik Nomor {at}", f"Pemilik {at}", place=place, **THERE)
        other = entered(world, f"Kripik Nomer {at}", f"Pemilik {at}", place=place, **NEAR)
        found.append(pair(one, other, business_p=0.98 - at / 1000))
    return found


def operator(world):
    return world.client(world.operator_of("32.16.06"))


def shown(client, name, *arguments, query="", status=200):
    answer = client.get(reverse(name, args=arguments) + query)
    assert answer.status_code == status
    return answer.content.decode()


def post(client, name, *arguments, **said):
    return client.post(reverse(name, args=arguments), said)
