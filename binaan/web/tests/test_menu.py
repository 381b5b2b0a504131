"""The menu shows what a person may open and what exists; nothing else."""

from types import SimpleNamespace

import pytest
from django.urls import resolve

from binaan.access.permissions import Permission as P
from binaan.web.menu import initials, menu

pytestmark = [pytest.mark.once, pytest.mark.urls("binaan.web.tests.addresses")]


class Person:
    is_authenticated = True

    def __init__(self, *permissions, name="Rina Kartika"):
        self.permissions, self.name = permissions, name

    def may(self, permission):
        return permission in self.permissions

    def held(self):
        return [SimpleNamespace(role="section_head", office="Dinas KUKM", place="Kota Bekasi")]

    def get_full_name(self):
        return self.name

    def get_username(self):
        return "rina"


def context(rf, person, path="/"):
    request = rf.get(path)
    request.user = person
    request.resolver_match = resolve(path)
    return menu(request)


def labels(entries):
    return [entry["label"] for entry in entries]


def test_only_permitted_pages_are_listed(rf):
    assert labels(context(rf, Person())["menu"]) == ["Meja kerja"]
    assert labels(context(rf, Person(P.BUSINESS_VIEW, P.AUDIT_VIEW))["menu"]) == [
        "Meja kerja",
        "Direktori",
        "Audit",
    ]


def test_a_page_that_does_not_exist_is_left_out(rf):
    """These addresses have no Pendataan."""
    assert labels(context(rf, Person(*P))["menu"]) == [
        "Meja kerja", "Direktori", "Angka", "Rekonsiliasi", "Audit", "Pengaturan",
    ]  # fmt: skip


def test_settings_open_on_the_first_page_i_may_manage(rf):
    entries = context(rf, Person(P.PARAMETER_MANAGE))["menu"]
    assert (entries[-1]["label"], entries[-1]["url"]) == ("Pengaturan", "/pengaturan/parameter/")
    tabs = context(rf, Person(P.OFFICE_MANAGE, P.PARAMETER_MANAGE))["settings_tabs"]
    assert labels(tabs) == ["Kantor", "Parameter"]


@pytest.mark.parametrize(
    "path, active",
    [
        ("/", "Meja kerja"),
        ("/direktori/", "Direktori"),
        ("/usaha/7/", "Direktori"),
        ("/pengaturan/parameter/", "Pengaturan"),
    ],
)
def test_the_menu_marks_where_i_am(rf, path, active):
    entries = context(rf, Person(*P), path)["menu"]
    assert [entry["label"] for entry in entries if entry["active"]] == [active]


def test_search_is_for_those_who_may_see_businesses(rf):
    assert str(context(rf, Person(P.BUSINESS_VIEW))["search_url"]) == "/direktori/"
    assert not context(rf, Person())["search_url"]


def test_a_stranger_sees_no_menu_and_no_name(rf):
    stranger = SimpleNamespace(is_authenticated=False)
    shown = context(rf, stranger)
    assert not shown["menu"]
    assert not shown["settings_tabs"]
    assert not shown["who"]


def test_who_i_am_names_role_and_office(rf):
    who = context(rf, Person())["who"]
    assert (who["name"], who["initials"]) == ("Rina Kartika", "RK")
    assert who["held"] == [{"role": "Kepala bidang", "where": "Dinas KUKM"}]


@pytest.mark.parametrize(
    "name, letters", [("Rina Kartika", "RK"), ("Siti Nur Aini", "SA"), ("Usep", "U"), ("", "")]
)
def test_initials_are_first_and_last(name, letters):
    assert initials(name) == letters


@pytest.mark.parametrize(
    "stored, theme", [("dark", "dark"), ("light", "light"), ("x", ""), ("", "")]
)
def test_only_the_two_looks_are_believed(rf, stored, theme):
    rf.cookies["binaan_tampilan"] = stored
    assert context(rf, Person())["theme"] == theme
