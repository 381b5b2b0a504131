"""Another place's rows never appear: one test for each road by which they could.

Here search, list, map and the copy; sheets, figures and quality in test_roads_further.py. Each road is
walked by several of tests/neighbours.py, with index and copy and without either.
"""

import json
import re
from base64 import urlsafe_b64encode
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from binaan.access.permissions import Permission
from binaan.registry.finding import asking as finding
from binaan.registry.finding import index
from binaan.registry.models import Business
from binaan.registry.selecting.columns import COLUMNS
from binaan.registry.snapshot import cards
from binaan.web import saved
from binaan.web.models import SavedView
from tests.neighbours import (
    EVERYBODY,
    MARKED,
    NAMELESS,
    NARROW,
    betrayed,
    seen_by,
    text_of,
)
from tests.system import ROOT
from tests.test_commands import run

pytestmark = pytest.mark.once

WINDOW = "bbox=106,-7,108,-5"
EVERY_COLUMN = "&".join(f"kolom={key}" for key in COLUMNS)


def asked_for(one) -> tuple[str, ...]:
    """Ways to ask for a business one knows of."""
    return (
        one.name, one.owner, one.product, one.nib[:6], one.nik, one.phone, one.phone[-4:],
        f"zafir {one.key}", "zmarud",
    )  # fmt: skip


def walkers(near) -> tuple[str, ...]:
    """Without the copy every page takes several times as long: one of them walks then."""
    return NARROW if near.copied else NARROW[1:2]


# Search ---------------------------------------------------------------------------------------------


def test_search_finds_and_suggests_only_what_i_may_see(near):
    for name in EVERYBODY:
        user = near.user(name)
        mine = set(
            Business.objects.permitted(user, Permission.BUSINESS_VIEW).values_list("pk", flat=1)
        )
        assert len(mine) == near.count[name]
        for one in MARKED:
            for text in asked_for(one) if near.copied else (one.name, one.nik):
                found = finding.find(user, text, limit=50)
                assert found.plain is not near.copied or not mine
                assert set(found.ids) <= mine, (name, text)
            offered = {item.business for item in finding.suggest(user, one.name)}
            assert offered <= mine
            assert (near.businesses[one.key].pk in offered) is (one.key in near.see[name])


def test_the_search_command_speaks_only_of_mine(near):
    for name in ("operator", "sebelah", "kota"):
        code, out, _err = run("search", "zamrud", "--as", f"orang-{name}", "--json")
        assert code == 0
        assert len(json.loads(out)) == len(near.see[name])
        assert not betrayed(near, name, out), name
    assert run("search", "zamrud", "--as", "orang-tanpa", "--json")[1].strip() == "[]"


def test_the_box_in_the_header_offers_only_mine(near):
    address = reverse("search_suggest")
    for name in (*NARROW, *NAMELESS):
        client = near.client(name)
        for one in near.foreign(name)[:2]:
            number = f"U-{near.businesses[one.key].number:06d}"
            for text in (one.name, one.nib, number, "zamrud"):
                for more in ({"HTTP_HX_REQUEST": "true"}, {}):
                    response = client.get(address, {"q": text}, **more)
                    said = text.replace(" ", "+") + text
                    assert not betrayed(near, name, text_of(response), said), (name, text)


# The list -------------------------------------------------------------------------------------------


def lists(near) -> list[str]:
    page, number = reverse("business_list"), reverse("business_count")
    queries = [
        "", "q=zamrud", "kelompok=pangan", "urut=kelengkapan", "wilayah=32.75", "kantor=diskop",
        "area=106,-7;108,-7;108,-5;106,-5", f"q=zamrud&{EVERY_COLUMN}&urut=verifikasi",
        *(f"daftar={source.pk}" for source in near.sources.values()),
    ]  # fmt: skip
    return [f"{page}?{one}" for one in queries] + [f"{number}?{one}" for one in queries[:4]]


def test_the_list_shows_and_counts_only_mine(near):
    for name in walkers(near):
        assert seen_by(near, name, lists(near), most=15) == {}, name
    for name in EVERYBODY:
        if not near.count[name]:
            assert near.client(name).get(reverse("business_list")).status_code == 403
        else:
            page = text_of(near.client(name).get(reverse("business_list"), {"hitung": "1"}))
            assert f"{near.count[name]} usaha" in page, name


def test_panels_offer_only_my_places_offices_and_lists(near):
    page = reverse("business_filter")
    texts = {name: text_of(near.client(name).get(page)) for name in EVERYBODY}
    assert "Daftar Zakar disperin" in texts["kepala"]
    for name, text in texts.items():
        offices = {"disperin", "diskop", "diskopukm"}
        own = {"auditor": {"disperin", "diskop"}, "sebelah": {"diskop"}, "kota": {"diskopukm"}}
        mine = own.get(name, set() if name in ("provinsi", "tanpa") else {"disperin"})
        for office in offices - mine:
            assert f'value="{office}"' not in text, (name, office)
            assert f"Daftar Zakar {office}<" not in text, (name, office)
        if name in ("operator", "enumerator", "kota"):
            assert ("32.16.07" in text) is (name == "enumerator")
            assert ("32.75.01" in text) is (name == "kota")


def test_a_token_from_anothers_page_opens_nothing_of_his(near):
    page = reverse("business_list")
    tokens = ['["a",0]', '["9999-01-01T00:00:00+00:00",0]', "[0,0]"]
    tokens += [
        json.dumps([near.businesses[key].name_key, near.businesses[key].number - 1])
        for key in ("beta", "delta")
    ]
    tokens.append(json.dumps([str(near.businesses["delta"].pk)]))
    forged = [urlsafe_b64encode(text.encode()).decode().rstrip("=") for text in tokens]
    for name in ("operator", "sebelah"):
        ways = [
            f"{page}?{way}={token}{more}"
            for token in forged for way in ("sesudah", "sebelum")
            for more in ("", "&kelompok=pangan&urut=terbaru")
        ]  # fmt: skip
        assert seen_by(near, name, ways) == {}, name


def test_a_view_shared_by_who_sees_more_shows_its_reader_no_more(near):
    head = near.user("kepala")
    query = f"wilayah=32.16.07&daftar={near.sources['disperin'].pk}&{EVERY_COLUMN}"
    view = SavedView.objects.create(
        user=head, office=near.offices["disperin"], name="Zamannya Kepala", query=query
    )
    mine = SavedView.objects.create(user=head, name="Rahasia Kepala", query="q=zamrud")
    pages = {name: text_of(near.client(name).get(reverse("business_views"))) for name in EVERYBODY}
    assert {name for name, text in pages.items() if view.name in text} == {
        "operator", "enumerator", "kepala", "rangkap"
    }  # fmt: skip
    assert {name for name, text in pages.items() if mine.name in text} == {"kepala"}
    assert seen_by(near, "operator", [f"{reverse('business_list')}?{view.query}"]) == {}
    for name in ("operator", "sebelah"):
        client = near.client(name)
        for page in ("business_view_change", "business_view_remove"):
            client.post(reverse(page, args=[view.pk]), {"nama": "Diambil", "kantor": "diskop"})
        assert not saved.mine(near.user(name)).exists()
    view.refresh_from_db()
    assert (view.name, view.user_id) == ("Zamannya Kepala", head.pk)


# The map --------------------------------------------------------------------------------------------


def test_the_map_its_points_its_list_and_its_colours_show_only_mine(near):
    addresses = [reverse("business_map"), f"{reverse('business_map')}?angka=registry.businesses"]
    for query in ("", "&q=zamrud", "&wilayah=32.75&kantor=diskop"):
        for zoom in (2, 18):
            addresses += [
                f"{reverse(name)}?{WINDOW}&z={zoom}{query}"
                for name in ("business_map_points", "business_map_beside")
            ]
        colours = reverse("business_map_colours")
        addresses.append(f"{colours}?angka={'registry.workers' if query else ''}{query}")
    addresses += [
        reverse("business_map_bubble", args=[near.businesses[one.key].pk]) for one in MARKED
    ]
    for name in walkers(near):
        assert seen_by(near, name, addresses, most=15) == {}, name


def test_the_map_counts_only_mine(near):
    for name in EVERYBODY:
        client = near.client(name)
        answer = client.get(f"{reverse('business_map_points')}?{WINDOW}&z=2")
        if not near.count[name]:
            assert answer.status_code == 403
            continue
        assert answer.json()["total"] == len(near.see[name]), name
        counted = sum(one["properties"].get("count", 1) for one in answer.json()["features"])
        assert counted == len(near.see[name]), name
        coloured = client.get(reverse("business_map_colours")).json()
        assert sum(part["value"] or 0 for part in coloured["parts"]) == near.count[name], name
        for one in MARKED:
            bubble = client.get(reverse("business_map_bubble", args=[near.businesses[one.key].pk]))
            assert (bubble.status_code == 200) is (one.key in near.see[name])


# The copy itself --------------------------------------------------------------------------------------


def test_the_copy_answers_nobody_beyond_his_reach(near):
    for name in EVERYBODY:
        user = near.user(name)
        mine = set(
            cards.cards().permitted(user, Permission.BUSINESS_VIEW).values_list("pk", flat=1)
        )
        live = Business.objects.permitted(user, Permission.BUSINESS_VIEW).present()
        assert mine == set(live.values_list("pk", flat=1)), name
        assert len(mine) == near.count[name]


def test_the_copy_and_the_index_hold_no_personal_value_and_are_nobody_elses(near):
    if not near.copied:
        return
    home = index.home().parent
    for folder in (home / "salinan", home / "cari"):
        assert folder.stat().st_mode & 0o077 == 0
        for path in folder.rglob("*"):
            if path.is_file():
                content = path.read_bytes()
                for one in MARKED:
                    # Telephone numbers stand in the index: docs/rules/search.md says for whom.
                    words = [one.nik, one.sales] + [one.phone[3:]] * (folder.name == "salinan")
                    assert not [word for word in words if word.encode() in content], path


def test_cards_are_asked_for_only_with_a_right():
    """Whoever takes cards from the copy narrows them by `permitted` in the same breath."""
    free = ("registry/snapshot/", "registry/models/", "/tests/", "registry/selecting/asking.py")
    for path in (ROOT / "binaan").rglob("*.py"):
        text = path.read_text()
        if any(part in str(path) for part in free):
            continue
        assert not re.search(r"\bCard\.objects(?!\.permitted\()", text), path
        for use in re.findall(r"\bcards\(\)(\S{0,40})", text):
            near_by = ".permitted(" in use or "self.cards.permitted(" in text
            assert near_by, path


# Changing rights --------------------------------------------------------------------------------------


def test_who_loses_the_assignment_sees_nothing_on_the_next_request(near):
    for name in ("kepala", "operator"):
        client = near.client(name)
        pages = [reverse("business_list"), f"{reverse('business_list')}?q=zamrud",
                 f"{reverse('business_list')}?kelompok=pangan", reverse("figure_list"),
                 f"{reverse('business_map_points')}?{WINDOW}&z=9", reverse("business_quality"),
                 reverse("business_detail", args=[near.businesses["alfa"].pk])]  # fmt: skip
        assert {client.get(page).status_code for page in pages} == {200}
        gone = timezone.localdate() - timedelta(days=1)
        near.user(name).assignments.update(valid_until=gone)
        for page in pages:
            answer = client.get(page)
            assert answer.status_code in (403, 404), page
            assert "Zamrud" not in text_of(answer)


def test_who_moves_to_another_office_sees_that_offices_businesses_at_once(near):
    client = near.client("kepala")
    page = f"{reverse('business_list')}?kelompok=pangan"
    assert "Zamrud Beta" in text_of(client.get(page))
    near.user("kepala").assignments.update(office=near.offices["diskop"])
    for address in (page, reverse("business_list"), f"{reverse('business_list')}?q=zamrud"):
        text = text_of(client.get(address))
        assert "Zamrud Gama" in text
        assert not betrayed(near, "sebelah", text, address), address
