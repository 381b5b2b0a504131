"""What the field answered stands on the page of its business; what no field takes stays readable."""

import pytest
from django.urls import reverse

from binaan.intake import fieldwork
from binaan.intake.tests.fieldforms import a_form, send, told, work
from binaan.registry.models import Business
from binaan.registry.queries import answered

NEW = {"nama_usaha": "Warung Sri", "pemilik": "Sri Asih", "nik": "3216064101900007",
       "desa": "32.16.06.2004", "pesan": "Butuh tenda baru"}  # fmt: skip


@pytest.fixture
def shop(world, settings, tmp_path, clock, monkeypatch):
    settings.FILES_DIR = tmp_path / "files"
    taker = fieldwork.Taker("registry", "usaha", "", {}, words={"desa": {}})
    monkeypatch.setitem(fieldwork.TAKERS, "usaha", taker)
    a_form(world.place("32.16"), world.offices["disperin"])
    send(told("uuid:a", **NEW), world.user("enumerator"))
    work()
    return Business.objects.get(name="Warung Sri")


def test_the_page_shows_the_answers_the_register_has_no_field_for(world, shop):
    user = world.user("section_staff")
    page = world.client(user).get(reverse("business_detail", args=[shop.pk])).content.decode()
    assert "Jawaban lapangan" in page
    assert "Butuh tenda baru" in page
    assert NEW["nik"] not in page
    assert [label for label, _words in answered.section(user, shop)["rows"][0]["extra"]] == [
        "Pesan bebas"
    ]


def test_nobody_else_sees_it_there(world, shop):
    enumerator, neighbour = world.user("enumerator"), world.user("section_staff", place="32.75")
    assert answered.section(enumerator, shop) is None
    assert answered.section(neighbour, shop) is None
    assert answered.section(world.user("section_staff"), world.business()) is None
