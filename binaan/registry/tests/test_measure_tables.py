"""Tables by two dimensions on the store: they add up, open their records, and keep small cells."""

import pytest
from django.core.exceptions import ValidationError

from binaan.kit import measures
from binaan.kit.measures import Asked
from binaan.registry.tests.factory import FIRST, Register


@pytest.fixture
def register(db):
    """Thirty businesses spread unevenly over two kecamatan, groups and sexes; some unknown."""
    made = Register()
    for n in range(30):
        made.business(
            f"Usaha {n}", place=("32.16.06.2001", "32.16.06", "32.16.07.2001")[n % 7 % 3],
            group="kayu_furnitur" if n % 8 == 1 else ("pangan", "")[n % 2], owner_sex=("L", "P", "")[n % 5 % 3],
            workers=(None, 1, 4)[n % 3],
        )  # fmt: skip
    return made


@pytest.fixture
def asked(register):
    return Asked(place=register.place("32.16"), at=FIRST)


@pytest.mark.parametrize("key", ["registry.businesses", "registry.workers"])
@pytest.mark.parametrize("pair", [("place", "group"), ("group", "sex"), ("office", "size_pp7")])
def test_cells_add_up_to_the_lists_and_each_is_the_figure_of_its_records(
    register, asked, key, pair
):
    planner = register.user("planner")
    measure, (down, across) = measures.get(key), pair
    table = measure.table(planner, asked, rows=down, columns=across)
    for lines, dimension in ((table.rows, down), (table.columns, across)):
        listed = measure.rows(planner, asked, dimension)
        assert [(one.key, one.label, one.total.value) for one in lines] == [
            (row.key, row.label, row.value) for row in listed
        ]
    whole = measure.value(planner, asked).value
    assert sum(cell.value or 0 for cell in table.cells.values()) == whole
    for (row, lane), cell in table.cells.items():
        part = asked.but(parts=((down, row), (across, lane)))
        figure = measure.value(planner, part)
        assert (figure.value, figure.evidence) == (cell.value, cell.evidence)
        assert len(measure.evidence(planner, part, size=50).rows) == cell.evidence


def test_a_row_of_a_part_is_the_cell(register, asked):
    planner = register.user("planner")
    measure = measures.get("registry.businesses")
    table = measure.table(planner, asked, rows="place", columns="sex")
    for row in measure.rows(planner, asked.but(parts=(("sex", "P"),)), "place"):
        assert table.cell(row.key, "P").value == row.value


def test_a_reader_from_above_gets_no_small_cell_and_the_same_margins_as_the_lists(register, asked):
    reader = register.user("upper_reader", place="32")
    measure = measures.get("registry.businesses")
    table = measure.table(reader, asked, rows="place", columns="group")
    assert any(cell.hidden for cell in table.cells.values())
    assert all(cell.value is None or cell.value == 0 or cell.value >= 5
               for cell in table.cells.values())  # fmt: skip
    for lines, dimension in ((table.rows, "place"), (table.columns, "group")):
        listed = measure.rows(reader, asked, dimension)
        assert [(one.key, one.total.hidden) for one in lines] == [
            (row.key, row.hidden) for row in listed
        ]


def test_the_same_dimension_twice_and_unknown_ones_are_refused(register, asked):
    measure = measures.get("registry.businesses")
    with pytest.raises(ValidationError, match="rincian yang sama"):
        measure.table(register.user("planner"), asked, rows="place", columns="place")
    with pytest.raises(ValidationError, match="tidak dapat dirinci"):
        measure.table(register.user("planner"), asked, rows="place", columns="warna")


def test_a_part_that_cannot_be_read_holds_nothing(register, asked):
    measure = measures.get("registry.rows_waiting")
    part = asked.but(parts=(("list", "bukan-nomor"),))
    assert measure.value(register.user("planner"), part).value == 0
