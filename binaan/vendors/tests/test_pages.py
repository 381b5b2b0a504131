"""Pages of vendors, locations, TDUs, objections and moves, as somebody uses them."""

import re
from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from binaan.access.models import AuditEvent
from binaan.registry.models import Business
from binaan.vendors.actions import objections
from binaan.vendors.forms.fields import ClockField, HoursMixin
from binaan.vendors.models import Location, Permit, Relocation, Vendor
from binaan.vendors.tests.conftest import MARGAHAYU, TODAY


class Hours(HoursMixin):
    begins = ClockField(required=False)
    ends = ClockField(required=False)


def faults(response):
    """What a refused form says."""
    return re.findall(
        r'(?:field-error|class="note)[^>]*>(?:<svg.*?</svg>)?(.*?)</', response.content.decode()
    )


def get(street, name, /, *args, by=None, status=200, **query):
    response = street.client(by or street.head).get(reverse(name, args=args), query)
    assert response.status_code == status
    return response.content.decode()


def post(street, name, /, *args, by=None, status=302, query="", **sent):
    address = reverse(name, args=args) + query
    response = street.client(by or street.head).post(address, sent)
    assert response.status_code == status, faults(response)
    return response


def test_the_overview_and_the_list_say_how_everybody_stands(street):
    street.permit("Ani")
    street.permit("Cici")
    street.permit("Budi", state="dicabut", ended_on=TODAY)
    assert "Terdata dan berjualan" in get(street, "vendor_overview")
    shown = get(street, "vendor_list")
    assert shown.count("Di luar tempatnya") >= 2
    for part, name in (
        ("di_tempat", "Ani"),
        ("di_luar", "Cici"),
        ("habis", "Budi"),
        ("belum", "Dedi"),
    ):
        rows = get(street, "vendor_list", bagian=part)
        assert f"Warung {name}" in rows
        assert rows.count("Warung ") == (1 if part != "belum" else 2)
    found = get(street, "vendor_list", q="suryani")
    assert "Warung Ani" in found
    assert "Warung Budi" not in found
    assert "Tidak ada PKL di bagian ini" in get(street, "vendor_list", lokasi="B-001")
    assert "Warung Budi" in get(street, "vendor_list", lokasi="A-001", kecamatan="32.75.01")


def test_the_workbook_holds_no_number_of_a_person_and_says_who_took_it(street, tmp_path):
    response = street.client(street.head).get(reverse("vendor_export"))
    out = tmp_path / "pkl.xlsx"
    out.write_bytes(response.content)
    cells = [cell for row in load_workbook(out).worksheets[0].values for cell in row]
    assert any("tanpa NIK dan telepon" in str(one) for one in cells)
    assert "Ani Suryani" in cells
    assert AuditEvent.objects.filter(verb="vendor.exported").exists()


def test_somebody_elsewhere_gets_404_and_somebody_without_the_job_403(street):
    row = street.vendor()
    stranger = street.user("section_staff")
    get(street, "vendor_detail", row.pk, by=stranger, status=404)
    get(street, "vendor_edit", row.pk, by=street.user("planner", place="32.75"), status=403)


def test_a_person_of_elsewhere_is_listed_with_his_trade_and_twice_sent_is_once(street):
    sent = {
        "token": str(uuid4()), "owner_name": "Fitri Handayani", "nik": "3205014107900003",
        "trade": "kuliner", "goods": "Seblak", "category": "baru", "stall": "tenda",
        "origin": "Kabupaten Bekasi", "place_text": MARGAHAYU, "on": "2026-03-01",
        "office": str(street.office.pk), "reason": "Datang ke kantor", "begins": "16:00",
        "ends": "22:00", "days": ["sab", "min"],
    }  # fmt: skip
    get(street, "vendor_add")
    post(street, "vendor_add", **sent)
    again = post(street, "vendor_add", status=422, **sent)
    assert "sudah tercatat: Fitri" in again.content.decode()
    post(street, "vendor_add", **sent, same_owner="on")
    made = Vendor.objects.get(goods="Seblak")
    assert (made.origin_id, made.days, made.business.name) == (
        "32.16",
        "sab min",
        "Seblak Fitri Handayani",
    )
    assert made.business.is_vendor
    assert Business.objects.filter(name="Seblak Fitri Handayani").count() == 1
    assert (
        "tanggal lahir"
        in post(
            street, "vendor_add", status=422, **(sent | {"nik": "3205019907900003"})
        ).content.decode()
    )


def test_a_vendor_is_described_placed_and_leaves(street):
    row = street.vendor("Dedi")
    assert "Dedi Kusnadi" in get(street, "vendor_detail", row.pk)
    edited = get(street, "vendor_edit", row.pk)
    assert f'value="{row.place.name}, {row.place.parent.name}"' in edited
    sent = {
        "trade": "sandang", "category": "lama", "stall": "lesehan", "place_text": MARGAHAYU,
        "wants_events": "ya", "agreed_public": "on",
    }  # fmt: skip
    late = post(street, "vendor_edit", row.pk, status=422, **sent, trading_since="2999-01-01")
    assert "belum terjadi" in late.content.decode()
    sent["place_text"] = f"{row.place.name}, {row.place.parent.name}"  # as the page shows it
    post(street, "vendor_edit", row.pk, **sent)
    row = street.vendor("Dedi")
    assert (row.trade, row.wants_events, row.agreed_public is not None) == ("sandang", True, True)
    pitch = street.pitch("A-3")
    assert f"{pitch.location.name}, lapak A-3" in get(street, "vendor_stand", row.pk)
    post(street, "vendor_stand", row.pk, spot=f"p:{pitch.pk}", since="2026-03-01")
    assert row.standings.get(until=None).pitch == pitch
    refused = post(
        street, "vendor_stand", row.pk, spot=f"p:{pitch.pk}", since="2999-01-01", status=422
    )
    assert "belum terjadi" in refused.content.decode()
    post(street, "vendor_leave", row.pk, on="2026-03-02", why="Pindah kota")
    assert "Tidak berjualan sejak" in get(street, "vendor_detail", row.pk)


def test_an_application_goes_through_its_page(street):
    row = street.vendor("Dedi")
    get(street, "tdu_add", row.pk)
    sent = {
        "spot": f"p:{street.pitch('A-3').pk}", "begins": "16:00", "ends": "22:00", "on": "2026-03-02",
        "pernyataan": ["belum_punya", "jaga", "tidak_ilegal", "tidak_rombak", "tidak_alih"],
    }  # fmt: skip
    few = post(street, "tdu_add", row.pk, status=422, **(sent | {"pernyataan": ["jaga"]}))
    assert "paling sedikit 5" in few.content.decode()
    post(street, "tdu_add", row.pk, **sent)
    permit = Permit.objects.get(vendor=row)
    assert "Berkas lengkap" in get(street, "tdu_detail", permit.pk)
    for event, more in (
        ("berkas_lengkap", {}),
        ("lokasi_layak", {"hasil": "Sesuai"}),
        ("terbitkan", {}),
    ):
        post(street, "tdu_detail", permit.pk, langkah=event, on="2026-03-02", **more)
    shown = get(street, "tdu_detail", permit.pk)
    assert "TDU/3275/2026/000001" in shown
    post(street, "tdu_detail", permit.pk, langkah="terbitkan", on="2026-03-02")  # told, led back
    assert "Warung Dedi" in get(street, "tdu_list", bagian="berlaku")
    assert "Tidak ada permohonan" in get(street, "tdu_list")


def test_another_place_may_be_asked_for_until_it_is_decided(street):
    permit = street.permit("Dedi", state="lengkap", issued_on=TODAY, number="", valid_until=None)
    Permit.objects.filter(pk=permit.pk).update(issued_on=None)
    get(street, "tdu_ask", permit.pk)
    post(
        street,
        "tdu_ask",
        permit.pk,
        spot=f"l:{street.location('B-001').pk}",
        days=["sab"],
        begins="06:00",
        ends="09:00",
    )
    permit.refresh_from_db()
    assert (permit.location.code, permit.days) == ("B-001", "sab")


def test_a_location_is_proposed_determined_and_gets_pitches(street):
    sent = {
        "code": "D-001", "name": "Jalan Baru", "kind": "permanen", "zone": "hijau", "capacity": "2",
        "radius": "40", "outline": "-6.2450, 107.0100\n-6.2450, 107.0110\n-6.2440, 107.0110",
        "place_text": MARGAHAYU, "on": "2026-03-01", "office": str(street.office.pk),
    }  # fmt: skip
    get(street, "location_add")
    assert (
        "titiknya"
        in post(street, "location_add", status=422, **(sent | {"outline": ""})).content.decode()
    )
    post(street, "location_add", **sent)
    again = post(street, "location_add", status=422, **sent).content.decode()
    assert "Kode lokasi ini sudah dipakai" in again
    row = Location.objects.get(code="D-001")
    assert row.outline["type"] == "Polygon"
    post(street, "location_detail", row.pk, langkah="verifikasi", on="2026-03-01", hasil="Aman")
    by_staff = get(street, "location_detail", row.pk, by=street.staff)
    assert "Tetapkan sebagai lokasi tetap" not in by_staff
    post(street, "location_detail", row.pk, langkah="tetapkan_permanen", on="2026-03-02",
         sk_nomor="500.3/1/2026", sk_tanggal="2026-03-01")  # fmt: skip
    too_many = post(
        street, "location_pitches", row.pk, numbers="D-1..D-3", length="2", width="1,5", status=422
    )
    assert "kapasitasnya 2" in too_many.content.decode()
    post(street, "location_pitches", row.pk, numbers="D-1..D-2", length="2", width="1,5")
    shown = get(street, "location_detail", row.pk)
    assert "D-2" in shown
    assert "500.3/1/2026" in shown
    post(street, "location_pitch_close", row.pk, row.pitches.get(number="D-2").pk)
    assert "D-2" not in get(street, "location_detail", row.pk)
    post(street, "location_edit", row.pk, by=street.staff)  # leads back: determined
    get(street, "location_edit", row.pk)
    assert "Jalan Baru" in get(street, "location_list")


def test_an_objection_is_written_down_and_answered(street):
    permit = street.permit("Ani", state="ditolak", number="", issued_on=TODAY)
    query = f"?tdu={permit.pk}"
    assert street.client(street.head).get(reverse("objection_add") + query).status_code == 200
    get(street, "objection_add", status=404)
    get(street, "objection_add", pkl="x", status=404)
    post(
        street,
        "objection_add",
        query=query,
        said="Tempatnya sesuai",
        by_whom="Ani",
        on="2026-03-02",
    )
    row = permit.objections.get()
    assert "Warung Ani" in get(street, "objection_list")
    post(
        street,
        "objection_detail",
        row.pk,
        act="putus",
        granted="tidak",
        answer="",
        on="2026-03-02",
        status=422,
    )
    post(
        street,
        "objection_detail",
        row.pk,
        act="putus",
        granted="ya",
        answer="Benar",
        on="2026-03-02",
    )
    permit.refresh_from_db()
    assert permit.state == "diajukan"
    assert "Dikabulkan" in get(street, "objection_list", bagian="selesai")


def test_everybody_is_moved_to_another_location_and_gets_a_new_tdu(street):
    left, to = street.location(), street.location("B-001")
    street.permit("Ani")
    get(street, "relocation_add", left.pk)
    post(street, "relocation_add", left.pk, to=str(to.pk), on="2026-03-02", why="Pelebaran jalan")
    row = Relocation.objects.get()
    for act in ("beritahu", "laksanakan", "tdu"):
        assert "Pelebaran" in get(street, "relocation_detail", row.pk)
        post(street, "relocation_detail", row.pk, act=act, on="2026-03-02")
    assert to.standings.filter(relocation=row).count() == 2
    assert Permit.objects.filter(location=to, state="terbit").count() == 1
    assert Permit.objects.get(location=left).ended_on == date(2026, 3, 2)
    assert "selesai" in get(street, "relocation_list").lower()
    post(
        street,
        "location_detail",
        left.pk,
        langkah="hapus",
        on="2026-03-02",
        alasan="Jalan dilebarkan",
        sk_nomor="SK 9",
    )
    assert Location.objects.get(pk=left.pk).state == "dihapus"


def test_a_location_somebody_stands_at_is_not_given_up(street):
    refused = post(street, "location_detail", street.location().pk, langkah="hapus", on="2026-03-02",
                   alasan="Jalan dilebarkan", sk_nomor="SK 9", status=422)  # fmt: skip
    assert "Masih ada 2 PKL" in refused.content.decode()


def test_the_page_of_the_business_tells_of_the_street(street):
    business = street.vendor().business
    street.permit("Ani")
    shown = get(street, "business_detail", business.pk)
    assert "Pedagang kaki lima" in shown
    assert "TDU terbit" in shown


@pytest.mark.parametrize("what", [{}, {"vendor": None}])
def test_an_objection_against_nothing_says_so(street, what):
    with pytest.raises(Exception, match="dikeberatani"):
        _ = objections.Against(**what).row


@pytest.mark.parametrize(
    ("begins", "ends", "said"),
    [("16:00", "22:00", ""), ("18:00", "02:00", ""), ("", "", ""), ("16:00", "", "kosongkan keduanya"),
     ("16:00", "16:00", "sama dengan jam mulai"), ("0:00", "0.00", "bila 24 jam")],
)  # fmt: skip
def test_hours_end_at_another_hour_than_they_begin(begins, ends, said):
    asked = Hours({"begins": begins, "ends": ends})
    assert asked.is_valid() == (not said)
    assert said in str(asked.errors)
