"""JavaRosa, the engine of ODK Collect, fetches our form, fills it and delivers it: the record is right.

Skipped only where there is no Java. The engine is that of pyxform's ODK Validate; `peers/Peer.java` gives
it answers instead of a screen.
"""

import os
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest
import pyxform

from binaan.api.tests.test_openrosa import LIST, Phone
from binaan.intake.actions import forming
from binaan.intake.actions.devices import make_device
from binaan.intake.models import Submission
from binaan.intake.odk import reading, ready
from binaan.intake.tests.fieldforms import work
from binaan.registry.models import Business

HERE = Path(__file__).parent / "peers"
JAR = Path(pyxform.__file__).parent / "validators/odk_validate/bin/ODK_Validate.jar"
MANIFEST = "{http://openrosa.org/xforms/xformsManifest}"
QUICK = ("-XX:TieredStopAtLevel=1", "-Xshare:auto")
JAVA = pytest.mark.skipif(not shutil.which("javac"), reason="no Java")
pytestmark = [JAVA, pytest.mark.once, pytest.mark.slow]
NIK = "3216064101900007"


class Engine:
    """JavaRosa in a folder of its own: a form, what lies beside it, what is to be answered."""

    def __init__(self, folder: Path, classes: Path):
        self.folder, self.classes = folder, classes
        (folder / "media").mkdir()

    def fetch(self, phone: Phone, key: str) -> None:
        listed = ElementTree.fromstring(phone.get("/openrosa/formList").content)
        form = next(one for one in listed if one.findtext(f"{LIST}formID") == key)
        (self.folder / "form.xml").write_bytes(
            phone.get(form.findtext(f"{LIST}downloadUrl")).content
        )
        manifest = phone.get(form.findtext(f"{LIST}manifestUrl")).content
        for one in ElementTree.fromstring(manifest):
            content = phone.get(one.findtext(f"{MANIFEST}downloadUrl")).content
            (self.folder / "media" / one.findtext(f"{MANIFEST}filename")).write_bytes(content)

    def fill(self, **said: object) -> tuple[bytes, str]:
        """The instance, and what the engine said of each answer."""
        lines = [f"{name}={value}" for name, value in said.items()]
        (self.folder / "answers").write_text("\n".join(lines), "utf-8")
        done = subprocess.run(
            ["java", *QUICK, "-cp", f"{JAR}{os.pathsep}{self.classes}", "Peer", "form.xml", "media", "answers"],
            cwd=self.folder, capture_output=True, check=False,
        )  # fmt: skip
        assert done.stdout, done.stderr.decode()[-2000:]
        return done.stdout, done.stderr.decode()


@pytest.fixture(scope="module")
def classes(tmp_path_factory):
    folder = tmp_path_factory.mktemp("peer")
    subprocess.run(
        ["javac", "-J-XX:TieredStopAtLevel=1", "-cp", JAR, "-d", folder, HERE / "Peer.java"],
        check=True,
    )
    return folder


@pytest.fixture
def phone(world, client, settings, tmp_path):
    """A phone of an enumerator of disperin, and the ready form for enterprises."""
    settings.FILES_DIR = tmp_path / "files"
    book = tmp_path / "usaha.xlsx"
    ready.write(ready.READY["usaha"], book, version="2026010101")
    given = forming.Given(
        reading.read(book, book.name), book, book.name, world.offices["disperin"], world.place("32.16"),
        "registry",
    )  # fmt: skip
    version = forming.add(given, by=world.user("section_staff"))
    if version.published_at is None:
        forming.publish(version, by=world.user("section_staff"))
    sender = world.user("enumerator")
    return Phone(client, sender.username, make_device(label="HP", by=sender).token)


def test_a_new_business_filled_in_by_javarosa_lands_in_the_register(
    phone, world, classes, tmp_path
):
    engine = Engine(tmp_path, classes)
    engine.fetch(phone, "binaan_usaha")
    xml, told = engine.fill(
        persetujuan="ya", nama_usaha="Keripik Bu Ratna", nama="Ratna Dewi", nik=NIK, kab="32.16",
        kec="32.16.06", kode_desa="32.16.06.2004", lokasi="-6.25 107.05", omzet_tahun="250000000",
        produk_utama="keripik",
    )  # fmt: skip
    assert "nik OK" in told
    assert "kode_desa choices 2" in told
    response = phone.send(xml)
    one = Submission.objects.get()
    waits = dict.fromkeys(one.attachments.values_list("name", flat=True), b"\xff\xd8\xff foto")
    if waits:
        response = phone.send(xml, **waits)
    assert response.status_code == 201
    work()
    made = Business.objects.get(name="Keripik Bu Ratna")
    one.refresh_from_db()
    assert (one.state, one.record_id) == ("handed", made.pk)
    assert (made.place_id, made.lat, made.lon) == ("32.16.06.2004", -6.25, 107.05)
    assert made.claims.get().said["sales_low"] == 250_000_000


@pytest.mark.deep
def test_the_engine_refuses_what_the_form_forbids(phone, classes, tmp_path):
    engine = Engine(tmp_path, classes)
    engine.fetch(phone, "binaan_usaha")
    _xml, told = engine.fill(persetujuan="ya", nama="Ratna Dewi", nik="321606410190000")
    assert "nik CONSTRAINT NIK 16 angka" in told
