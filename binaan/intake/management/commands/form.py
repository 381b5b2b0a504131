"""`form add FILE.xlsx --room …`: bring a version of a field form in and put it to use."""

from pathlib import Path

from django.db.models import Count

from binaan.access.commands import user_named
from binaan.access.models import Office
from binaan.intake import fieldwork
from binaan.intake.actions import forming
from binaan.intake.actions.forming import Given
from binaan.intake.models import FormVersion, Source
from binaan.intake.odk.reading import Wrong, read
from binaan.intake.rules.xlsforms import Fault
from binaan.kit.commands import JsonCommand, Refused
from binaan.places.models import Place

AT_THE_SERVER = "perintah form"  # who did it, where --by names nobody


class Command(JsonCommand):
    help = "Memasukkan formulir lapangan (XLSForm) dan memakainya."

    def arguments(self, parser):
        parser.add_argument("act", choices=["add"], help="add: masukkan satu versi.")
        parser.add_argument("file", type=Path, help="XLSForm (.xlsx, .xls, .ods).")
        parser.add_argument(
            "--room", default="", choices=["", *sorted(fieldwork.rooms())],
            help="Ruang yang menerima jawabannya; tanpa ini jawaban disimpan saja.",
        )  # fmt: skip
        parser.add_argument("--office", help="Kunci kantor; bawaan: yang memakai ruang itu.")
        parser.add_argument("--place", help="Kode wilayah; bawaan: wilayah kantor.")
        parser.add_argument(
            "--media", type=Path, nargs="*", default=[], help="Berkas yang disebut formulir."
        )
        parser.add_argument("--draft", action="store_true", help="Masukkan tanpa memakainya.")
        parser.add_argument("--by", help="Nama pengguna.")

    def answer(self, **options):
        file, media = Path(options["file"]), options["media"]
        for path in (file, *media):
            if not path.is_file():
                raise Refused(f"Berkas {path} tidak ada.")
        by = user_named(options["by"]) if options["by"] else AT_THE_SERVER
        office = _office(options["office"], options["room"])
        place = _place(options["place"]) if options["place"] else office.place
        try:
            form = read(file, file.name)
        except Wrong as error:
            return {"form": None, "problems": [_told(one) for one in error.faults]}
        given = Given(
            form, file, file.name, office, place, options["room"], {one.name: one for one in media}
        )
        version = forming.add(given, by=by)
        if not options["draft"]:
            version = forming.publish(version, by=by)
        return summary(version)

    def broken(self, answer) -> bool:
        return answer["form"] is None

    def as_text(self, answer) -> str:
        problems = [f"{one['where']}: {one['message']}" for one in answer["problems"]]
        if answer["form"] is None:
            return "\n".join(["Formulir belum dapat dipakai:", *problems])
        said = f"{answer['title']} ({answer['form']}) versi {answer['version']}: {answer['questions']} pertanyaan."
        return "\n".join([said, *problems])


def summary(version: FormVersion) -> dict:
    """The answer as other programs read it."""
    form = version.form
    shown = [one for one in version.definition if one["type"] not in ("group", "repeat")]
    return {
        "form": form.key,
        "version": version.version,
        "title": form.title,
        "room": form.room,
        "kind": form.kind,
        "office": form.office.key,
        "place": form.place_id,
        "state": form.state,
        "questions": len(shown),
        "mapped": len(version.mapping),
        "media": sorted(version.media),
        "problems": [_told(Fault(*one)) for one in version.warnings],
    }


def _told(fault: Fault) -> dict:
    return {
        "where": fault.address, "sheet": fault.sheet, "row": fault.row, "column": fault.column,
        "message": fault.says, "stops": fault.stops,
    }  # fmt: skip


def _office(key: str | None, room: str) -> Office:
    """The office named, the only one, or the one that brings in most lists of what the room takes."""
    known = Office.objects.select_related("place").order_by("key")
    if key:
        found = known.filter(key=key).first()
    else:
        kind = fieldwork.rooms().get(room, "")
        lists = Source.objects.filter(kind=kind).values_list("office").annotate(n=Count("pk"))
        most = lists.order_by("-n", "office").first()
        found = known.filter(pk=most[0]).first() if most else known.first()
    if found is None:
        raise Refused(
            f"Kantor {key!r} tidak ada. Yang ada: "
            f"{', '.join(known.values_list('key', flat=True)) or 'belum ada'}."
        )
    return found


def _place(code: str) -> Place:
    place = Place.objects.filter(pk=code).first()
    if place is None:
        raise Refused(f"Wilayah {code!r} tidak ada. Pakai kode Kemendagri, misalnya 32.75.")
    return place
