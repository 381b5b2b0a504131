"""Handing a list over in the browser: what may be chosen, what is refused, nothing lost by it."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from binaan.access.models import Assignment
from binaan.intake.models import Batch, BatchState, Source
from binaan.kit import jobs

pytestmark = pytest.mark.once  # on PostgreSQL the walk of tests/test_walks.py opens each page

ROWS = b"nama usaha;nama pemilik;desa\nTahu Sari;Sari;Jatimulya\n"
D2024 = date(2024, 12, 31)


@pytest.fixture
def staff(world):
    return world.user("section_staff")


def hand_in(world, user, content=ROWS, *, name="daftar.csv", **said):
    """The answer to the form, filled in as it stands except for what is said."""
    client = world.client(user)
    page = client.get(reverse("batch_add")).context["form"]
    given = {
        "kind": "usaha", "source": "Daftar IKM", "as_of": "2024-12-31",
        "office": world.offices["disperin"].pk, "place": page["place"].value(),
    }  # fmt: skip
    files = {"file": SimpleUploadedFile(name, content)} if content is not None else {}
    return client.post(reverse("batch_add"), given | files | said)


def errors(answer) -> dict:
    assert answer.status_code == 200
    return {name: list(said) for name, said in answer.context["form"].errors.items()}


def test_a_file_handed_in_is_read_and_waits_for_its_mapping(world, staff):
    answer = hand_in(world, staff)
    batch = Batch.objects.get()
    assert answer["Location"] == reverse("batch_progress", args=[batch.pk])
    assert (batch.file_name, batch.by, batch.step_by_step) == ("daftar.csv", staff.username, True)
    assert (batch.version.as_of, batch.place.code) == (D2024, "32.16")
    jobs.run(jobs.take(only=batch.job))
    client = world.client(staff)
    onward = reverse("batch_map", args=[batch.pk])
    progress = reverse("batch_progress", args=[batch.pk])
    assert client.get(progress)["Location"] == onward
    assert client.get(progress, headers={"HX-Request": "true"})["HX-Redirect"] == onward


def test_the_same_file_again_leads_to_its_batch(world, staff):
    hand_in(world, staff)
    again = hand_in(world, staff)
    answer = again.client.get(again["Location"])
    assert Batch.objects.count() == 1
    assert "Berkas ini sudah pernah dimasukkan" in answer.content.decode()


def test_a_file_above_the_limit_is_dropped_and_the_rest_of_the_form_stays(world, staff, settings):
    settings.UPLOAD_MB = 1
    answer = hand_in(world, staff, b"a;b\n" * 300_000, source="Daftar besar")
    said = " ".join(errors(answer)["file"])
    assert "lebih besar dari 1 MB" in said
    assert "import_list" in said
    assert 'value="Daftar besar"' in answer.content.decode()
    assert not Batch.objects.exists()


def test_a_file_just_within_the_limit_is_taken(world, staff, settings):
    settings.UPLOAD_MB = 1
    content = ROWS + b"x;y;z\n" * ((1024 * 1024 - len(ROWS)) // 6)
    assert hand_in(world, staff, content).status_code == 302


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        ({"content": None}, "file", "Pilih berkas daftarnya."),
        ({"as_of": "2999-01-01"}, "as_of", "Tanggal ini belum terjadi."),
        ({"place": "Bekasi Timur"}, "place", "Tidak ada wilayah Anda dengan nama atau kode itu."),
        ({"source": "   "}, "source", "Bidang ini tidak boleh kosong."),
    ],
)
def test_what_cannot_be_is_said_beside_its_input(world, staff, said, field, words):
    assert errors(hand_in(world, staff, **said))[field] == [words]
    assert not Batch.objects.exists()


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "kosong.xlsx", "Berkas kosong"),
        (b"%PDF-1.4 bukan lembar kerja", "palsu.xlsx", "bukan .xlsx"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_a_sentence_on_its_page(
    world, staff, content, name, words
):
    hand_in(world, staff, content, name=name)
    batch = Batch.objects.get()
    jobs.run(jobs.take(only=batch.job))
    shown = world.client(staff).get(reverse("batch_detail", args=[batch.pk])).content.decode()
    assert "Daftar ini ditolak" in shown
    assert words in shown


def test_the_next_file_starts_from_what_the_refused_one_was(world, staff):
    hand_in(world, staff, b"", source="Daftar Cibitung", place="32.16.07")
    batch = Batch.objects.get()
    client = world.client(staff)
    page = client.get(reverse("batch_add"), {"seperti": batch.pk}).content.decode()
    for words in ("Daftar Cibitung", "(32.16.07)", "2024-12-31"):
        assert words in page
    elsewhere = world.client(world.user("section_staff", place="32.75"))
    shown = elsewhere.get(reverse("batch_add"), {"seperti": batch.pk}).content.decode()
    assert "Daftar Cibitung" not in shown
    assert client.get(reverse("batch_add"), {"seperti": "x"}).status_code == 200


def test_only_my_office_and_my_lists_are_offered(world, staff):
    for key, name in (("disperin", "Daftar kita"), ("diskopukm", "Daftar mereka")):
        office = world.offices[key]
        Source.objects.create(kind="usaha", name=name, office=office, place=office.place)
    shown = world.client(staff).get(reverse("batch_add")).content.decode()
    assert "Daftar kita" in shown
    assert "Daftar mereka" not in shown
    assert 'type="hidden" name="office"' in shown
    other = hand_in(world, staff, office=world.offices["diskopukm"].pk)
    assert "office" in errors(other)


def test_who_works_for_two_offices_chooses(world, staff):
    Assignment.objects.create(
        user=staff, role="section_staff", place_id="32.75", valid_from=date(2020, 1, 1),
        office=world.offices["diskopukm"],
    )  # fmt: skip
    shown = world.client(staff).get(reverse("batch_add")).content.decode()
    assert '<select name="office"' in shown
    assert "Dinas Koperasi dan UKM Kota Bekasi" in shown
    mixed = hand_in(world, staff, office=world.offices["diskopukm"].pk, place="32.16")
    assert "tidak bertugas" in " ".join(errors(mixed)["__all__"])


def test_without_the_right_to_import_there_is_no_form(world):
    client = world.client(world.user("planner"))
    assert client.get(reverse("batch_add")).status_code == 403
    assert client.post(reverse("batch_add"), {}).status_code == 403


def test_a_cancelled_list_is_no_longer_that_file(world, staff):
    hand_in(world, staff)
    first = Batch.objects.get()
    client = world.client(staff)
    client.post(reverse("batch_cancel", args=[first.pk]))
    first.refresh_from_db()
    assert first.state == BatchState.CANCELLED
    assert "Dibatalkan" in client.get(reverse("batch_detail", args=[first.pk])).content.decode()
    hand_in(world, staff)
    assert Batch.objects.count() == 2


def test_a_list_of_a_wider_place_is_not_added_to_by_who_could_not_see_it(world, staff):
    hand_in(world, staff)
    head = world.user("section_head", place="32.16.06", office="disperin")
    answer = hand_in(world, head)
    assert "adalah daftar Kabupaten Bekasi" in answer.content.decode()
    assert Batch.objects.count() == 1
    own = hand_in(world, head, source="Daftar IKM Tambun Selatan")
    assert world.client(head).get(own.url).status_code in (200, 302)
