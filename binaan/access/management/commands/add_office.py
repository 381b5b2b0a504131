"""`add_office KEY --name N --place CODE`: an office; the same again is fine."""

from binaan.access import actions
from binaan.access.management.answers import give_by, make_tables, office_answer, place_of, teller
from binaan.access.models import Office
from binaan.kit.commands import JsonCommand, Refused


class Command(JsonCommand):
    help = "Menambah kantor. Mengulang dengan isi yang sama tidak mengubah apa pun."

    def arguments(self, parser):
        parser.add_argument("key")
        parser.add_argument("--name", required=True)
        parser.add_argument("--place", required=True)
        give_by(parser)

    def answer(self, *, key, name, place, by, **_options):
        make_tables()
        by = teller(by)
        place = place_of(place)
        there = Office.objects.select_related("place").filter(key=key).first()
        if there is None:
            return office_answer(actions.add_office(key=key, name=name, place=place, by=by))
        if (there.name, there.place_id) != (" ".join(name.split()), place.code):
            raise Refused(
                f"Kantor {key} sudah ada dengan isi lain: {there.name}, {there.place_id}."
            )
        return office_answer(there)

    def as_text(self, answer):
        return f"Kantor {answer['key']}: {answer['name']} ({answer['place']})."
