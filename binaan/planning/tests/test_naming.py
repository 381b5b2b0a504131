"""Names are confirmed by a person, and a plan comes in by the browser: looked at, then taken in."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from binaan.access.models import AuditEvent
from binaan.planning.actions.naming import confirm_names
from binaan.planning.models import Document, Node
from binaan.planning.queries import naming
from binaan.planning.tests.test_importing import TREE, bring, known  # noqa: F401

pytestmark = pytest.mark.once  # on PostgreSQL the walk of tests/test_walks.py opens each page


@pytest.fixture
def version(bring):  # noqa: F811
    return bring().version


def states(user, version):
    return {one.printed: one.state for one in naming.named(user, version) if not one.again}


def node(version, name):
    return Node.objects.filter(version=version, printed_name=name).get()


def test_proposals_wait_until_a_person_accepts_them(version, known):  # noqa: F811
    told = states(known.planner, version)
    assert told["Program Pemberdayaa n UMKM"] == "equal"
    assert told["Kemitraan Aneh"] == "open"
    codes = {str(one.node.pk): one.node.official_code
             for one in naming.named(known.planner, version) if one.state == "equal"}  # fmt: skip
    assert confirm_names(version, codes=codes, by=known.planner) == 4
    program = node(version, "Program Pemberdayaa n UMKM")
    assert (program.code, program.name) == ("2.17.07", "PROGRAM PEMBERDAYAAN UMKM")
    assert states(known.planner, version)["Pendataan Usaha"] == "confirmed"
    assert confirm_names(version, codes=codes, by=known.planner) == 0
    assert AuditEvent.objects.filter(verb="plan.names_confirmed").count() == 1


def test_another_row_is_chosen_or_none(version, known):  # noqa: F811
    odd, leaf = node(version, "Kemitraan Aneh"), node(version, "Pendataan Usaha")
    said = {str(odd.pk): "2.17.07.2.01.01", str(leaf.pk): ""}
    assert confirm_names(version, codes=said, by=known.planner) == 2
    odd.refresh_from_db()
    leaf.refresh_from_db()
    assert (odd.name, odd.printed_name) == ("Pendataan Usaha", "Kemitraan Aneh")
    assert (leaf.code, leaf.official_code) == ("", "")


@pytest.mark.parametrize(("code", "said"), [("2.17.99", "tidak ada"), ("2.17.07", "padahal")])
def test_a_code_of_another_level_or_none_is_refused(version, known, code, said):  # noqa: F811
    leaf = node(version, "Kemitraan Aneh")
    with pytest.raises(ValidationError, match=said):
        confirm_names(version, codes={str(leaf.pk): code}, by=known.planner)
    with pytest.raises(PermissionDenied):
        confirm_names(version, codes={str(leaf.pk): "2.17.07.2.01.01"}, by=known.head)
    leaf.refresh_from_db()
    assert leaf.official_code == ""


@pytest.mark.once
def test_a_file_is_looked_at_and_then_taken_in(known, client):  # noqa: F811
    client.force_login(known.planner)
    wrong = SimpleUploadedFile("salah.csv", b"a,b\n1,2\n")
    said = {"title": "Renstra 2020-2024", "office": known.offices["diskopukm"].pk}
    refused = client.post(reverse("plan_import"), said | {"upload": wrong})
    assert "Tidak ada tabel rencana yang dikenali" in refused.content.decode()
    right = SimpleUploadedFile("6.2.csv", TREE.encode())
    shown = client.post(reverse("plan_import"), said | {"upload": right}).content.decode()
    assert "9</b> baris" in shown
    assert "lima ratus" in shown
    assert not Document.objects.filter(title="Renstra 2020-2024").exists()
    client.post(reverse("plan_import_confirm"))
    document = Document.objects.get(title="Renstra 2020-2024")
    names = reverse("plan_names", args=[document.pk])
    assert "Kemitraan Aneh" in client.get(names).content.decode()
    client.post(names, {"terima": "equal"})
    assert Node.objects.get(version__document=document, code="2.17.07.2.01.01")
    again = client.post(reverse("plan_import_confirm"), follow=True).content.decode()
    assert "Pilih lagi berkasnya" in again
