"""Writing the tree: levels, codes, order, names of who was first, and drafts only."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from binaan.access.models import AuditEvent
from binaan.planning.actions import drafting, nodes
from binaan.planning.models import Node, Version
from binaan.planning.queries import stamps, trees

KEGIATAN = {"code": "2.17.08.2.01", "name": "Pengembangan usaha mikro"}


def order_of(plan) -> list[str]:
    return list(
        Node.objects.filter(version=plan.version).order_by("order").values_list("name", flat=True)
    )


def test_a_kegiatan_is_added_behind_all_that_hangs_below_its_program(plan):
    nodes.add_node(
        version=plan.version, parent=plan.node("Program Pemberdayaan"), level="kegiatan",
        values={"code": "2.17.07.2.02", "name": "  Kegiatan   kedua "}, by=plan.planner,
    )  # fmt: skip
    assert order_of(plan)[-2:] == ["Kegiatan kedua", "Program Pengembangan UMKM"]
    read = trees.tree(plan.planner, plan.version)
    assert [one.node.name for one in read.by_id[plan.node("Program Pemberdayaan").pk].children] == [
        "Pemberdayaan Usaha Mikro",
        "Kegiatan kedua",
    ]


@pytest.mark.parametrize(
    ("level", "above", "code", "told"),
    [
        ("subkegiatan", "Program Pengembangan", "2.17.08.2.01.01", "di bawah kegiatan"),
        ("tujuan", "Program Pengembangan", "", "paling atas"),
        ("kegiatan", "Program Pengembangan", "2.17.08", "seperti 2.17.03.2.01"),
        ("program", "Meningkatnya usaha mikro", "2.17.3", "seperti 2.17.03"),
    ],
)
def test_a_node_that_does_not_belong_there_is_refused(plan, level, above, code, told):
    before = order_of(plan)
    with pytest.raises(ValidationError, match=told):
        nodes.add_node(
            version=plan.version, parent=plan.node(above), level=level,
            values={"code": code, "name": "Salah tempat"}, by=plan.planner,
        )  # fmt: skip
    assert order_of(plan) == before


def test_a_rename_tells_what_was_and_what_is(plan):
    node = plan.node("Pendataan")
    nodes.change_node(node=node, values={"name": "Pendataan usaha"}, by=plan.planner)
    event = AuditEvent.objects.filter(verb="plan.changed").latest("id")
    assert event.subject == f"planning.Node:{node.pk}"
    assert event.payload.content["was"] == {"name": "Pendataan Usaha Mikro"}
    assert event.payload.content["now"] == {"name": "Pendataan usaha"}


def test_who_was_second_is_told_who_was_first_and_nothing_is_saved(plan):
    node = plan.node("Pendataan")
    opened = stamps.node_stamp(plan.planner, node)
    nodes.change_node(node=node, values={"location": "Kota Bekasi"}, stamp=opened, by=plan.planner)
    with pytest.raises(drafting.Overtaken, match=r"Perencana 32\.75"):
        nodes.change_node(node=node, values={"location": "Jakarta"}, stamp=opened, by=plan.planner)
    assert plan.node("Pendataan").location == "Kota Bekasi"


def test_a_node_moves_with_all_below_it(plan):
    kegiatan, to = plan.node("Pemberdayaan"), plan.node("Program Pengembangan")
    nodes.move_node(node=kegiatan, to=to, by=plan.planner)
    assert order_of(plan)[2:] == [
        "Program Pemberdayaan UMKM", "Program Pengembangan UMKM", "Pemberdayaan Usaha Mikro",
        "Pendataan Usaha Mikro", "Kemitraan Usaha Mikro",
    ]  # fmt: skip
    read = trees.tree(plan.planner, plan.version)
    assert read.by_id[to.pk].money[2021] == 150_000_000
    assert read.by_id[plan.node("Program Pemberdayaan").pk].money == {}


def test_siblings_change_places(plan):
    first, second = plan.node("Pendataan"), plan.node("Kemitraan")
    nodes.move_node(node=first, to=first.parent, after=second, by=plan.planner)
    assert order_of(plan)[4:6] == ["Kemitraan Usaha Mikro", "Pendataan Usaha Mikro"]


def test_removing_a_program_takes_what_is_below_and_says_so(plan):
    assert nodes.remove_node(node=plan.node("Program Pemberdayaan"), by=plan.planner) == 4
    assert len(order_of(plan)) == 3
    told = AuditEvent.objects.filter(verb="plan.changed").latest("id").payload.content
    assert "2.17.07.2.01.01 Pendataan Usaha Mikro" in told["removed"]
    assert "2.17.07.2.01.01 2021: 100000000.00" in told["money"]


def test_a_planner_of_another_office_changes_nothing(plan):
    with pytest.raises(PermissionDenied):
        nodes.change_node(node=plan.node("Pendataan"), values={"name": "X"}, by=plan.neighbour)
    assert plan.node("Pendataan Usaha Mikro")


def test_a_verified_version_refuses_every_write(plan):
    Version.objects.filter(pk=plan.version.pk).update(state="verified")
    with pytest.raises(ValidationError, match="sudah diverifikasi"):
        nodes.remove_node(node=plan.node("Pendataan"), by=plan.planner)
    with pytest.raises(ValidationError, match="sudah diverifikasi"):
        nodes.write_vision(version=plan.version, vision="Maju", mission="", by=plan.planner)
    assert len(order_of(plan)) == 7


def test_a_rival_removed_it_meanwhile(plan):
    node = plan.node("Pendataan")
    nodes.remove_node(node=node, by=plan.planner)
    with pytest.raises(ValidationError):
        nodes.change_node(node=node, values={"name": "X"}, by=plan.planner)
