"""Every page at a phone's width and a desk's: accessible, nothing sideways, light, one host."""

import pytest

from tests.depth import some
from tests.journeys.conftest import Visitor

BUDGET = 300 * 1024  # bytes of a first visit, compressed


def paths_of_the_register(world) -> list[str]:
    business, owner = world.business(), world.owner()
    usaha = f"/usaha/{business.pk}/"
    # Of a template that another page here, or of the directory, stands for.
    alike = [
        "/direktori/", f"{usaha}fakta/sales/", f"{usaha}koreksi/?bagian=uang", f"{usaha}tutup/",
        f"{usaha}binaan/", f"/pemilik/{owner.pk}/persetujuan/", "/angka/",
        "/angka/registry.businesses/", "/angka/registry.workers/?menurut=group",
    ]  # fmt: skip
    return [
        *some([], alike), "/", "/direktori/?q=tidak-ada", usaha, f"{usaha}fakta/nik/", f"{usaha}koreksi/",
        f"{usaha}verifikasi/", f"{usaha}foto/", "/usaha/baru/", f"/pemilik/{owner.pk}/",
        "/angka/registry.businesses/bukti/", "/rekonsiliasi/", "/pendataan/",
        "/pendataan/perbaikan/", "/pendataan/perbaikan/?bagian=wilayah",
        "/pendataan/perbaikan/?bagian=petugas", "/pendataan/perbaikan/?bagian=riwayat",
        "/pendataan/ingatan/", "/akun/",
    ]  # fmt: skip


def paths_of_the_house(world) -> list[str]:
    user, office = world.operator_of("32.16.07"), world.offices["disperin"]
    event = "/audit/1/"
    return [
        "/pengaturan/pengguna/", "/pengaturan/pengguna/baru/", f"/pengaturan/pengguna/{user.pk}/",
        f"/pengaturan/pengguna/{user.pk}/tugas/", f"/pengaturan/pengguna/{user.pk}/sandi/",
        "/pengaturan/kantor/", "/pengaturan/kantor/baru/", f"/pengaturan/kantor/{office.pk}/",
        f"/pengaturan/kantor/{office.pk}/pejabat/", "/pengaturan/keputusan/",
        "/pengaturan/keputusan/baru/", "/pengaturan/parameter/",
        "/pengaturan/parameter/registry.active_observation_months/", "/audit/", event,
        *some([], ["/audit/?person=tidak-ada"]), "/akun/langkah-kedua/", "/sandi/ganti/",
    ]  # fmt: skip


OUTSIDE = ("/masuk/", "/sandi/lupa/", "/sandi/lupa/terkirim/", "/tidak-ada/")


def look(visit: Visitor, paths) -> list[str]:
    found = []
    for path in paths:
        found += visit.look(path, status=404 if "tidak-ada/" in path else 200)
    return found


@pytest.mark.slow
def test_pages_of_the_register_are_fit_for_everybody(world, visitor):
    visit = visitor(world.user("section_head"), world)
    assert look(visit, paths_of_the_register(world)) == []


@pytest.mark.slow
def test_pages_of_the_house_and_of_its_door_are_fit_for_everybody(world, visitor):
    visit = visitor(world.user("administrator"), world)
    found = look(visit, paths_of_the_house(world))
    assert found + look(visitor(), OUTSIDE) == []


def test_a_first_visit_is_light(world, visitor):
    heavy = {}
    for path in ("/masuk/", "/", f"/usaha/{world.business().pk}/", "/angka/registry.businesses/"):
        size = visitor(world.user("section_head"), world).weigh(path)
        if size > BUDGET:
            heavy[path] = size
    assert heavy == {}


COVERED = """() => {
  scrollTo({ top: document.documentElement.scrollHeight, behavior: "instant" });
  const button = [...document.querySelectorAll("main :is(button, a.btn)")].at(-1);
  const box = button.getBoundingClientRect();
  const top = document.elementFromPoint(box.left + box.width / 2, box.bottom - 2);
  return button.contains(top) ? "" : `${button.textContent.trim()} lies below ${top?.outerHTML.slice(0, 80)}`;
}"""


def test_on_a_phone_the_lower_menu_covers_no_button_at_the_end_of_a_page(world, visitor):
    """As high as an old telephone: the form is longer than the page can show."""
    page = visitor(world.user("section_head"), world).page
    page.set_viewport_size({"width": 360, "height": 560})
    for path in ("/pendataan/baru/", "/usaha/baru/"):
        page.goto(path)
        assert page.locator(".bottom").is_visible()
        assert page.evaluate("document.documentElement.scrollHeight > innerHeight + 100"), path
        assert page.evaluate(COVERED) == "", path
