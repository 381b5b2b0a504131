"""`build_basemap`: make our own base map again, and say which file the map shows."""

from django.conf import settings

from binaan.kit.commands import JsonCommand, Refused
from binaan.kit.mapping import archives, basemap


class Command(JsonCommand):
    help = "Membuat peta dasar dari Natural Earth (domain publik); menyebut berkas yang dipakai."

    def answer(self, **options):
        folder = settings.HOME / "peta"
        try:
            tiles = basemap.build(settings.BASE_DIR / "node_modules", folder / archives.OWN)
        except basemap.Missing as error:
            raise Refused(str(error)) from None
        shown = archives.chosen(folder)
        return {
            "tiles": tiles,
            "shown": shown.path.name if shown else None,
            "source": shown.source if shown else None,
            "unreadable": archives.broken(folder),
        }

    def as_text(self, answer):
        lines = [f"Peta dasar dibuat: {answer['tiles']} ubin. Yang dipakai: {answer['shown']}."]
        lines += [f"Tidak terbaca, dilewati: {name}" for name in answer["unreadable"]]
        return "\n".join(lines)
