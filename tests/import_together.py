"""Several at the same register at once: the same file twice, two lists of the same people, a person.

    python tests/import_together.py [ROWS]

Works in a folder and database of its own; DATABASE_URL (a throw-away server) chooses PostgreSQL.
Every scenario runs its parts in processes of their own; each must end well, and what they leave must
be what the claims say.
"""

import json
import os
import sys
import tempfile
import traceback
from contextlib import redirect_stdout
from datetime import date
from io import StringIO
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROWS = int(sys.argv[1]) if sys.argv[1:] else 3_000
CORRECTED = min(150, ROWS // 4)


def fork(work) -> int:
    """Run `work` in a process of its own."""
    from django.db import connections

    connections.close_all()
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        work()
        status = 0
    finally:
        if status:
            traceback.print_exc()
        os._exit(status)


def together(*parts) -> None:
    """Run all parts at once; raises when one did not end well."""
    children = [fork(part) for part in parts]
    ended = [os.waitpid(child, 0)[1] for child in children]
    if any(ended):
        raise RuntimeError(f"{parts}: {ended}")


def bring(path: Path, source: str, as_of: str, answer: Path | None = None) -> None:
    from django.core.management import call_command

    out = StringIO()
    with redirect_stdout(out):
        call_command(
            "import_list", "usaha", str(path), source=source, office="disperin", place="32.16",
            as_of=as_of, by="orang1", json=True, stdout=out,
        )  # fmt: skip
    if answer:
        answer.write_text(json.dumps({**json.loads(out.getvalue()), "problems": []}))


def correct_many() -> None:
    """A person who corrects one business after another while a list changes them."""
    from binaan.access.models import User
    from binaan.registry.actions.claiming import record
    from binaan.registry.models import Business

    user = User.objects.get(username="orang1")
    for number, business in enumerate(Business.objects.order_by("-number")[:CORRECTED]):
        record(
            business, said={"workers": number % 50}, as_of=date(2024, 6, 30), by=user, reason="uji"
        )


def read_much() -> None:
    """Somebody who reads figures meanwhile."""
    from binaan.access.models import User
    from binaan.kit import measures
    from binaan.kit.measures import Asked
    from binaan.places.models import Place

    user, place = User.objects.get(username="orang1"), Place.objects.get(pk="32.16")
    asked = Asked(place=place, at=date(2024, 12, 31))
    for _again in range(20):
        measures.get("registry.workers").value(user, asked)


def write(path: Path, *, shift: int = 0, prefix: str = "Usaha") -> Path:
    lines = ["name,owner_name,nik,village,district,workers"]
    for n in range(ROWS):
        nik = f"321606{n // 9000 + 1:02d}0180{n % 9000 + 1000:04d}"
        lines.append(f"{prefix} {n},Orang Nomor {n:05d},{nik},Wanasari,Cibitung,{(n + shift) % 9}")
    path.write_text("\n".join(lines) + "\n")
    return path


def sound() -> None:
    """What is stored is what the claims say, nothing twice, nothing overlapping."""
    from django.db.models import Count
    from django.utils import timezone

    from binaan.registry.actions.projecting import reproject
    from binaan.registry.models import Business, Condition, Guidance, Identifier

    found = reproject(list(Business.objects.values_list("pk", flat=True)), known=timezone.now())
    assert not found.changed, f"{len(found.changed)} were not as their claims say"
    current = Condition.objects.filter(known_until=None)
    assert not current.values("business", "valid_until").annotate(n=Count("pk")).filter(n__gt=1)
    assert not Guidance.objects.values("business").annotate(n=Count("pk")).filter(n__gt=1)
    assert not Identifier.objects.values("kind", "value").annotate(n=Count("pk")).filter(n__gt=1)


def run(home: Path) -> None:
    from django.db import connection

    from binaan.intake import importing
    from binaan.intake.models import Batch
    from binaan.registry.models import Business, Owner
    from binaan.registry.tests.factory import Register
    from tests.tables import make_tables

    importing.CHUNK = max(50, ROWS // 6)
    make_tables()
    Register().user("section_head", office="disperin")
    first, other = write(home / "a.csv"), write(home / "b.csv", prefix="Toko")
    newer = write(home / "c.csv", shift=1)
    answers = [home / "1.json", home / "2.json"]
    together(*[lambda a=a: bring(first, "Satu", "2020-12-31", a) for a in answers])
    said = [json.loads(answer.read_text()) for answer in answers]
    assert said[0]["batch"] == said[1]["batch"], said
    assert (Batch.objects.count(), Business.objects.count()) == (1, ROWS)
    sound()
    together(
        lambda: bring(newer, "Satu", "2024-12-31"),
        lambda: bring(other, "Dua", "2024-12-31"),
        correct_many,
        read_much,
    )
    assert (Business.objects.count(), Owner.objects.count()) == (2 * ROWS, ROWS)
    sound()
    third, fourth = write(home / "d.csv", prefix="Kios"), write(home / "e.csv", prefix="Warung")
    for path in (third, fourth):  # people nobody knows yet
        path.write_text(
            path.read_text().replace("Orang Nomor", "Warga").replace(",321606", ",321607")
        )
    together(
        lambda: bring(third, "Tiga", "2024-12-31"), lambda: bring(fourth, "Empat", "2024-12-31")
    )
    assert (Business.objects.count(), Owner.objects.count()) == (4 * ROWS, 2 * ROWS)
    sound()
    sys.stdout.write(f"{connection.vendor}: all scenarios ended well\n")


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="binaan-together-") as home:
        os.environ |= {"BINAAN_HOME": home, "DJANGO_SETTINGS_MODULE": "config.settings"}
        sys.path[0] = str(ROOT)  # not this folder: tests/secrets.py would hide a standard module
        import django

        django.setup()
        from tests.kill_import import Store

        store = Store(Path(home))
        try:
            run(Path(home))
        finally:
            store.remove()
    return 0


if __name__ == "__main__":
    sys.exit(main())
