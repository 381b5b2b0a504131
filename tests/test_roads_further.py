"""Another place's rows never appear on what is taken along, in figures and in quality.

See test_roads.py.
"""

import re

import pytest
from django.urls import reverse

from binaan.access.models import AuditEvent
from binaan.kit import measures
from binaan.registry.finding import asking as finding
from binaan.registry.models import Condition, Guidance, Owner
from binaan.registry.selecting.columns import COLUMNS
from binaan.web.models import Download
from binaan.web.taking.columns import CHOICES, NAME
from tests.depth import some
from tests.neighbours import (
    EVERYBODY,
    MARKED,
    betrayed,
    personal_in,
    seen_by,
    text_of,
)

pytestmark = pytest.mark.once

EVERY_COLUMN = "&".join(f"kolom={key}" for key in COLUMNS)


# Taking it along --------------------------------------------------------------------------------------


def sheet_form(near, keys=(), **more) -> dict:
    return {
        "usaha": [str(near.businesses[key].pk) for key in keys], "format": "csv",
        "plain": [key for key, one in CHOICES.items() if not one.personal and key != NAME],
        "private": [key for key, one in CHOICES.items() if one.personal], **more,
    }  # fmt: skip


def test_a_sheet_holds_only_mine_however_it_was_chosen(near, settings, tmp_path):
    every = [one.key for one in MARKED]
    page = reverse("directory_download")
    for name in ("sebelah", "auditor", "rangkap"):
        client = near.client(name)
        for form, file in (({"semua": "1"}, "csv"), ({}, "xlsx")):
            sent = sheet_form(near, every, lanjut=f"{name}{form}{file}", **form) | {"format": file}
            confirm = client.post(page, {key: sent[key] for key in ("usaha", *form)})
            assert not betrayed(near, name, text_of(confirm), "".join(sent["usaha"]))
            made = client.post(page, sent)
            assert made.status_code == 302, (name, made.content[:2000])
            download = Download.objects.get(user=near.user(name), pk=made.url.split("/")[-2])
            assert download.rows == (near.count[name] if form else len(near.see[name]))
            text = text_of(client.get(reverse("download_file", args=[download.pk])))
            assert not betrayed(near, name, text), (name, form, file)
            assert f"Zamrud {next(iter(near.see[name])).title()}" in text
            for other in ("kepala", "tanpa"):
                if other != name:
                    other_client = near.client(other)
                    for door in ("download_detail", "download_file"):
                        answer = other_client.get(reverse(door, args=[download.pk]))
                        assert answer.status_code in (403, 404), (other, door)
    for name in ("operator", "enumerator", "provinsi", "tanpa"):
        assert near.client(name).post(page, sheet_form(near, every, lanjut="x")).status_code == 403


def test_only_foreign_ticks_make_no_sheet(near):
    for name in ("kepala", "kota"):
        keys = [one.key for one in near.foreign(name)]
        answer = near.client(name).post(
            reverse("directory_download"), sheet_form(near, keys, lanjut="asing")
        )
        assert answer.status_code == 422
        assert not Download.objects.filter(user=near.user(name), removed_at=None).exists()


def test_paper_shows_only_mine(near):
    every = sheet_form(near, [one.key for one in MARKED])["usaha"]
    page = reverse("directory_print")
    for name in ("sebelah", "auditor"):
        client = near.client(name)
        for query in (f"?{EVERY_COLUMN}", "?q=zamrud", "?wilayah=32.75"):
            for sent in ({"usaha": every}, {"semua": "1"}):
                text = text_of(client.post(f"{page}{query}", sent))
                assert not betrayed(near, name, text, "".join(every)), (name, query)
        assert seen_by(near, name, [page, f"{page}?q=zamrud&{EVERY_COLUMN}"], most=2) == {}


def test_guidance_of_many_touches_and_names_only_mine(near):
    every = sheet_form(near, [one.key for one in MARKED])["usaha"]
    offices = {"operator": "disperin", "enumerator": "disperin", "sebelah": "diskop",
               "kota": "diskopukm"}  # fmt: skip
    foreign = {
        name: [near.businesses[one.key].pk for one in near.foreign(name)] for name in offices
    }
    for name, office in offices.items():
        before = list(Guidance.objects.filter(business__in=foreign[name]).values())
        for what in ("mulai", "akhiri"):
            form = {
                "usaha": every, "what": what, "office": near.offices[office].pk, "lanjut": "1",
                "on": "2026-01-05", "reason": "Surat keputusan 1",
            }  # fmt: skip
            confirm = near.client(name).post(reverse("directory_guide"), {"usaha": every})
            done = near.client(name).post(reverse("directory_guide"), form, follow=True)
            for answer in (confirm, done):
                assert not betrayed(near, name, text_of(answer), "".join(every)), name
        assert list(Guidance.objects.filter(business__in=foreign[name]).values()) == before, name


# Pages of one business --------------------------------------------------------------------------------


def test_pages_of_my_businesses_lead_to_nobody_elses(near):
    """Also when its owner runs another one beyond my reach."""
    shared = Owner.objects.get(name="Zulaikhaalfa Permana")
    for key in ("gama", "delta", "beta"):
        role = near.businesses[key].roles.get()
        type(role).objects.create(
            owner=shared, business=near.businesses[key], valid_from=role.valid_from,
            known_from=role.known_from,
        )  # fmt: skip
    for name in ("operator", "kepala", "auditor"):
        pages = [reverse("business_detail", args=[near.businesses["alfa"].pk])]
        pages += [reverse("owner_detail", args=[shared.pk])]
        assert seen_by(near, name, pages, most=2) == {}, name
    for name in EVERYBODY:
        gone = [reverse("business_detail", args=[near.businesses[one.key].pk])
                for one in near.foreign(name)]  # fmt: skip
        client = near.client(name)
        assert {client.get(page).status_code for page in gone} <= {403, 404}
    offered = finding.suggest(near.user("operator"), "zulaikhaalfa")
    assert [item.business for item in offered] == [near.businesses["alfa"].pk]


# Figures ----------------------------------------------------------------------------------------------


# Who looks at which; in a deep run each at all of them.
FIGURES = {
    "sebelah": "registry.guided", "rangkap": "registry.entered", "provinsi": "registry.rows_waiting",
}  # fmt: skip


def figures(name: str) -> list[str]:
    found = [reverse("figure_list"), f"{reverse('figure_list')}?garis=1"]
    for key in some([FIGURES[name]], list(FIGURES.values())):
        measure = measures.get(key)
        time = (
            "per=2025-12-31&banding=2024-01-01" if measure.is_stock else "periode=2024&banding=2023"
        )
        page, sheet, evidence = (
            reverse(name, args=[key])
            for name in ("figure_detail", "figure_export", "figure_evidence")
        )
        first, second = list(measure.dimensions)[:2]
        when = time.split("&")[0]
        found += [
            f"{page}?{time}&menurut={first}&kolom={second}",
            f"{page}?wilayah=32.16.06&titik=wilayah&laju=tahun&menurut=office",
            f"{sheet}?{time}&kolom={second}", f"{evidence}?{when}", f"{evidence}?{when}&q=zamrud",
            f"{evidence}?{when}&wilayah=32.75&menurut=office&baris=diskop",
        ]  # fmt: skip
    return found


@pytest.mark.parametrize("name", FIGURES)
def test_figures_their_evidence_and_their_sheets_name_only_mine(near, name):
    assert seen_by(near, name, figures(name), most=4) == {}


def test_figures_count_only_mine(near):
    ten = {"provinsi": 10, "rangkap": 10}
    for name in EVERYBODY:
        user = near.user(name)
        asked = measures.Asked(place=near.world.place("32"), at=measures.parse_day("2025-06-30"))
        for key in ("registry.businesses", "registry.running"):
            measure = measures.get(key)
            value = measure.value(user, asked)
            expected = ten.get(name, near.count[name])
            assert value.value == (None if value.hidden else expected), (name, key)
            rows = measure.rows(user, asked, "place")
            if not measure.discreet(user):
                assert sum(row.value for row in rows) == expected


def test_blank_spots_do_not_betray_another_offices_rows(near, settings, tmp_path):
    """Only diskop has anybody of group kayu in Tambun: for disperin the spot stays blank."""
    page = reverse("figure_detail", args=["registry.businesses"])
    asked = {"titik": "kelompok", "wilayah": "32.16.06", "menurut": "group", "per": "2025-06-30"}
    if near.copied:
        settings.HOME = tmp_path
    said = {}
    for moment in ("before", "after"):
        if near.copied:
            near.index_and_copy()
        for name in ("kepala", "sebelah"):
            text = text_of(near.client(name).get(page, asked, HTTP_HX_REQUEST="true"))
            said[name, moment] = re.sub(r"\d\d\.\d\d", "", text)
        Condition.objects.filter(business=near.businesses["gama"]).update(group="kayu_furnitur")
    assert said["kepala", "before"] == said["kepala", "after"]
    assert said["sebelah", "before"] != said["sebelah", "after"]


# Quality ----------------------------------------------------------------------------------------------


WHOSE_LISTS = (("sebelah", "diskop"), ("rangkap", "disperin"), ("provinsi", ""))


def test_quality_counts_and_names_only_mine(near):
    page, field = reverse("business_quality"), reverse("business_quality_field", args=["nib"])
    sheet = reverse("business_quality_export")
    addresses = [
        f"{page}?bagian=isian", f"{page}?bagian=wilayah&wilayah=32.16.06", f"{page}?bagian=daftar",
        field, f"{page}?wilayah=32.75", f"{sheet}?tabel=daftar&bagian=daftar",
        f"{sheet}?tabel=menyebut&bagian=daftar", f"{sheet}?tabel=daftar&satu=nib",
    ]  # fmt: skip
    for name, mine in WHOSE_LISTS[: 3 if near.copied else 1]:
        client, said = near.client(name), ""
        for address in addresses:
            text = text_of(client.get(address))
            assert not betrayed(near, name, text, address), (name, address)
            said += text
        listed = {one for one in near.sources if re.search(rf"Zakar {one}\b", said)}
        assert listed == ({mine} if mine else set()), name


def test_quality_counts_the_businesses_i_may_count(near):
    for name in ("operator", "sebelah", "auditor"):
        answer = near.client(name).get(reverse("business_quality"))
        shown = next(one for one in answer.context["summary"] if one["label"] == "Usaha")
        assert shown["value"] == str(near.count[name]), name


# Personal values --------------------------------------------------------------------------------------


def test_a_sheet_in_full_needs_right_and_reason_and_is_written_down(near):
    page, every = reverse("directory_download"), [one.key for one in MARKED]
    for name in ("auditor", "kepala"):
        client = near.client(name)
        asked = {"personal": "on", "reason": "Berkas bantuan alat", "lanjut": f"utuh-{name}"}
        made = client.post(page, sheet_form(near, every, **asked))
        assert made.status_code == 302
        text = text_of(client.get(f"{made.url}berkas/"))
        full = name == "kepala"
        assert bool(personal_in(near, text)) is full
        assert not betrayed(near, name, text, personal=full)
        read = AuditEvent.objects.filter(verb="personal.read", by=near.user(name).username)
        assert read.exists() is full
        for one in near.foreign(name):
            assert not [word for word in near.secrets(one) if word in text]
    bare = sheet_form(near, every, personal="on", reason="", lanjut="tanpa-alasan")
    assert near.client("kepala").post(page, bare).status_code == 422
