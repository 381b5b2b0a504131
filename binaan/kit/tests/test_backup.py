import io
import json
import os
import subprocess
import sys
import tarfile
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from binaan.kit.backup import csv
from binaan.kit.backup.tables import CLOCK, all_tables, same_json
from binaan.kit.models import Counter, Job, StoredFile
from binaan.kit.testing import postgres
from binaan.places.models import GroupRule, IndustryGroup, Place

AWKWARD = ["", None, '"', ',"\n', "\\.", "a\r\nb\n\\.\nc", "Rp 1.234,50 • ₨ é", "\\N", "  x "]
MODELS = (Place, GroupRule, IndustryGroup, Counter, Job, StoredFile)
MOMENT = datetime(2024, 12, 31, 16, 59, 59, 123456, tzinfo=UTC)


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
def test_records_survive_any_cut_of_the_stream(size):
    rows = [[value, str(number)] for number, value in enumerate(AWKWARD)]
    whole = b"".join(csv.encode(row) for row in rows)
    blocks = [whole[at : at + size] for at in range(0, len(whole), size)]
    assert [csv.decode(record) for record in csv.records(blocks)] == rows


def test_a_record_that_ends_too_early_is_an_error():
    with pytest.raises(ValueError, match="no end"):
        list(csv.records([b'"a","b']))


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ('{"b": 1, "a": [true, null]}', '{"a":[true,null],"b":1}'),
        ('"\\u00e9"', '"é"'),
        ("1.50", "1.5"),
        ("1e+16", "10000000000000000"),  # as PostgreSQL spells it
        ("1e-05", "1e-05"),
        ("0.00001", "1e-05"),
    ],
)
def test_equal_json_has_one_spelling(written, same):
    assert same_json(written) == same


def test_every_column_of_every_table_has_a_known_kind():
    tables = all_tables()
    assert {"kit_job", "kit_storedfile", "places_place", "access_user"} <= {t.name for t in tables}
    assert all(table.columns for table in tables)


@pytest.mark.django_db
@pytest.mark.parametrize("said", ["09:00:00", "23:59:59.500000"])
def test_an_hour_is_written_alike_by_both_stores_and_comes_back(said):
    asked = {
        "postgresql": CLOCK.postgresql.format(c=f"time '{said}'"),
        "sqlite": CLOCK.sqlite.format(c=f"'{said}'"),
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {asked}")
        (written,) = cursor.fetchone()
    assert written == f"{said}.000000"[:15]
    assert CLOCK.stored(written) == said


def test_nothing_in_a_backup_refers_to_what_is_left_out():
    tables = all_tables()
    names = {table.name for table in tables}
    for table in tables:
        for field in table.model._meta.local_concrete_fields:
            if field.remote_field:
                assert field.related_model._meta.db_table in names, f"{table.name}.{field.name}"


@pytest.fixture
def house(tmp_path, settings):
    """An installation with a folder of its own."""
    settings.FILES_DIR = tmp_path / "home" / "files"
    return tmp_path


def fill() -> None:
    """A few rows with every awkward value, and one kept file."""
    for number, value in enumerate(AWKWARD):
        Counter.objects.create(name=f"{number}: {value}"[:40], value=2**62 - number)
        Job.objects.create(
            kind="k",
            message=value or "",
            arguments={"z": value, "a": [1.5, 1e16, None, True]},
            lease_until=MOMENT if number % 2 else MOMENT.replace(microsecond=0),
            finished_at=None,
        )
    country = Place.objects.create(code="00", name="Indonesia", level="country", path="")
    Place.objects.create(
        code="32",
        name="Jawa Barat",
        level="province",
        path="32",
        parent=country,
        lat=-6.1 / 3,
        lon=107.5,
        valid_from=date(1950, 7, 14),
    )
    group = IndustryGroup.objects.create(code="pangan", label="Pangan", order=1)
    for number in range(12):  # enough that 10 sorts before 2 as text
        GroupRule.objects.create(edition="2020", kbli_prefix=str(number), group=group)
    StoredFile.objects.create(sha256="ab" * 32, name="Daftar IKM.xlsx", size=5)
    kept = settings.FILES_DIR / "ab" / ("ab" * 32)
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"bytes")


def forget() -> None:
    Place.objects.exclude(parent=None).delete()
    for model in MODELS:
        model.objects.all().delete()
    for path in settings.FILES_DIR.glob("*/*"):
        path.unlink()


def run(*arguments) -> dict:
    out = StringIO()
    call_command(*map(str, arguments), "--json", stdout=out)
    return json.loads(out.getvalue())


def picture() -> list:
    return [list(model.objects.order_by("pk").values()) for model in MODELS]


@pytest.mark.django_db(transaction=True)
def test_a_restore_brings_every_value_and_file_back(house):
    fill()
    before = picture()
    made = run("backup", house / "b.tar.gz")
    forget()
    restored = run("restore", house / "b.tar.gz")
    assert picture() == before
    assert (settings.FILES_DIR / "ab" / ("ab" * 32)).read_bytes() == b"bytes"
    assert restored["rows"] == made["rows"] >= 2 * len(AWKWARD)
    assert restored["files"] == made["files"] == 1


@pytest.mark.django_db(transaction=True)
def test_a_backup_is_readable_by_its_owner_only_and_leaves_nothing_beside_it(house):
    fill()
    run("backup", house / "b.tar.gz")
    assert (house / "b.tar.gz").stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in house.iterdir()) == ["b.tar.gz", "home"]


@pytest.mark.django_db(transaction=True)
def test_an_installation_with_data_refuses_a_restore_and_keeps_its_data(house):
    fill()
    run("backup", house / "b.tar.gz")
    Job.objects.create(kind="new")
    before = picture()
    refused("sudah berisi data", house / "b.tar.gz")
    assert picture() == before


def refused(sentence: str, file: Path) -> None:
    errors = StringIO()
    with pytest.raises(SystemExit) as left:
        call_command("restore", str(file), stderr=errors)
    assert left.value.code == 1
    assert sentence in errors.getvalue()


def rewrite(source: Path, target: Path, change) -> None:
    """A copy of a backup in which `change(name, content)` altered the members."""
    with tarfile.open(source) as old, tarfile.open(target, "w:gz") as new:
        for info in old:
            content = change(info.name, old.extractfile(info).read())
            if content is None:
                continue
            copy = tarfile.TarInfo(info.name)
            copy.size = len(content)
            new.addfile(copy, io.BytesIO(content))


def altered(name, content):
    return content.replace(b'"k"', b'"j"') if name == "tables/kit_job.csv" else content


def without_files(name, content):
    return None if name.startswith("files/") else content


def other_version(name, content):
    if name != "manifest.json":
        return content
    manifest = json.loads(content)
    manifest["migrations"]["kit"] = ["0099_future"]
    return json.dumps(manifest).encode()


def outside(name, content):
    if name != "manifest.json":
        return content
    manifest = json.loads(content)
    manifest["files"][0]["path"] = "../../escaped"
    return json.dumps(manifest).encode()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (altered, "rusak"),
        (without_files, "tidak ada di dalamnya"),
        (other_version, "versi yang sama"),
        (outside, "ke luar foldernya"),
    ],
)
@pytest.mark.django_db(transaction=True)
def test_a_backup_that_was_tampered_with_is_refused(house, change, sentence):
    fill()
    run("backup", house / "b.tar.gz")
    rewrite(house / "b.tar.gz", house / "c.tar.gz", change)
    forget()
    refused(sentence, house / "c.tar.gz")
    assert picture() == [[]] * len(MODELS)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("part", [0, 1, 10, 0.5, -1])
def test_a_backup_cut_short_is_refused(house, part):
    fill()
    run("backup", house / "b.tar.gz")
    whole = (house / "b.tar.gz").read_bytes()
    length = int(len(whole) * part) if isinstance(part, float) else part
    (house / "c.tar.gz").write_bytes(whole[:length])
    forget()
    refused("", house / "c.tar.gz")
    assert picture() == [[]] * len(MODELS)


@pytest.mark.django_db(transaction=True)
def test_a_restore_that_differs_from_its_manifest_is_undone(house, monkeypatch):
    fill()
    run("backup", house / "b.tar.gz")
    forget()
    load = "binaan.kit.backup.reading._load"
    from binaan.kit.backup import reading

    original = reading._load

    def lossy(table, columns, blocks):
        if table.name != "kit_job":
            original(table, columns, blocks)

    monkeypatch.setattr(load, lossy)
    refused("Pemulihan dibatalkan: tabel kit_job", house / "b.tar.gz")
    assert picture() == [[]] * len(MODELS)
    assert not list(settings.FILES_DIR.glob("*/*"))


RESTORE_AND_BACKUP = """
from django.core.management import call_command
call_command("restore", {0!r})
call_command("backup", {1!r})
"""


def carried_over(home: Path, url: str, source: Path, target: Path) -> None:
    """Restore into an installation nobody used yet, and make a backup there."""
    done = subprocess.run(
        [sys.executable, str(settings.BASE_DIR / "manage.py"), "shell"],
        env={**os.environ, "BINAAN_HOME": str(home), "DATABASE_URL": url},
        input=RESTORE_AND_BACKUP.format(str(source), str(target)),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
@pytest.mark.once  # it brings PostgreSQL along
@pytest.mark.skipif(postgres.find_binaries() is None, reason="PostgreSQL is not on this machine")
@pytest.mark.django_db(transaction=True)
def test_a_backup_of_either_store_restores_into_the_other(house):
    kept = [house / f"{name}.tar.gz" for name in "abc"]
    fill()
    run("backup", kept[0])
    with postgres.throwaway() as url:
        carried_over(house / "second", url, kept[0], kept[1])
    carried_over(house / "third", "", kept[1], kept[2])
    a, b, c = map(contents, kept)
    assert a["tables"] == b["tables"] == c["tables"]
    assert a["files"] == b["files"] == c["files"] != []


def contents(file: Path) -> dict:
    with tarfile.open(file) as tar:
        return json.load(tar.extractfile("manifest.json"))
