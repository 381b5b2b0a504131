"""The nomenclature as people read and keep it: search, links between editions, the official list."""

import json

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.urls import reverse

from binaan.access.models import AuditEvent
from binaan.places.models import NomenclatureItem, NomenclatureLink
from binaan.places.nomenclature import Entry, _item
from binaan.planning.actions import nomenclature as acting
from binaan.planning.queries import nomenclature

pytestmark = pytest.mark.once  # on PostgreSQL the walk of tests/test_walks.py opens each page

ROWS = (
    ("E2", "2.17", "KOPERASI, USAHA KECIL, DAN MENENGAH"),
    ("E2", "2.17.08", "PROGRAM PENGEMBANGAN UMKM"),
    ("E2", "2.17.08.2.01", "Pengembangan Usaha Mikro"),
    ("E2", "2.17.08.2.01.01", "Fasilitasi Usaha Mikro"),
    ("E2", "2.17.08.2.01.10", "Pameran"),
    ("E3", "2.17.08", "PROGRAM PENGEMBANGAN UMKM"),
    ("E3", "2.17.08.2.01.0001", "Fasilitasi Usaha Mikro"),
    ("E3", "2.17.08.2.01.0002", "Fasilitasi Usaha Mikro Lain"),
)


@pytest.fixture
def rows(plan):
    NomenclatureItem.objects.bulk_create(
        _item(era, Entry(code, name), official=False) for era, code, name in ROWS
    )
    return plan


def item(era, code):
    return NomenclatureItem.objects.get(era=era, code=code)


def test_rows_are_found_by_words_and_by_code(rows):
    found = nomenclature.items(rows.planner, "E2", "usaha mikro")
    assert [one.code for one in found] == ["2.17.08.2.01", "2.17.08.2.01.01"]
    found = nomenclature.items(rows.planner, "E2", "2.17.08.2.01.")
    assert [one.code for one in found] == ["2.17.08.2.01.01", "2.17.08.2.01.10"]
    assert len(nomenclature.items(rows.planner, "E3", of_bidang="2.17")) == 3
    assert nomenclature.items(rows.user("enumerator"), "E2") == []


def test_twins_are_only_proposed_and_a_person_confirms_them(rows):
    twins = nomenclature.twins(rows.planner, "E2", "E3")
    assert [(one.old.code, one.new.code) for one in twins] == [
        ("2.17.08", "2.17.08"), ("2.17.08.2.01.01", "2.17.08.2.01.0001"),
    ]  # fmt: skip
    assert not NomenclatureLink.objects.exists()
    acting.link(twins, by=rows.planner)
    assert nomenclature.twins(rows.planner, "E2", "E3") == []
    assert acting.link(twins, by=rows.planner) == []
    assert AuditEvent.objects.filter(verb="nomenclature.linked").count() == 1


def test_one_row_may_continue_in_several_and_a_link_is_taken_back(rows):
    old = item("E2", "2.17.08.2.01.01")
    pairs = [(old, item("E3", f"2.17.08.2.01.000{number}")) for number in (1, 2)]
    first, _second = acting.link(pairs, by=rows.planner, note="dipecah")
    acting.unlink(first, by=rows.planner)
    assert [one.note for one in nomenclature.links(rows.planner)] == ["dipecah"]
    assert AuditEvent.objects.filter(verb="nomenclature.unlinked").exists()


def test_only_those_who_plan_link_and_never_backwards(rows):
    pair = (item("E2", "2.17.08"), item("E3", "2.17.08"))
    with pytest.raises(PermissionDenied):
        acting.link([pair], by=rows.head)
    with pytest.raises(ValidationError, match="tidak mendahului"):
        acting.link([pair[::-1]], by=rows.planner)
    assert not NomenclatureLink.objects.exists()


def test_the_command_imports_an_official_list(rows, tmp_path, capsys):
    path = tmp_path / "resmi.csv"
    path.write_text("kode,nama\n2.17.08,PROGRAM PENGEMBANGAN UMKM\n", "utf-8")
    name = rows.planner.username
    call_command(
        "import_nomenclature", str(path), era="E3", source="Uji 1/2026", by=name, json=True
    )
    assert json.loads(capsys.readouterr().out) == {"era": "E3", "new": 0, "changed": 1}
    assert item("E3", "2.17.08").official
    assert AuditEvent.objects.filter(verb="nomenclature.imported").count() == 1


@pytest.mark.once
def test_the_pages_show_search_and_confirm(rows, client):
    client.force_login(rows.planner)
    shown = client.get(reverse("nomenclature_list"), {"edisi": "E2", "q": "pameran"})
    assert b"2.17.08.2.01.10" in shown.content
    assert b"belum dari daftar resmi" in shown.content
    ticked = {"dari": "E2", "pasangan": item("E2", "2.17.08").pk}
    client.post(reverse("nomenclature_twins_confirm"), ticked)
    typed = {"old_era": "E2", "old_code": "2.17.08.2.01.01", "new_era": "E3", "new_code": "9.99"}
    wrong = client.post(reverse("nomenclature_link_add"), typed)
    assert wrong.status_code == 422
    client.post(reverse("nomenclature_link_add"), typed | {"new_code": "2.17.08.2.01.0002"})
    assert NomenclatureLink.objects.count() == 2
    link = NomenclatureLink.objects.get(old__code="2.17.08")
    client.post(reverse("nomenclature_link_remove", args=[link.pk]))
    assert client.get(reverse("nomenclature_links")).status_code == 200
    assert NomenclatureLink.objects.count() == 1
