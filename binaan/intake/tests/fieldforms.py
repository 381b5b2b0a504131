"""A small field form and its answers, for tests of what arrives: no XLSForm, no engine."""

import io
from uuid import uuid4

from django.utils import timezone

from binaan.intake import fieldwork, lots
from binaan.intake.actions.receiving import receive
from binaan.intake.models import Form, FormState, FormVersion
from binaan.kit import files, jobs
from binaan.kit.models import Job, JobState

DEFINITION = [
    {"path": "mulai", "name": "mulai", "type": "start", "label": ""},
    {"path": "selesai", "name": "selesai", "type": "end", "label": ""},
    {"path": "usaha", "name": "usaha", "type": "select_one", "label": "Usaha lama", "list": "usaha.csv"},
    {"path": "g/nama_usaha", "name": "nama_usaha", "type": "text", "label": "Nama usaha"},
    {"path": "g/pemilik", "name": "pemilik", "type": "text", "label": "Nama pemilik"},
    {"path": "g/nik", "name": "nik", "type": "text", "label": "NIK", "private": True},
    {"path": "g/desa", "name": "desa", "type": "select_one", "label": "Desa"},
    {"path": "g/titik", "name": "titik", "type": "geopoint", "label": "Titik"},
    {"path": "g/omzet", "name": "omzet", "type": "decimal", "label": "Omzet setahun"},
    {"path": "g/pesan", "name": "pesan", "type": "text", "label": "Pesan bebas"},
    {"path": "foto", "name": "foto", "type": "image", "label": "Foto"},
    {"path": "dok", "name": "dok", "type": "repeat", "label": "Dokumen"},
    {"path": "dok/jenis", "name": "jenis", "type": "text", "label": "Jenis"},
]  # fmt: skip
MAPPING = {
    "usaha": fieldwork.RECORD, "g/nama_usaha": "name", "g/pemilik": "owner_name", "g/nik": "nik",
    "g/desa": "place_code", "g/titik": "position", "g/omzet": "sales",
}  # fmt: skip


def a_form(
    register_place, office, *, key="pendataan", version="2026010101", kind="usaha", **more
) -> Form:
    """An open form with one published edition."""
    form, _new = Form.objects.get_or_create(
        key=key,
        defaults={"title": "Pendataan usaha", "room": "registry", "kind": kind, "office": office,
                  "place": register_place, "state": FormState.OPEN, "created_by": "uji"},
    )  # fmt: skip
    xlsx = files.note(files.store(io.BytesIO(key.encode())), name="f.xlsx", by="uji")
    FormVersion.objects.create(
        form=form, version=version, xlsx=xlsx, xform="<h/>", definition=more.get("definition", DEFINITION),
        mapping=more.get("mapping", MAPPING), published_at=timezone.now(), by="uji",
    )  # fmt: skip
    return form


def told(
    instance="", *, form="pendataan", version="2026010101", day="2026-03-02", deprecated="", **said
) -> bytes:
    """An instance as an engine writes it; `said`: nama_usaha="…", foto="1.jpg", dok=["nib", …]."""
    inside = "".join(
        f"<{name}>{said[name]}</{name}>"
        for name in ("nama_usaha", "pemilik", "nik", "desa", "titik", "omzet", "pesan") if name in said
    )  # fmt: skip
    repeats = "".join(f"<dok><jenis>{one}</jenis></dok>" for one in said.get("dok", ()))
    old = f"<deprecatedID>{deprecated}</deprecatedID>" if deprecated else ""
    return (
        f'<data id="{form}" version="{version}"><mulai>{day}T09:00:00.000+07:00</mulai>'
        f"<selesai>{day}T09:14:00.000+07:00</selesai><usaha>{said.get('usaha', '')}</usaha><g>{inside}</g>"
        f"<foto>{said.get('foto', '')}</foto>{repeats}<meta>{old}"
        f"<instanceID>{instance or f'uuid:{uuid4()}'}</instanceID></meta></data>"
    ).encode()


def send(xml: bytes, by, **attached: bytes):
    """What `receive` answers; files by their name with `_` for the dot: foto_jpg=b"…"."""
    given = {name.replace("_", "."): io.BytesIO(content) for name, content in attached.items()}
    return receive(io.BytesIO(xml), attached=given, by=by)


def rested() -> None:
    """Time enough has gone by since the last answer: all that is ready is handed on."""
    for form in Form.objects.filter(submissions__state="ready").distinct():
        lots.ask(form, by="uji")


def work() -> int:
    """Do every job that waits, as a worker would, until none is left; how many."""
    rested()
    done = 0
    while taken := jobs.take():
        ended = jobs.run(taken)
        assert ended.state == JobState.DONE, ended.message
        done += 1
    assert not Job.objects.filter(state=JobState.WAITING).exists()
    return done
