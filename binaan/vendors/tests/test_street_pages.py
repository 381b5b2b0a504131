"""Pages of findings and of cards: what they show, whom they refuse, what they print."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from binaan.access.models import AuditEvent
from binaan.kit import typesetting
from binaan.vendors.actions import cards as acting
from binaan.vendors.models import Finding
from binaan.vendors.views import cards as views

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20
SAID = {
    "who": "P-00001", "offence": "jam", "step": "persuasi", "note": "Diingatkan jam tutup.",
    "point": "-6.245, 107.01", "seen_at": "2026-03-02T11:00",
}  # fmt: skip


@pytest.fixture
def officer(street, clock, settings, tmp_path):
    settings.HOME = tmp_path
    settings.FILES_DIR = tmp_path / "files"
    return street.user("enumerator", place="32.75")


def read(client, name, *args, **query) -> str:
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_officer_records_a_finding_with_its_photo(street, officer):
    client = street.client(officer)
    asked = read(client, "finding_add", pkl="P-00001")
    assert "Paling jauh sekarang: <b>Dibina dan diingatkan</b>" in asked
    sent = SAID | {"document": SimpleUploadedFile("foto.png", PNG, "image/png")}
    page = client.post(reverse("finding_add"), sent).url
    row = Finding.objects.get()
    assert (row.vendor, row.lat, row.photo.name) == (street.vendor(), -6.245, "foto.png")
    shown = client.get(page).content.decode()
    assert "Diingatkan jam tutup." in shown
    assert "Warung Ani" in read(client, "finding_list", temuan="jam")
    assert "Tidak ada yang cocok" in read(client, "finding_list", temuan="sewakan")
    photo = client.get(reverse("finding_photo", args=[row.pk]))
    assert photo["Content-Type"] == "image/png"
    assert "no-store" in photo["Cache-Control"]
    assert b"".join(photo.streaming_content) == PNG  # reading to the end closes it
    assert AuditEvent.objects.filter(verb="vendor.paper_read").count() == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"step": "peringatan_2"}, "Pembinaan didahulukan"),
        ({"who": "P-99999"}, "periksa angkanya"),
        ({"who": ""}, "Pilih PKL, lokasi"),
        ({"document": SimpleUploadedFile("a.exe", b"MZ")}, "bukan foto"),
        ({"document": SimpleUploadedFile("a.pdf", b"%PDF-1.7")}, "bukan foto JPEG, PNG atau WebP"),
    ],
)
def test_what_is_wrong_with_a_finding_is_said_beside_the_field(street, officer, changes, said):
    answer = street.client(officer).post(reverse("finding_add"), SAID | changes)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Finding.objects.count() == 0


def test_findings_of_others_do_not_exist(street, officer):
    street.client(officer).post(reverse("finding_add"), SAID)
    elsewhere = street.client(street.user("section_staff", place="32.16"))
    row = Finding.objects.get()
    assert elsewhere.get(reverse("finding_detail", args=[row.pk])).status_code == 404
    assert elsewhere.get(reverse("finding_photo", args=[row.pk])).status_code == 404


def test_a_card_is_signed_when_it_is_printed_and_replaced_when_it_is_lost(
    street, officer, monkeypatch
):
    monkeypatch.setattr(views, "card_pdf", lambda *_said, **_how: b"%PDF")
    permit, client = street.permit(), street.client(street.head)
    assert "Kartu belum dibuat" in read(client, "tdu_card", permit.pk)
    paper = client.post(reverse("tdu_card_print", args=[permit.pk]))
    permit.refresh_from_db()
    assert (paper.content, permit.serial[-2:]) == (b"%PDF", ".1")
    assert AuditEvent.objects.filter(verb="tdu.card_printed").count() == 1
    client.post(reverse("tdu_card_replace", args=[permit.pk]))
    permit.refresh_from_db()
    assert permit.serial.endswith(".2")
    assert (
        street.client(officer).post(reverse("tdu_card_print", args=[permit.pk])).status_code == 403
    )


def test_cards_of_a_location_are_printed_together(street, officer, monkeypatch):
    printed = []
    monkeypatch.setattr(
        views, "card_pdf", lambda _user, permits, **how: printed.append((permits, how)) or b"%PDF"
    )
    first, second = street.permit(), street.permit("Budi")
    acting.sign_card(first, by=street.head)
    client, at = street.client(street.head), str(street.location().pk)
    assert "Cetak 1 yang belum dibuat" in read(client, "tdu_sheet", lokasi=at)
    for which, count in (("baru", 1), ("semua", 2)):
        client.post(reverse("tdu_sheet"), {"lokasi": at, "yang": which})
        assert len(printed[-1][0]) == count
    assert printed[0][0] == [second]
    assert printed[0][1]["sheet"]
    empty = str(street.location("B-001").pk)
    assert "Tidak ada TDU yang berlaku" in read(client, "tdu_sheet", lokasi=empty)
    assert client.post(reverse("tdu_sheet"), {"lokasi": empty}).status_code == 200


def test_without_letters_for_paper_the_page_says_so(street, officer, monkeypatch):
    def none(*_said, **_how):
        raise typesetting.NoFonts("Huruf untuk PDF belum disiapkan.")

    monkeypatch.setattr(views, "card_pdf", none)
    monkeypatch.setattr(views, "card_pictures", none)
    permit, client = street.permit(), street.client(street.head)
    answer = client.post(reverse("tdu_card_print", args=[permit.pk]), follow=True)
    assert "Huruf untuk PDF belum disiapkan" in answer.content.decode()
