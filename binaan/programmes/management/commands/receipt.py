"""`receipt ACTIVITY --out FILE.pdf|csv`: the fairness receipt of the set list, else of the newest."""

from pathlib import Path

from binaan.access.commands import user_named
from binaan.access.keeper import KEEPER
from binaan.access.permissions import Permission
from binaan.kit.commands import JsonCommand, Refused, WrongUsage
from binaan.kit.dates import today
from binaan.kit.typesetting import NoFonts
from binaan.programmes.actions.printing import note_receipt
from binaan.programmes.queries import finding, selections
from binaan.programmes.queries.receipt import Receipt, receipt
from binaan.programmes.sheets import receipt as papers


class Command(JsonCommand):
    help = "Menulis tanda terima seleksi: satu baris setiap usaha yang memenuhi syarat."

    def arguments(self, parser):
        parser.add_argument("activity", metavar="ACTIVITY", help="Nomor (K-00012) atau id.")
        parser.add_argument("--out", required=True, type=Path, metavar="FILE.pdf|csv")
        parser.add_argument("--as", dest="reader", metavar="U", help="Pengguna; bawaan: penjaga.")

    def answer(self, *, activity, out: Path, reader=None, **_options):
        kind = out.suffix.lower()
        if kind not in (".pdf", ".csv"):
            raise WrongUsage("Nama berkas berakhir dengan .pdf atau .csv.")
        user = user_named(reader) if reader else KEEPER
        found = finding.named(user, activity, Permission.EXPORT)
        if found is None:
            raise Refused(f"Tidak ada kegiatan {activity} yang boleh diekspor {user.username}.")
        selection = selections.standing(user, found)
        if selection is None:
            raise Refused(f"Kegiatan {found.short_number} belum diseleksi.")
        made = receipt(user, selection)
        self._write(out, kind, user, made)
        note_receipt(selection, kind=kind.removeprefix("."), by=user)
        return {
            "file": str(out), "activity": found.short_number, "set": bool(selection.set_at),
            "eligible": selection.eligible, "rows": len(made.lines), "sha256": selection.sha256,
            "holds": made.holds,
        }  # fmt: skip

    def _write(self, out: Path, kind: str, user, made: Receipt) -> None:
        try:
            if kind == ".csv":
                out.write_text(papers.table(made), encoding="utf-8-sig", newline="")
            else:
                out.write_bytes(papers.pdf(user, made, on=today()))
        except OSError as error:
            raise Refused(
                f"Tidak dapat menulis {out}; periksa foldernya ada dan boleh ditulis."
            ) from error
        except NoFonts as error:
            raise Refused(str(error)) from error

    def broken(self, answer) -> bool:
        return not answer["holds"]

    def as_text(self, answer) -> str:
        seal = "cocok" if answer["holds"] else "TIDAK cocok: baris berubah sesudah disegel"
        return f"{answer['file']}: {answer['rows']} baris, segel {seal}."
