"""`evaluate_match TRUTH.csv`: how well the register tells businesses and owners apart, against a truth."""

from pathlib import Path

from binaan.kit.commands import JsonCommand, Refused
from binaan.registry.matching.evaluating import MOST_NAMED, Unreadable, evaluate, read_truth
from binaan.registry.queries.identities import identities


class Command(JsonCommand):
    help = "Mengukur ketepatan register terhadap daftar kebenaran (source,row_key,entity,owner)."

    def arguments(self, parser):
        parser.add_argument("truth", type=Path, metavar="TRUTH.csv")

    def answer(self, *, truth: Path, **_options):
        try:
            known = read_truth(Path(truth))
        except Unreadable as error:
            raise Refused(str(error)) from error
        answer = evaluate(known, _rows())
        if answer["rows_found"] == 0:
            raise Refused(
                "Tidak satu pun baris kebenaran ada di register. `identities` mencetak source dan row_key."
            )
        if answer["rows_not_found"]:
            self.stderr.write(
                f"{answer['rows_not_found']} baris kebenaran tidak ada di register;"
                f" paling banyak {MOST_NAMED} disebut."
            )
        return answer


def _rows():
    """What the register says now of every row, without asking who may see it: only counts go out."""
    for one in identities(None):
        yield (
            one.source,
            one.row_key,
            one.business.hex if one.business else None,
            one.person.hex if one.person else None,
        )
