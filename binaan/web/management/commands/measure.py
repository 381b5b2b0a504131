"""`measure`: one number at a place and a date or period, as a user may see it."""

from django.core.exceptions import ValidationError

from binaan.access.models import Office, User
from binaan.access.permissions import Permission
from binaan.kit import measures
from binaan.kit.commands import JsonCommand, Refused, WrongUsage
from binaan.kit.numbers import id_number
from binaan.places.models import Place

HIDDEN = "Disembunyikan: kurang dari 5 usaha dapat menunjuk orangnya."


class Command(JsonCommand):
    help = "Menghitung satu angka dari register, untuk satu wilayah dan tanggal atau periode."

    def arguments(self, parser):
        parser.add_argument("key", help="Nama angka; lihat perintah `measures`.")
        parser.add_argument("--place", required=True, help="Kode wilayah, misalnya 32.16.")
        parser.add_argument("--at", help="Keadaan per tanggal, misalnya 2024-12-31.")
        parser.add_argument("--known", help="Sebagaimana diketahui pada akhir tanggal ini.")
        parser.add_argument("--period", help="2025, 2025-Q3 atau 2025-07-01..2025-09-30.")
        parser.add_argument("--by-dimension", help="Rinci menurut: place, group, sex, …")
        parser.add_argument("--office", help="Kunci kantor.")
        parser.add_argument("--as", dest="reader", required=True, help="Nama pengguna.")

    def answer(self, **options):
        measure = measures.get(options["key"])
        asked = _time(measure, options)
        reader = _reader(options["reader"])
        asked = asked.but(place=_place(options["place"]), office=_office(options["office"]))
        dimension = options["by_dimension"]
        rows = measure.rows(reader, asked, dimension) if dimension else []
        return _printed(measure, asked, measure.value(reader, asked), rows)

    def as_text(self, answer) -> str:
        when = answer.get("at") or answer.get("period")
        lines = [f"{answer['label']}, {when}: {id_number(answer['value'])} {answer['unit']}"]
        lines += [f"  {row['label']}: {id_number(row['value'])}" for row in answer["rows"]]
        return "\n".join(lines)


def _time(measure, options) -> measures.Asked:
    """The time asked for; the wrong kind of time is wrong usage."""
    at, known, period = options["at"], options["known"], options["period"]
    if measure.is_stock and (at is None or period is not None):
        raise WrongUsage(f"{measure.key} adalah keadaan: pakai --at TANGGAL (dan --known TANGGAL).")
    if not measure.is_stock and (period is None or at is not None or known is not None):
        raise WrongUsage(f"{measure.key} adalah kejadian: pakai --period, misalnya 2025-Q3.")
    try:
        return measures.Asked(
            at=measures.parse_day(at) if at is not None else None,
            known=measures.end_of(measures.parse_day(known)) if known is not None else None,
            period=measures.parse_period(period) if period is not None else None,
        )
    except ValidationError as error:
        raise WrongUsage(" ".join(error.messages)) from None


def _reader(username: str) -> User:
    reader = User.objects.filter(username=username).first()
    if reader is None:
        names = ", ".join(User.objects.values_list("username", flat=True)[:20])
        raise Refused(f"Pengguna {username!r} tidak dikenal; ada: {names or 'belum ada'}.")
    if not reader.may(Permission.FIGURE_VIEW):
        raise Refused(f"Pengguna {username} tidak mempunyai tugas yang boleh melihat angka.")
    return reader


def _place(code: str) -> Place:
    place = Place.objects.filter(pk=code).first()
    if place is None:
        held = Office.objects.order_by("place_id").values_list("place_id", "place__name")
        known = ", ".join(f"{pk} ({name})" for pk, name in held.distinct()[:20])
        raise Refused(f"Wilayah {code!r} tidak dikenal; wilayah kantor: {known or 'belum ada'}.")
    return place


def _office(key: str | None) -> Office | None:
    if key is None:
        return None
    office = Office.objects.filter(key=key).first()
    if office is None:
        keys = ", ".join(Office.objects.order_by("key").values_list("key", flat=True))
        raise Refused(f"Kantor {key!r} tidak dikenal; ada: {keys or 'belum ada'}.")
    return office


def _printed(measure, asked: measures.Asked, figure: measures.Figure, rows: list) -> dict:
    when = {"at": asked.at} if measure.is_stock else {"period": str(asked.period)}
    if asked.known:
        when["known"] = asked.known.date()
    answer = {
        "key": measure.key,
        "label": measure.label,
        "place": asked.place.code,
        "value": figure.value,
        "unit": measure.unit,
        "formula": measure.formula,
        **when,
        "evidence": figure.evidence,
        "rows": [_row(row) for row in rows],
    }
    if figure.hidden:
        answer["note"] = HIDDEN
    return answer


def _row(row: measures.Row) -> dict:
    printed = {
        "key": row.key,
        "label": row.label,
        "value": row.value,
        "evidence": row.evidence,
    }
    return {**printed, "note": HIDDEN} if row.hidden else printed
