"""Nominations: made by owners, papers and officers, matched by who reaches, objected to in time."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from binaan.access.models import AuditEvent
from binaan.kit.dates import today
from binaan.programmes.actions import nominating
from binaan.programmes.actions.nominating import OWNER, Written
from binaan.programmes.models import Candidate, Nomination, PaperCode, Refusal, Selection
from binaan.programmes.queries import nominations

WRITTEN = Written("Dewi", "Donat Dewi", "+6281312347721", "Tambun", "Belum pernah ikut")


@pytest.fixture
def opened(fair):
    fair.open = fair.add_activity(state="dibuka", token="t" * 22)
    fair.staff = fair.user("section_staff")
    return fair


def put_forward(world, **said) -> Nomination:
    return nominating.nominate(world.open, written=WRITTEN, **({"by": OWNER} | said))


def listed(world, **said) -> Selection:
    """A list of the open activity that was set yesterday."""
    usual = {
        "rule": "adil", "edition": "2026", "seed": "7", "at": today(), "seats": 6, "eligible": 1,
        "refused": 0, "made_by": "staf", "made_at": timezone.now(), "set_by": "kabid",
        "set_at": timezone.now() - timedelta(days=1), "sha256": "0" * 64,
    }  # fmt: skip
    return Selection.objects.create(activity=world.open, **(usual | said))


def test_an_owner_puts_a_business_forward_and_the_trail_names_nobody(opened):
    made = put_forward(opened)
    assert (made.channel, made.by, made.business) == ("laman", "", None)
    noted = AuditEvent.objects.get(verb="nomination.made")
    assert noted.by == OWNER
    assert "Dewi" not in str(noted.payload.content)


@pytest.mark.once
def test_a_paper_counts_once_and_only_for_its_activity(opened):
    code, spare = nominating.print_codes(opened.open, count=2, by=opened.staff)
    made = put_forward(opened, code=f"{code[:4]}-{code[4:]}".lower())
    assert (made.channel, made.code) == ("kertas", code)
    with pytest.raises(ValidationError, match="sudah dipakai"):
        put_forward(opened, code=code)
    opened.open = opened.add_activity(state="dibuka", token="u" * 22)
    for wrong in (spare, "ABCD-EFGH"):
        with pytest.raises(ValidationError, match="tidak dikenal"):
            put_forward(opened, code=wrong)
    assert PaperCode.objects.filter(used_at__isnull=False).count() == 1


@pytest.mark.once
@pytest.mark.parametrize(
    "said", [{"state": "seleksi"}, {"nominate_until": today() - timedelta(days=1)}]
)
def test_nobody_is_put_forward_while_it_is_closed(opened, said):
    for name, value in said.items():
        setattr(opened.open, name, value)
    opened.open.save()
    with pytest.raises(ValidationError, match="tidak dibuka"):
        put_forward(opened)
    with pytest.raises(ValidationError, match="tidak dibuka"):
        nominating.print_codes(opened.open, count=1, by=opened.staff)


def test_a_nomination_is_matched_and_a_second_of_the_same_business_joins_it(opened):
    first, second = put_forward(opened), put_forward(opened)
    dewi = opened.firm("Donat Dewi")
    found = nominations.proposed(opened.staff, first)
    assert found == [dewi, opened.businesses["Keripik Bu Sari"]]  # whose telephone it is
    nominating.match(first, business=dewi, by=opened.staff)
    kept = nominating.match(second, business=dewi, by=opened.staff)
    assert kept.pk == first.pk
    assert Nomination.objects.get().business == dewi


@pytest.mark.once
def test_what_is_no_nomination_is_set_aside_with_a_reason_and_may_come_back(opened):
    client, row = opened.client(opened.staff), put_forward(opened)
    aside, back = (reverse(f"nomination_{name}", args=[row.pk]) for name in ("aside", "back"))
    page = reverse("nomination_list", args=[opened.open.pk])
    assert client.post(aside, {"why": ""}).status_code == 422
    client.post(aside, {"why": "Iklan pinjaman daring"})
    assert nominations.counts(opened.staff, opened.open)["waiting"] == 0
    assert "Donat Dewi" not in client.get(page).content.decode()
    assert "Donat Dewi" in client.get(f"{page}?bagian=disisihkan").content.decode()
    assert "Iklan pinjaman" in nominations.standing(None, Nomination.objects.get()).text
    dewi = opened.firm("Donat Dewi")
    with pytest.raises(ValidationError, match="kembalikan dahulu"):
        nominating.match(row, business=dewi, by=opened.staff)
    assert client.post(back).url == reverse("nomination_match", args=[row.pk])
    nominating.match(row, business=dewi, by=opened.staff)
    with pytest.raises(ValidationError, match="sudah dicocokkan"):
        nominating.set_aside(row, why="Terlambat", by=opened.staff)
    verbs = list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs[-3:] == ["nomination.set_aside", "nomination.taken_back", "nomination.matched"]
    with pytest.raises(PermissionDenied):
        nominating.set_aside(put_forward(opened), why="x", by=opened.operator_of("32.16.06"))


@pytest.mark.once
def test_an_operator_sees_and_matches_only_what_is_hers(opened):
    here, there = opened.operator_of("32.16.06"), opened.operator_of("32.16.07")
    made = put_forward(opened)
    assert not nominations.nominations(here).exists()
    with pytest.raises(PermissionDenied):
        nominating.match(made, business=opened.firm("Donat Dewi"), by=here)
    mine = put_forward(opened, by=here)
    with pytest.raises(PermissionDenied):
        nominating.match(mine, business=opened.firm("Gula Gilang"), by=here)
    nominating.match(mine, business=opened.firm("Donat Dewi"), by=here)
    assert set(nominations.nominations(here)) == {mine}
    assert not nominations.nominations(there).exists()
    with pytest.raises(PermissionDenied):
        put_forward(opened, by=opened.user("section_staff", place="32.75"))


@pytest.mark.once
def test_what_came_of_it_is_told_and_may_be_objected_to_once(opened):
    row = put_forward(opened, business=opened.firm("Donat Dewi"))
    assert nominations.standing(None, row).label == "Terdaftar"
    made = listed(opened)
    Refusal.objects.create(selection=made, business=row.business, codes=["group"], nominated=True)
    told = nominations.standing(None, row)
    assert told.reasons == ("Kelompok produknya bukan yang dituju kegiatan ini.",)
    nominating.object_to(row, text="Saya juga membuat makanan", by=OWNER)
    with pytest.raises(ValidationError, match="sudah disampaikan"):
        nominating.object_to(row, text="Sekali lagi", by=OWNER)


@pytest.mark.once
@pytest.mark.parametrize(
    ("outcome", "label", "objects"),
    [("terpilih", "Terpilih", False), ("tunggu", "Daftar tunggu nomor 1", True)],
)
def test_who_is_chosen_cannot_object_and_who_waits_reads_why(opened, outcome, label, objects):
    row = put_forward(opened, business=opened.firm("Donat Dewi"))
    Candidate.objects.create(
        selection=listed(opened), business=row.business, rank=1, outcome=outcome, place_in_line=1,
        services=0, need=0, fit=0, total=0, draw="0" * 16, kecamatan="32.16.06", reason="Urutan 1",
    )  # fmt: skip
    told = nominations.standing(None, row)
    assert (told.label, told.may_object) == (label, objects)


@pytest.mark.once
def test_an_objection_comes_too_late(opened):
    row = put_forward(opened, business=opened.firm("Donat Dewi"))
    listed(opened, set_at=timezone.now() - timedelta(days=30))
    with pytest.raises(ValidationError, match="lewat"):
        nominating.object_to(row, text="Terlambat", by=OWNER)


@pytest.mark.once
def test_the_desk_prints_papers_records_one_and_finds_the_business(opened):
    client = opened.client(opened.staff)
    page = reverse("nomination_list", args=[opened.open.pk])
    papers = client.post(reverse("nomination_codes", args=[opened.open.pk]), {"count": 2})
    assert papers.content.startswith(b"%PDF")
    code = PaperCode.objects.first().code
    given = {"code": code, "name": "Dewi", "business_name": "Donat Dewi", "village": "Tambun",
             "phone": "0813-1234-7721"}  # fmt: skip
    made = client.post(reverse("nomination_add", args=[opened.open.pk]), given)
    row = Nomination.objects.get()
    assert made.url == reverse("nomination_match", args=[row.pk])
    assert "Donat Dewi" in client.get(made.url).content.decode()
    client.post(made.url, {"usaha": opened.firm("Donat Dewi").pk})
    shown = client.get(page).content.decode()
    assert "cocok" in shown
    assert "0813 •••• 7721" in shown
    assert "12347721" not in shown
