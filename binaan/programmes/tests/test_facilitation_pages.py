"""Pages of facilitation: the first step, a paper beside a step, refusals, strangers."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from binaan.access.models import AuditEvent
from binaan.programmes.actions import certificates as papers
from binaan.programmes.models import Certificate, Facilitation
from binaan.programmes.tests.walking import begin

pytestmark = pytest.mark.once

PDF = b"%PDF-1.7 contoh"


@pytest.fixture
def desk(world, settings, tmp_path):
    settings.FILES_DIR = tmp_path
    world.staff, world.disperin = world.user("section_staff"), world.offices["disperin"]
    nib = papers.Issued("nib", "1234567890123", date(2019, 1, 7))
    papers.add_certificate(world.business(), issued=nib, office=world.disperin, by=world.staff)
    world.browser = world.client(world.staff)
    return world


def paper(content=PDF, name="label.pdf"):
    return SimpleUploadedFile(name, content)


def test_a_facilitation_is_opened_with_its_paper_and_the_paper_can_be_read(desk):
    address = f"{reverse('facilitation_add')}?usaha={desk.business().pk}&jenis=spp_irt"
    sent = {"on": "2020-01-06", "jenis_pangan": "06", "kemasan": "2", "product": "Keripik",
            "office": desk.disperin.pk}  # fmt: skip
    refused = desk.browser.post(address, sent | {"document": paper(b"<html>")})
    assert refused.status_code == 422
    assert "bukan PDF, JPEG" in refused.content.decode()
    assert desk.browser.post(address, sent | {"document": paper()}).status_code == 302
    row = Facilitation.objects.get()
    assert (row.product, row.officer, row.state) == ("Keripik", desk.staff, "diajukan")
    answer = desk.browser.get(reverse("facilitation_paper", args=[row.pk, row.steps.get().pk]))
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"].startswith("attachment")
    assert (
        AuditEvent.objects.filter(verb="certificate.paper_read", by=desk.staff.username).count()
        == 1
    )


def test_what_is_wrong_stands_beside_its_field_and_a_stale_step_is_told(desk):
    row = begin(desk.business(), "spp_irt", office=desk.disperin, by=desk.staff)
    address = reverse("facilitation_detail", args=[row.pk])
    sent = {"langkah": "terbit_otomatis", "on": "2020-01-07", "pernyataan": "on", "nomor": "123"}
    answer = desk.browser.post(address, sent)
    assert answer.status_code == 422
    assert "terdiri atas 15 angka" in answer.content.decode()
    stale = desk.browser.post(address, sent | {"langkah": "penuhi_komitmen"}, follow=True)
    assert "tidak tersedia lagi" in stale.content.decode()
    assert not row.certificates.exists()


def test_who_only_looks_gets_no_forms_and_may_not_send_one(desk):
    row = begin(desk.business(), "spp_irt", office=desk.disperin, by=desk.staff)
    address = reverse("facilitation_detail", args=[row.pk])
    reader = desk.client(desk.user("auditor"))
    assert "Langkah berikutnya" not in reader.get(address).content.decode()
    assert reader.post(address, {"langkah": "terbit_otomatis"}).status_code == 403
    neighbour = desk.client(desk.user("section_staff", place="32.75"))
    held = Certificate.objects.get()
    for page in (address, reverse("certificate_detail", args=[held.pk]),
                 reverse("certificate_revoke", args=[held.pk]),
                 f"{reverse('facilitation_add')}?usaha={row.business_id}",
                 f"{reverse('certificate_add')}?usaha=bukan-usaha"):  # fmt: skip
        assert neighbour.get(page).status_code == 404, page


def test_a_certificate_brought_along_is_written_down_and_taken_back(desk):
    address = f"{reverse('certificate_add')}?usaha={desk.business().pk}"
    sent = {"kind": "spp_irt", "number": "P-IRT 2063216010001-26", "issued_on": "2021-02-01",
            "office": desk.disperin.pk}  # fmt: skip
    answer = desk.browser.post(address, sent, follow=True).content.decode()
    assert "Tepung dan olahannya" in answer
    assert "Kabupaten Bekasi" in answer
    held = Certificate.objects.get(kind="spp_irt")
    assert desk.browser.post(address, sent).status_code == 422  # the same once more
    gone = {"on": "2022-01-03", "why": "Pindah tempat produksi"}
    desk.browser.post(reverse("certificate_revoke", args=[held.pk]), gone)
    held.refresh_from_db()
    assert held.revoked_on == date(2022, 1, 3)
