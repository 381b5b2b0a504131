"""`match`: seek which businesses are one, merge the sure ones and ask about the likely ones."""

from binaan.access.commands import user_named
from binaan.kit.commands import JsonCommand, Refused
from binaan.places.models import Place
from binaan.registry.actions.matching import match


class Command(JsonCommand):
    help = "Mencari usaha yang tercatat dua kali: yang pasti digabung, yang mungkin ditanyakan."

    def arguments(self, parser):
        parser.add_argument(
            "--full", action="store_true", help="Semua usaha, bukan hanya yang baru."
        )
        parser.add_argument("--place", help="Kode wilayah; bawaan: semuanya.")
        parser.add_argument("--by", required=True, help="Nama pengguna.")

    def answer(self, **options):
        by = user_named(options["by"])
        place = _place(options["place"])
        done = match(by=by, full=options["full"], place=place, progress=self._tell)
        return done._asdict()

    def as_text(self, answer):
        return (
            f"{answer['pairs']} calon pasangan dibandingkan, {answer['merged']} digabung,"
            f" {answer['asked']} ditanyakan."
        )

    def _tell(self, step: str, done: int, total: int) -> None:
        self.stderr.write(f"{step}: {done} dari {total}" if total else step)


def _place(code: str | None) -> Place | None:
    if code is None:
        return None
    found = Place.objects.filter(pk=code).first()
    if found is None:
        raise Refused(f"Wilayah {code!r} tidak ada. Pakai kode Kemendagri, misalnya 32.16.")
    return found
