"""The mapping page and the steps behind it: what is shown, what is refused, where each step leads."""

import pytest
from django.urls import reverse

from binaan.intake import samples
from binaan.intake.models import Batch, BatchState, RememberedLayout
from binaan.intake.tests.test_pages_handing import hand_in
from binaan.kit import jobs
from binaan.registry.models import Business

pytestmark = pytest.mark.once  # on PostgreSQL the walk of tests/test_walks.py opens each page

LIST = (
    "DAFTAR IKM\n"
    "No;Nama Usaha;Pemilik;NIK;No HP;Desa;Nilai Investasi (Rp.000);Catatan;Email\n"
    "(1);(2);(3);(4);(5);(6);(7);(8);(9)\n"
    "1;Tahu Sari;Sari;3216064507850003;0813-1234-7721;Jatimulya;2.500;lahir 05-07-1985;sari#contoh\n"
    "2;Roti Budi;Budi;3216061203790002;0813-9876-0042;Tambun;7.250;sari@contoh.id;\n"
    ";JUMLAH;;;;;9.750;;\n"
)
SECRETS = (
    "3216064507850003",
    "0813-1234-7721",
    "2.500",
    "05-07-1985",
    "sari@contoh.id",
    "sari#contoh",
)


@pytest.fixture
def staff(world):
    return world.user("section_staff")


def worked() -> Batch:
    """The only batch, after its job."""
    batch = Batch.objects.select_related("job").get()
    if taken := jobs.take(only=batch.job):
        jobs.run(taken)
    return Batch.objects.get()


class Page:
    """The mapping page of the only batch in the browser of one user."""

    def __init__(self, world, user):
        self.client = world.client(user)
        self.batch = Batch.objects.get()
        self.url = reverse("batch_map", args=[self.batch.pk])

    def html(self) -> str:
        return self.client.get(self.url).content.decode()

    def answers(self) -> dict:
        """What the page sends when nothing is changed."""
        sheet = self.client.get(self.url).context["sheets"][0]
        said = {
            f"{sheet.mark}-pakai": "1", f"{sheet.mark}-dari": sheet.top,
            f"{sheet.mark}-sampai": sheet.bottom, f"{sheet.mark}-kunci": sheet.key, "ingat": "1",
        }  # fmt: skip
        for column in (*sheet.columns, *sheet.idle):
            said[column.mark] = column.field
            said[f"{column.mark}-kali"] = column.scale
        return said

    def sends(self, **changed):
        marks = {name.replace("_", "-"): value for name, value in changed.items()}
        said = self.answers() | marks
        return self.client.post(self.url, {name: v for name, v in said.items() if v is not None})


@pytest.fixture
def at_map(world, staff):
    hand_in(world, staff, LIST.encode())
    assert worked().state == BatchState.PROPOSED
    return Page(world, staff)


def test_the_page_shows_columns_with_samples_and_hides_what_is_personal(at_map):
    html = at_map.html()
    for words in ("Nama Usaha", "Tahu Sari", "321606••••••0003", "•.•••", "ribu rupiah (Rp.000)"):
        assert words in html
    assert [one for one in SECRETS if one in html] == []


def test_who_may_not_read_people_does_not_even_see_how_large_an_amount_is(at_map, world):
    html = Page(world, world.user("administrator")).html()
    assert "Rp •••" in html
    assert "•.•••" not in html


def test_lines_that_are_no_data_are_told_and_give_no_samples(at_map):
    sheet = at_map.client.get(at_map.url).context["sheets"][0]
    assert (sheet.top, sheet.bottom, sheet.rows) == (2, 2, 2)
    assert {lines for _why, _count, lines in sheet.skipped} == {"3", "6"}
    assert sheet.columns[1].samples == ["Tahu Sari", "Roti Budi"]


def test_confirmed_the_file_is_checked_previewed_and_put_in(at_map):
    answer = at_map.sends()
    assert answer["Location"] == reverse("batch_progress", args=[at_map.batch.pk])
    batch = worked()
    assert batch.state == BatchState.LANDED
    preview = at_map.client.get(reverse("batch_preview", args=[batch.pk])).content.decode()
    for words in ("Masukkan 2 baris", "Tahu Sari", "belum ada", "nomor kolom", "(baris 6)"):
        assert words in preview
    assert [one for one in SECRETS if one in preview] == []
    before = Business.objects.count()
    at_map.client.post(reverse("batch_go", args=[batch.pk]))
    assert worked().state == BatchState.APPLIED
    assert Business.objects.count() == before + 2


def test_the_mapping_is_remembered_only_when_asked(at_map):
    at_map.sends(ingat=None)
    worked()
    assert not RememberedLayout.objects.exists()
    at_map.client.post(reverse("batch_remap", args=[at_map.batch.pk]))
    assert worked().state == BatchState.PROPOSED
    at_map.sends()
    worked()
    assert RememberedLayout.objects.get().by == "section_staff-32.16-disperin"


def test_a_scale_and_a_key_are_taken_over(at_map):
    at_map.sends(s0_G_kali="1000000", s0_A_kali="1000", s0_kunci="A")
    entry = Batch.objects.get().mapping["sheets"]["CSV"]
    assert (entry["multiply"], entry["key"]) == ({"G": 1_000_000}, "A")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"s0_A": "name"}, "“Nama usaha” sudah dipakai kolom A."),
        ({"s0_A": "bukan-isian"}, "Isian ini tidak dikenal."),
        ({"s0_pakai": None}, "Pilih paling sedikit satu lembar"),
        ({"s0_dari": "5", "s0_sampai": "3"}, "Tulis nomor baris judul kolom"),
        ({"s0_dari": "-1"}, "Tulis nomor baris judul kolom"),
        ({"s0_sampai": "٣"}, "Tulis nomor baris judul kolom"),
    ],
)
def test_a_mapping_that_cannot_be_is_explained_and_kept_as_typed(at_map, changed, words):
    answer = at_map.sends(**changed)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert worked().state == BatchState.PROPOSED


def test_without_a_column_of_names_one_is_warned_once_and_may_go_on(at_map):
    answer = at_map.sends(s0_B="")
    assert answer.status_code == 422
    assert "Tidak ada kolom nama usaha" in answer.content.decode()
    assert at_map.sends(s0_B="", tanpa_nama="1").status_code == 302
    batch = worked()
    assert (batch.state, batch.waiting, batch.rows) == (BatchState.LANDED, 2, 2)


def test_another_heading_line_is_read_anew_and_the_choice_of_sheets_stays(at_map):
    assert at_map.sends(s0_dari="3", s0_sampai="3").status_code == 302
    assert Batch.objects.get().state == BatchState.RECEIVED
    batch = worked()
    assert batch.state == BatchState.PROPOSED
    sheet = batch.proposal["sheets"]["CSV"]
    assert (sheet["heading_rows"], sheet["use"]) == ([3, 3], True)
    assert sheet["headings"]["B"] == "(2)"
    assert at_map.sends(s0_dari="2", s0_sampai="2", ulang="s0").status_code == 302
    assert worked().proposal["sheets"]["CSV"]["columns"]["B"] == "name"


def test_a_file_nobody_can_guess_still_opens_for_mapping(world, staff):
    hand_in(world, staff, b"x;y\n1;2\n3;4\n")
    assert worked().state == BatchState.PROPOSED
    page = Page(world, staff)
    assert "Tidak ada judul kolom yang dikenal" in page.html()
    page.sends(ulang="s0", s0_pakai=None)
    assert worked().state == BatchState.PROPOSED
    assert 'name="s0-A"' in page.html()


def test_samples_lie_apart_for_this_account_only_and_go_with_the_batch(at_map):
    kept = samples._path(at_map.batch)
    assert kept.stat().st_mode & 0o077 == 0
    kept.unlink()
    assert "Tahu Sari" in at_map.html()
    assert kept.exists()
    at_map.client.post(reverse("batch_cancel", args=[at_map.batch.pk]))
    assert not kept.exists()


def test_a_page_of_another_step_leads_to_where_the_list_stands(at_map):
    for name in ("batch_preview", "batch_progress"):
        answer = at_map.client.get(reverse(name, args=[at_map.batch.pk]))
        assert answer["Location"] == at_map.url
    at_map.client.post(reverse("batch_go", args=[at_map.batch.pk]))
    said = at_map.client.get(at_map.url).content.decode()
    assert "Pratinjau kiriman ini belum siap." in said


STEPS = ("batch_go", "batch_remap", "batch_cancel", "batch_continue")


def test_a_list_of_another_office_is_not_there(at_map, world):
    client = world.client(world.user("section_staff", place="32.75"))
    for name in ("batch_map", "batch_preview", "batch_progress"):
        assert client.get(reverse(name, args=[at_map.batch.pk])).status_code == 404
    for name in (*STEPS, "batch_map"):
        assert client.post(reverse(name, args=[at_map.batch.pk])).status_code == 404
    assert Batch.objects.get().state == BatchState.PROPOSED


def test_who_only_reads_lists_takes_no_step(at_map, world):
    client = world.client(world.user("planner"))
    for name in (*STEPS, "batch_map"):
        assert client.post(reverse(name, args=[at_map.batch.pk])).status_code == 403
    progress = reverse("batch_progress", args=[at_map.batch.pk])
    assert client.get(progress)["Location"] == reverse("batch_detail", args=[at_map.batch.pk])


def test_while_work_goes_on_its_page_asks_again_and_again(world, staff):
    hand_in(world, staff, LIST.encode())
    client = world.client(staff)
    url = reverse("batch_progress", args=[Batch.objects.get().pk])
    whole = client.get(url).content.decode()
    part = client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert "Menunggu giliran" in part
    assert 'hx-trigger="every 2s"' in part
    assert "<html" in whole
    assert "<html" not in part
    assert '<noscript><meta http-equiv="refresh"' in whole
