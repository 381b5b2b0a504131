"""Brings the demo in through the ordinary door; safe and quick to run again."""

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from time import monotonic

from django.conf import settings
from django.core.management import call_command

from binaan.demo import staffing, visits
from binaan.demo.books import BOOKS, write_books
from binaan.demo.checking import recount
from binaan.demo.plan import loading as plan
from binaan.demo.programmes import loading as programmes
from binaan.demo.renstra import loading as renstra
from binaan.demo.street import loading as street
from binaan.demo.writing import Book
from binaan.intake.models import Batch, BatchState
from binaan.kit.numbers import id_number

IMPORTER = "admin"

Say = Callable[[str], None]


def load(say: Say) -> dict:
    """Set up accounts, write the lists and import those not yet applied; answers what was done."""
    added = staffing.set_up_groups() + staffing.set_up_offices() + staffing.set_up_accounts()
    if added:
        say(f"· kantor dan {len(staffing.accounts())} akun contoh siap")
    missing = [book for book in BOOKS if not is_applied(book)]
    imported = bring_in_all(missing, say) if missing else []
    plans = renstra.load(say)
    if visits.record_visits():
        say("· kunjungan petugas 2025–2026 dicatat")
    plans += plan.load(say)
    activities = programmes.load(say)
    vendors = street.load(say)
    return {
        "offices_and_accounts": added,
        "imported": imported,
        "plans": plans,
        "activities": activities,
        "vendors": vendors,
    }


def bring_in_all(missing: list[Book], say: Say) -> list[dict]:
    """Write the lists, count them again apart, and hand in those not yet applied."""
    folder = settings.HOME / "demo"
    began = monotonic()
    write_books(folder)
    totals = recount(folder)
    say(
        f"· {len(BOOKS)} daftar contoh ditulis di {folder} dan dihitung ulang: "
        f"{id_number(totals['kabupaten'])} IKM, {id_number(totals['kota'])} UMKM "
        f"({monotonic() - began:.0f} detik)"
    )
    imported = [
        bring_in(book, folder, say, f"{number} dari {len(missing)}")
        for number, book in enumerate(missing, 1)
    ]
    say("· usaha yang tercatat lebih dari sekali dicari pekerja setelah Binaan terbuka")
    return imported


def is_applied(book: Book) -> bool:
    """Whether this file went through the door to the end."""
    return Batch.objects.filter(
        state=BatchState.APPLIED,
        file_name=book.file,
        version__source__name=book.source,
        version__as_of=book.as_of,
    ).exists()


def bring_in(book: Book, folder: Path, say: Say, count: str) -> dict:
    """Hand one file in as any office would, by command; says how it went."""
    say(f"· daftar {count}: {book.source}, keadaan {book.as_of:%d-%m-%Y} …")
    began = monotonic()
    answer = imported(book, folder)
    say(
        f"  selesai dalam {monotonic() - began:.0f} detik: {id_number(answer['rows'])} baris, "
        f"{id_number(answer['new'])} usaha baru, {id_number(answer['changed'])} berubah, "
        f"{id_number(answer['waiting'])} menunggu, {id_number(len(answer['problems']))} catatan"
    )
    counts = ("batch", "rows", "new", "changed", "unchanged", "waiting")
    return {"file": book.file, **{name: answer[name] for name in counts}}


def imported(book: Book, folder: Path) -> dict:
    """What `import_list` answers for this file."""
    printed = StringIO()
    map_path = book.map_path(folder)
    call_command(
        "import_list",
        "usaha",
        str(folder / book.file),
        source=book.source,
        office=book.office,
        place=book.place,
        as_of=book.as_of.isoformat(),
        map=str(map_path) if map_path else None,
        by=IMPORTER,
        json=True,
        stdout=printed,
    )
    return json.loads(printed.getvalue())
