"""`freeze`: close a quarter of a plan document; what is approved is frozen, the rest is listed."""

from binaan.kit.commands import JsonCommand
from binaan.planning.actions import closing
from binaan.planning.management.quarters import asked, give_quarter
from binaan.planning.rules import freezing


class Command(JsonCommand):
    help = "Menutup satu triwulan: membekukan capaian yang sudah disetujui beserta rekamannya."

    def arguments(self, parser):
        give_quarter(parser, "Nama pengguna yang menutup.")

    def answer(self, **options):
        document, when, user = asked(options)
        done = closing.close(document, year=when[0], quarter=when[1], by=user)
        return {
            "document": str(document.pk),
            "year": when[0],
            "quarter": when[1],
            "closed": [told(one) for one in done.closed],
            "left": [{"indicator": str(one.indicator), "why": one.why} for one in done.left],
        }


def told(one: closing.Closed) -> dict:
    """A frozen figure as other programs read it; `approved` only where counting gave another."""
    said = {
        "indicator": str(one.indicator),
        "key": str(one.indicator.key),
        "value": freezing.plain(one.value),
        "evidence": one.evidence,
        "hash": one.hash,
    }
    return said | ({"approved": freezing.plain(one.approved)} if one.approved is not None else {})
