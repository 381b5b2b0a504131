"""What an office chooses about field work: when an interview is worth a look. See pengumpulan.md."""

from datetime import date

from binaan.access import parameters
from binaan.access.models import Office
from binaan.intake.rules.fieldwork import Limits

SHORT = "intake.short_share"
FAR_RECORD = "intake.far_from_record"
FAR_VILLAGE = "intake.far_from_village"
SAME = "intake.same_share"
SAME_RUN = "intake.same_run"
NIGHT_FROM = "intake.night_from"
NIGHT_UNTIL = "intake.night_until"
OUTLIER = "intake.outlier_z"
QUALITY = "intake.quality_share"
OWN = "Definisi sistem; tidak ada aturan nasional. Kantor boleh mengubahnya."
SOURCE = "docs/rules/pengumpulan.md"
PER_CENT = 100

DECLARED = (
    (SHORT, "Wawancara terlalu cepat: di bawah bagian ini dari waktu biasanya", 40, "%"),
    (FAR_RECORD, "Posisi jauh dari usaha yang didatangi", 250, "meter"),
    (FAR_VILLAGE, "Posisi jauh dari tengah desa sasaran", 5000, "meter"),
    (SAME, "Jawaban dua wawancara berturut-turut disebut sama mulai", 90, "%"),
    (SAME_RUN, "Banyaknya wawancara berturut-turut yang hampir sama", 3, "wawancara"),
    (NIGHT_FROM, "Wawancara malam: mulai pukul", 21, "jam"),
    (NIGHT_UNTIL, "Wawancara malam: sebelum pukul", 5, "jam"),
    (OUTLIER, "Angka tak lazim: z kekar lebih dari", "3.5", ""),
    (QUALITY, "Mutu petugas patut dilihat: bagian wawancara bertanda mulai", 20, "%"),
)


def start() -> None:
    """Called once when the room starts."""
    for key, label, default, unit in DECLARED:
        parameters.declare(key, label, default, OWN, SOURCE, unit=unit, kind="number")


def limits(office: Office, on: date) -> tuple[Limits, float]:
    """The limits of marks an office decided, and the share from which a person is worth a look."""
    chosen = parameters.numbers([key for key, *_rest in DECLARED], office=office, on=on)
    return Limits(
        short=float(chosen[SHORT]) / PER_CENT,
        far_record=float(chosen[FAR_RECORD]),
        far_village=float(chosen[FAR_VILLAGE]),
        same=float(chosen[SAME]) / PER_CENT,
        same_run=int(chosen[SAME_RUN]),
        night_from=int(chosen[NIGHT_FROM]) % 24,
        night_until=int(chosen[NIGHT_UNTIL]) % 24,
        z=float(chosen[OUTLIER]),
    ), float(chosen[QUALITY]) / PER_CENT
