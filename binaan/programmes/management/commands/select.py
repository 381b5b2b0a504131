"""`select ACTIVITY --rule NAME --seed N --at D --as U`: who is chosen, who waits, who is refused."""

from datetime import date
from typing import Any

from binaan.access.commands import user_named
from binaan.kit.commands import JsonCommand, Refused, WrongUsage
from binaan.programmes.actions import selecting
from binaan.programmes.queries import finding, selections, simulating
from binaan.programmes.queries.selections import OPEN_STATES, PROPOSE
from binaan.programmes.rules import ranking
from binaan.programmes.rules.selecting import CHOSEN


class Command(JsonCommand):
    help = (
        "Menghitung seleksi peserta: terpilih, daftar tunggu, ditolak beserta alasannya. Disimpan "
        "sebagai usulan selama pendaftaran atau seleksi; masukan yang sama memberi hasil yang sama."
    )

    def arguments(self, parser):
        parser.add_argument("activity", metavar="ACTIVITY", help="Nomor (K-00012) atau id.")
        parser.add_argument("--rule", required=True, metavar="NAME",
                            help=f"Aturan: {' atau '.join(ranking.RULES)}.")  # fmt: skip
        parser.add_argument("--seed", required=True, metavar="N", help="Benih undian.")
        parser.add_argument("--at", required=True, metavar="D", help="Keadaan per, 2026-12-31.")
        parser.add_argument("--as", dest="reader", required=True, metavar="U", help="Pengguna.")
        parser.add_argument("--dry", action="store_true", help="Hitung saja, jangan simpan.")

    def answer(self, *, activity, rule, seed, at, reader, dry=False, **_options):
        try:
            day = date.fromisoformat(at)
        except ValueError:
            raise WrongUsage("Tulis tanggal sebagai 2026-12-31.") from None
        user = user_named(reader)
        found = finding.named(user, activity)
        if found is None:
            raise Refused(f"Tidak ada kegiatan {activity} yang boleh dilihat {user.username}.")
        selecting.must_reach(found, permission=PROPOSE, by=user)
        keeps = found.state in OPEN_STATES and not (
            selections.of_activity(user, found).filter(set_at__isnull=False).exists()
        )
        if keeps and not dry:
            _kept, pool, tried = selecting.computed(found, rule=rule, seed=seed, at=day, by=user)
        else:
            pool, tried = selecting.trial(found, rule=rule, seed=seed, at=day, by=user)
        return told(user, pool, tried, seed)


def told(user, pool, tried, seed: str) -> dict[str, Any]:
    """The answer as JSON; nothing in it depends on when it was asked."""
    who = simulating.by_number(user, pool)

    def row(one) -> dict[str, Any]:
        applicant = one.ranked.applicant
        return {
            "business": str(who[applicant.number].business), "number": f"U-{applicant.number:06d}",
            "name": who[applicant.number].name, "rank": one.ranked.rank, "line": one.line,
            "services": applicant.services,
            "last_served": applicant.last.isoformat() if applicant.last else None,
            "need": applicant.need, "fit": applicant.fit, "total": one.ranked.total,
            "draw": one.ranked.draw, "by_quota": one.by_quota, "reason": one.reason,
        }  # fmt: skip

    said = tried.selected.said
    return {
        "activity": pool.activity.short_number, "rule": tried.rule, "edition": ranking.EDITION,
        "seed": seed.strip(), "at": pool.at.isoformat(), "seats": pool.activity.seats,
        "eligible": len(pool.eligible),
        "chosen": [row(one) for one in said if one.outcome == CHOSEN],
        "waiting": [row(one) for one in said if one.outcome != CHOSEN],
        "refused": [
            {"business": str(one.business), "number": f"U-{one.number:06d}", "name": one.name,
             "codes": one.codes, "reasons": one.reasons, "nominated": one.nominated}
            for one in pool.refused
        ],
        "unmet": [
            one.quota._asdict() | {"short": one.short, "there": one.there}
            for one in tried.selected.unmet
        ],
    }  # fmt: skip
