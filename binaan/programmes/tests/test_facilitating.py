"""Facilitation in the store: every way to its end, what is refused, what follows."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from binaan.access.models import AuditEvent
from binaan.programmes.actions import certificates as papers
from binaan.programmes.actions.facilitating import Said, take_step
from binaan.programmes.models import Certificate, Facilitation, Service
from binaan.programmes.queries import certificates, facilitation_pages
from binaan.programmes.rules.facilitation import WORKFLOWS
from binaan.programmes.tests.walking import BEGIN, begin, said, walk
from binaan.registry.models import Identifier
from tests.depth import some

ON = date(2026, 3, 2)
LONG_AGO = date(2013, 1, 7)  # a trade mark lasts ten years before it is renewed


@pytest.fixture
def desk(world):
    """The small world: `staff` of disperin, and a NIB for Keripik Bu Sari."""
    world.staff = world.user("section_staff")
    world.disperin = world.offices["disperin"]
    world.firm = world.business()
    nib = papers.Issued("nib", "1234567890123", date(2019, 1, 7))
    papers.add_certificate(world.firm, issued=nib, office=world.disperin, by=world.staff)
    return world


def opened(desk, kind="spp_irt", on=BEGIN) -> Facilitation:
    return begin(desk.firm, kind, office=desk.disperin, by=desk.staff, on=on)


def faults(error) -> dict:
    return error.value.message_dict if hasattr(error.value, "error_dict") else error.value.messages


ALL = {
    f"{key}-{number}": (key, path)
    for key, way in WORKFLOWS.items()
    for number, path in enumerate(way.ways())
}
FEW = [key for key in ALL if key.startswith("spp_irt") or key in ("halal_sd-0", "merek-0", "uji-0")]


@pytest.mark.parametrize("name", some(FEW, list(ALL)))
def test_every_way_is_walked_to_its_end(desk, name):
    kind, path = ALL[name]
    row = walk(opened(desk, kind, LONG_AGO), path[1:], by=desk.staff)
    end = path[-1]
    if end.by_itself:
        assert facilitation_pages.standing(desk.staff, row, date(2099, 1, 1)) == end.now
        return
    state = WORKFLOWS[kind].states[row.state]
    assert (row.state, bool(row.closed_on), row.due) == (end.now, True, None)
    served = Service.objects.filter(business=desk.firm, kind="fasilitasi", source=row.pk)
    reached = any(WORKFLOWS[kind].states[one.now].end == "hasil" for one in path)
    assert served.exists() is reached
    assert state.end
    assert row.certificates.exists() is any(one.effect == "terbit" for one in path)


@pytest.mark.once
def test_a_business_without_nib_is_led_to_the_nib_first(desk):
    other = desk.business("Tahu Pak Darma")
    with pytest.raises(ValidationError) as error:
        begin(other, "spp_irt", office=desk.disperin, by=desk.staff)
    assert "NIB" in faults(error)[0]
    row = begin(other, "nib", office=desk.disperin, by=desk.staff)
    with pytest.raises(ValidationError) as error:  # the number of Keripik Bu Sari
        walk(row, WORKFLOWS["nib"].ways()[0][1:], by=desk.staff)
    assert "pelaku usaha lain" in faults(error)["nomor"][0]
    take_step(row, event="terbitkan", said=Said(ON, {"nomor": "9876543210987"}), by=desk.staff)
    held = Identifier.objects.get(kind="nib", owner__roles__business=other, known_until=None)
    claim = other.claims.order_by("recorded_at").last()
    assert (held.value, claim.said, claim.by) == (
        "9876543210987",
        {"numbers": ["nib"]},
        desk.staff.username,
    )
    assert begin(other, "spp_irt", office=desk.disperin, by=desk.staff).state == "diajukan"


@pytest.mark.once
@pytest.mark.parametrize(
    ("event", "day", "filled", "names"),
    [
        ("penuhi_komitmen", 1, {}, "Diajukan di OSS"),  # not from here
        ("mendekati_habis", 1, {}, "tidak tersedia"),  # the calendar's own
        ("terbit_otomatis", -1, {"pernyataan": "ya", "nomor": "206321601000125"}, "on"),
        ("terbit_otomatis", 1, {"nomor": "206321601000125"}, "pernyataan"),
        ("terbit_otomatis", 1, {"pernyataan": "ya", "nomor": "206321601000126"}, "berlaku_sampai"),
        ("terbit_otomatis", 1, {"pernyataan": "ya", "nomor": "211321601000125"}, "nomor"),
        ("terbit_otomatis", 1, {"pernyataan": "ya", "nomor": "x", "bahan": "air"}, "bahan"),
        (
            "terbit_otomatis",
            4000,
            {"pernyataan": "ya", "nomor": "206321601000136"},
            "belum terjadi",
        ),
    ],
)
def test_a_step_that_does_not_fit_changes_nothing(desk, event, day, filled, names):
    row = opened(desk)
    said = Said(row.since + timedelta(days=day), filled)
    with pytest.raises(ValidationError) as error:
        take_step(row, event=event, said=said, by=desk.staff)
    assert names in str(faults(error))
    row.refresh_from_db()
    assert (row.state, row.steps.count(), row.certificates.count()) == ("diajukan", 1, 0)


@pytest.mark.once
def test_commitments_have_three_months_and_only_then_may_fail(desk):
    row = walk(opened(desk), WORKFLOWS["spp_irt"].ways()[0][1:2], by=desk.staff)
    assert (row.state, row.due) == ("terbit_bersyarat", date(2020, 4, 7))
    fails = WORKFLOWS["spp_irt"].step("terbit_bersyarat", "tidak_penuhi")
    for on, may in ((date(2020, 4, 7), False), (date(2020, 4, 8), True)):
        told = said("spp_irt", fails, on)
        if not may:
            with pytest.raises(ValidationError, match="7 April 2020"):
                take_step(row, event="tidak_penuhi", said=told, by=desk.staff)
            continue
        row = take_step(row, event="tidak_penuhi", said=told, by=desk.staff)
    held = row.certificates.get()
    assert (row.state, held.revoked_on, held.revoked_why) == (
        "dicabut",
        date(2020, 4, 8),
        "seperlunya",
    )
    assert not Service.objects.filter(source=row.pk).exists()


@pytest.mark.once
def test_a_renewal_renews_and_is_served_again_and_may_keep_its_number(desk):
    way = WORKFLOWS["merek"].ways()[0]
    assert [one.event for one in way][-1] == "perpanjang"
    row = opened(desk, "merek", date(2013, 1, 7))
    row = walk(row, way[1:-2], by=desk.staff)
    old = row.certificates.get()
    told = said("merek", way[-1], date(2022, 12, 1))
    told.filled["nomor"] = old.number
    row = take_step(row, event="perpanjang", said=told, by=desk.staff)
    new = row.certificates.latest("issued_on")
    assert (new.number, new.renews) == (old.number, old)
    events = list(row.steps.order_by("at").values_list("event", "by"))
    assert ("mendekati_habis", "kalender") in events
    assert Service.objects.filter(business=desk.firm, kind="fasilitasi").count() == 2
    radar = certificates.radar(desk.staff, on=date(2022, 12, 2), bucket="semua", kind="merek")
    assert [one.standing for one in radar.rows] == ["Berlaku", "Sudah diperbarui"]


@pytest.mark.once
def test_the_trail_names_the_step_and_never_what_was_written(desk):
    row = walk(opened(desk, "halal_sd"), WORKFLOWS["halal_sd"].ways()[0][1:2], by=desk.staff)
    event = AuditEvent.objects.filter(subject=f"programmes.Facilitation:{row.pk}").first()
    assert event.verb == "facilitation.moved"
    assert event.payload.content["now"] == "diajukan"
    assert "seperlunya" not in str(event.payload.content)


@pytest.mark.once
def test_who_stands_elsewhere_or_only_looks_takes_no_step(desk):
    row = opened(desk, "halal_sd")
    step = WORKFLOWS["halal_sd"].step("draf", "kirim_sihalal")
    told = said("halal_sd", step, date(2020, 2, 3))
    neighbour, reader = desk.user("section_staff", place="32.75"), desk.user("auditor")
    for person in (neighbour, reader):
        with pytest.raises(PermissionDenied):
            take_step(row, event="kirim_sihalal", said=told, by=person)
        with pytest.raises(PermissionDenied):
            begin(desk.firm, "nib", office=desk.disperin, by=person)
    assert Facilitation.objects.permitted(neighbour, "programme_view").count() == 0


@pytest.mark.once
@pytest.mark.parametrize(
    ("said", "names"),
    [
        ({"number": "20632"}, "number"),
        ({"number": "206321601000140"}, "expires_on"),
        ({"issued_on": date(2030, 1, 1)}, "belum terjadi"),
        ({"kind": "tidak_ada"}, "kind"),
    ],
)
def test_a_certificate_that_cannot_be_is_refused(desk, said, names):
    right = {"kind": "spp_irt", "number": "206321601000131", "issued_on": ON}
    with pytest.raises(ValidationError) as error:
        papers.add_certificate(
            desk.firm, issued=papers.Issued(**right | said), office=desk.disperin, by=desk.staff
        )
    assert names in str(faults(error))


@pytest.mark.once
def test_the_radar_shows_the_nearest_end_first_and_leaves_out_what_no_longer_counts(desk):
    def add(number, issued, kind="spp_irt", product=""):
        said = papers.Issued(kind, number, issued, product=product)
        return papers.add_certificate(desk.firm, issued=said, office=desk.disperin, by=desk.staff)

    lapsed = add("206321601000126", date(2021, 2, 1), product="Keripik")
    near = add("206321602000126", date(2021, 3, 20), product="Dodol")
    later = add("206321603000126", date(2021, 8, 1), product="Kerupuk")
    add("206321604000127", date(2022, 3, 1), product="Abon")
    revoked = add("206321605000126", date(2021, 4, 1), product="Teri")
    papers.revoke(revoked, on=ON, why="Pindah tempat produksi", by=desk.staff)
    assert [one.row for one in certificates.radar(desk.staff, on=ON).rows] == [lapsed, near, later]
    shown = {one["key"]: one["count"] for one in certificates.counts(desk.staff, ON)}
    assert shown == {"perlu": 3, "lewat": 1, "30": 1, "90": 1, "180": 2, "semua": 6}
    renewal = add("206321606000131", date(2026, 2, 27), product="KERIPIK")
    assert renewal.renews == lapsed
    assert lapsed not in [one.row for one in certificates.radar(desk.staff, on=ON).rows]
    with pytest.raises(ValidationError, match="sudah dicatat"):
        add("206321606000131", date(2026, 2, 27))
    with pytest.raises(ValidationError, match="sudah dicabut"):
        papers.revoke(revoked, on=ON, why="Sekali lagi", by=desk.staff)
    assert (
        Certificate.objects.permitted(
            desk.user("section_staff", place="32.75"), "programme_view"
        ).count()
        == 0
    )
