"""Money and progress: what is recorded, what is refused, what only warns."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from binaan.access.models import AuditEvent, Division
from binaan.planning.actions import nodes, spending
from binaan.planning.models import Node, Spending
from binaan.planning.queries import spending as reading
from binaan.planning.sheets import payments

DAY = date(2022, 3, 15)
HEAD = "Tanggal;Nomor SP2D;Kode sub kegiatan;Nilai (Rp);Uraian\n"


@pytest.fixture
def leaf(plan) -> Node:
    return plan.node("Pendataan")


def pay(plan, leaf, amount="10000000", number="SP2D-1", day=DAY, **more):
    return spending.pay(
        leaf, paid_on=day, number=number, amount=Decimal(amount), by=plan.planner, **more
    )


def money(plan, year=2022):
    sheet = reading.sheet(plan.planner, plan.document, year)
    return {row.node.name: row for row in sheet.rows} | {"": sheet.total}


def test_payments_and_returns_add_up_by_month_and_upward(plan, leaf):
    pay(plan, leaf)
    pay(plan, leaf, "-2000000", "STS-1", date(2022, 4, 2))
    rows = money(plan)
    assert rows["Pendataan Usaha Mikro"].months == {3: 10_000_000, 4: -2_000_000}
    assert rows["Program Pemberdayaan UMKM"].paid == rows[""].paid == 8_000_000
    assert rows["Pendataan Usaha Mikro"].remaining == 102_000_000
    assert round(rows[""].absorption, 4) == Decimal("7.2727")
    found = reading.by_quarter(plan.planner, plan.document.office, [leaf.key], 2022)
    assert found == {leaf.key: {1: 10_000_000, 2: -2_000_000}}


def test_more_than_the_ceiling_warns_and_is_recorded_only_when_said_again(plan, leaf):
    with pytest.raises(spending.Beyond, match=r"melebihi pagu Rp 110\.000\.000 sebesar Rp 1"):
        pay(plan, leaf, "110000001")
    assert not Spending.objects.exists()
    pay(plan, leaf, "110000001", beyond=True)
    assert money(plan)["Pendataan Usaha Mikro"].is_beyond


def test_a_shift_moves_the_ceiling_and_its_sum_is_told(plan, leaf):
    other = plan.node("Kemitraan")
    spending.shift(leaf, shifted_on=DAY, amount=Decimal(-5), basis="DPPA", by=plan.planner)
    rows = money(plan)
    assert (rows["Pendataan Usaha Mikro"].after, rows[""].shift) == (109_999_995, -5)
    spending.shift(other, shifted_on=DAY, amount=Decimal(5), basis="DPPA", by=plan.planner)
    assert money(plan)[""].shift == 0
    with pytest.raises(ValidationError, match="kurang dari nol"):
        spending.shift(other, shifted_on=DAY, amount=Decimal(-6), basis="DPPA", by=plan.planner)
    assert money(plan)[""].shift == 0


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"amount": Decimal(0)}, "pengembalian ditulis dengan minus"),
        ({"paid_on": date(2031, 1, 1)}, "belum terjadi"),
        ({"paid_on": date(2020, 1, 1)}, "di luar dokumen"),
        ({"amount": Decimal(-1)}, "melebihi yang sudah dibayar"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_do(plan, leaf, change, says):
    given = {"paid_on": DAY, "number": "1", "amount": Decimal(1), "by": plan.planner} | change
    with pytest.raises(ValidationError, match=says):
        spending.pay(leaf, **given)
    assert not Spending.objects.exists()


def test_one_number_counts_once_until_it_is_voided(plan, leaf):
    first = pay(plan, leaf)
    with pytest.raises(ValidationError, match="sudah dicatat"):
        pay(plan, leaf)
    with pytest.raises(ValidationError, match="alasannya"):
        spending.void(first, why=" ", by=plan.planner)
    spending.void(first, why="salah ketik", by=plan.planner)
    pay(plan, leaf, "11000000")
    assert money(plan)[""].paid == 11_000_000
    assert AuditEvent.objects.filter(verb="spending.voided").count() == 1


def test_progress_never_falls_without_a_reason_and_is_weighted_by_ceilings(plan, leaf):
    say = {"year": 2023, "by": plan.planner}
    spending.progress(leaf, month=2, percent=Decimal(50), **say)
    for month, percent in ((3, 40), (1, 60)):
        with pytest.raises(ValidationError, match="tuliskan alasannya"):
            spending.progress(leaf, month=month, percent=Decimal(percent), **say)
    spending.progress(leaf, month=3, percent=Decimal(40), note="dihitung ulang", **say)
    spending.progress(plan.node("Kemitraan"), month=3, percent=Decimal(100), **say)
    done = money(plan, 2023)[""].done
    assert (done.value, done.rows, done.left_out) == (60, 2, 0)  # (120 × 40 + 60 × 100) ÷ 180


def test_the_neighbour_records_nothing_and_neither_does_another_bidang(plan, leaf):
    with pytest.raises(PermissionDenied):
        spending.pay(leaf, paid_on=DAY, number="1", amount=Decimal(1), by=plan.neighbour)
    staff = plan.user("section_staff", place="32.75")
    Node.objects.filter(pk=leaf.parent_id).update(division=plan.division)
    other = plan.division.__class__.objects.create(
        office=plan.division.office, key="koperasi", name="Koperasi"
    )
    staff.assignments.update(division=other)
    with pytest.raises(PermissionDenied, match="bidang lain"):
        spending.pay(leaf, paid_on=DAY, number="1", amount=Decimal(1), by=staff)
    assert not Spending.objects.exists()


def take(plan, tmp_path, text):
    path = tmp_path / "sp2d.csv"
    path.write_text(HEAD + text)
    return payments.take(plan.document, path=path, name="sp2d.csv", year=2022, by=plan.planner)


def test_a_list_is_recorded_whole_and_the_same_list_again_changes_nothing(plan, leaf, tmp_path):
    text = (
        "31/01/2022;001/LS/2022;2.17.07.2.01.01;12.500.000;Honor\n"
        "05-02-2022;002/GU/2022;Kemitraan Usaha Mikro;(500.000,50);Pengembalian\n"
    )
    first, again = take(plan, tmp_path, text), take(plan, tmp_path, text)
    assert (first.added, first.same, again.added, again.same) == (2, 0, 0, 2)
    assert money(plan)[""].paid == Decimal("11999999.50")


def test_every_error_of_a_list_is_told_at_once_and_nothing_is_recorded(plan, leaf, tmp_path):
    pay(plan, leaf, "1", "003")
    answer = take(
        plan, tmp_path,
        "31/13/2022;001;2.17.07.2.01.01;12.500.000;\n"
        "31/01/2021;;Pendataan Kucing;lima juta;\n"
        "31/01/2022;004;2.17.07.2.01.01;1;\n"
        "31/01/2022;004;2.17.07.2.01.01;1;\n",
    )  # fmt: skip
    said = [(one.where, one.message.split("; ")[0].rstrip(".")) for one in answer.problems]
    assert said == [
        ("baris 2", "Tanggal '31/13/2022' tidak terbaca"),
        ("baris 3", "Tanggal 31/01/2021 di luar tahun 2022"),
        ("baris 3", "Nomor SP2D kosong"),
        ("baris 3", "Sub kegiatan 'Pendataan Kucing' tidak ada di rencana ini"),
        ("baris 3", "Nilai 'lima juta' tidak terbaca"),
        ("baris 5", "Nomor 004 untuk sub kegiatan ini sudah ada di baris 4"),
    ]
    changed = take(plan, tmp_path, "15/03/2022;003;2.17.07.2.01.01;2;\n")
    assert [one.message for one in changed.problems] == [
        "003 sudah dicatat Rp 1; batalkan dahulu bila keliru."
    ]
    assert Spending.objects.count() == 1


def test_payments_of_another_bidang_are_neither_recorded_by_a_list_nor_voided(plan, leaf, tmp_path):
    other = Division.objects.create(office=plan.document.office, key="x", name="Bidang Lain")
    Node.objects.filter(pk=leaf.pk).update(division=other)
    staff = plan.user("section_staff", place="32.75")
    staff.assignments.update(division=plan.division)
    path = tmp_path / "sp2d.csv"
    path.write_text(HEAD + "15/03/2022;7;2.17.07.2.01.01;5.000;\n", "utf-8")
    with pytest.raises(PermissionDenied, match="bidang lain"):
        payments.take(plan.document, path=path, name=path.name, year=2022, by=staff)
    paid = pay(plan, leaf)
    with pytest.raises(PermissionDenied, match="bidang lain"):
        spending.void(paid, why="coba saja", by=staff)
    assert Spending.objects.get().void_at is None


def test_a_part_with_payments_that_would_stand_nowhere_is_not_removed(plan, leaf):
    paid = pay(plan, leaf)
    with pytest.raises(ValidationError, match="sudah punya realisasi"):
        nodes.remove_node(node=leaf.parent, by=plan.planner)
    spending.void(paid, why="salah ketik", by=plan.planner)
    assert nodes.remove_node(node=leaf, by=plan.planner) == 1
