"""`activities`: every activity with its state, days, seats and money, the newest first."""

from typing import Any

from binaan.access.commands import user_named
from binaan.access.keeper import KEEPER
from binaan.kit.commands import JsonCommand, WrongUsage
from binaan.programmes.choices import ActivityState
from binaan.programmes.models import Activity
from binaan.programmes.queries import activities


class Command(JsonCommand):
    help = "Menuliskan kegiatan beserta keadaan, hari, jumlah peserta dan anggarannya."

    def arguments(self, parser):
        parser.add_argument("--as", dest="reader", metavar="U", help="Pengguna; bawaan: penjaga.")
        parser.add_argument("--year", type=int, default=0, metavar="Y", help="Tahun anggaran.")
        parser.add_argument("--state", default="", metavar="S",
                            help=f"Keadaan: {', '.join(ActivityState.values)}.")  # fmt: skip

    def answer(self, *, reader=None, year=0, state="", **_options):
        if state and state not in ActivityState.values:
            raise WrongUsage(f"Keadaan {state!r} tidak dikenal.")
        user = user_named(reader) if reader else KEEPER
        found = activities.narrowed(user, activities.Asked(state=state, year=year))
        costs = activities.estimate(user, found)
        rows = found.select_related("office", "place", "sub_activity").order_by("-year", "-number")
        return {"activities": [told(user, one, costs.get(one.pk)) for one in rows]}

    def as_text(self, answer) -> str:
        return "\n".join(
            f"{one['number']}  {one['state']:<9} {one['starts_on'] or '–':<10}  {one['title']}"
            for one in answer["activities"]
        ) or "Belum ada kegiatan."  # fmt: skip


def told(user, one: Activity, cost) -> dict[str, Any]:
    """One activity as JSON; money in rupiah as text, days as 2026-12-31."""
    return {
        "id": str(one.pk), "number": one.short_number, "title": one.title, "kind": one.kind,
        "topic": one.topic, "group": one.group, "state": one.state, "year": one.year,
        "office": one.office.key, "place": one.place.code,
        "sub_activity": one.sub_activity.code if one.sub_activity else None,
        "fund_source": one.fund_source, "venue": one.venue,
        "starts_on": one.starts_on.isoformat() if one.starts_on else None,
        "ends_on": one.ends_on.isoformat() if one.ends_on else None,
        "seats": one.seats, "practice_share": one.practice_share, "rule": one.rule,
        "cost": str(cost) if cost is not None else None,
    }  # fmt: skip
