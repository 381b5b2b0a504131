"""What people come to do, with mouse or keyboard alone, with a script or without."""

import re

from playwright.sync_api import expect

from binaan.access.models import User
from tests.world import PASSWORD


def test_from_sign_in_to_the_owner_behind_a_figure(world, visitor):
    head = world.with_password(world.user("section_head"))
    visit = visitor()
    visit.page.goto("/")
    expect(visit.page).to_have_url(re.compile("/masuk/"))
    visit.sign_in(head.username)

    expect(visit.page.get_by_role("heading", level=1)).to_contain_text(head.name)
    visit.page.locator("a.figure").first.click()
    expect(visit.page.get_by_role("heading", level=1)).to_contain_text("Bukti")
    assert visit.page.locator("#baris tbody tr").count() == 4

    visit.page.get_by_role("link", name="Keripik Bu Sari").click()
    expect(visit.page.get_by_role("heading", level=1)).to_have_text("Keripik Bu Sari")
    visit.page.locator("dl.kv a.figure", has_text="•••• 7721").click()
    expect(visit.page.get_by_text("Daftar binaan 2024").first).to_be_visible()
    visit.page.go_back()
    visit.page.get_by_role("link", name="Sari Wulandari").click()
    expect(visit.page.get_by_role("heading", level=1)).to_have_text("Sari Wulandari")
    expect(visit.page.locator("main")).not_to_contain_text("3216064507850003")


def test_sign_in_and_search_by_keyboard_alone(world, visitor):
    staff = world.with_password(world.user("section_staff"))
    visit = visitor()
    keyboard = visit.page.keyboard
    visit.page.goto("/masuk/")
    _tab_to(visit.page, "Nama pengguna")
    keyboard.type(staff.username)
    _tab_to(visit.page, "Kata sandi")
    keyboard.type(PASSWORD)
    keyboard.press("Enter")
    expect(visit.page).to_have_title(re.compile("Meja kerja"))

    keyboard.press("Tab")
    assert "Langsung" in _focused(visit.page) or "Lompat" in _focused(visit.page)
    visit.page.goto("/direktori/")
    _tab_to(visit.page, "", tag="INPUT")
    keyboard.type("keripik")
    keyboard.press("Enter")
    found = visit.page.get_by_role("link", name="Keripik Bu Sari")
    expect(found).to_be_visible()
    expect(visit.page.get_by_role("link", name="Tahu Pak Darma")).to_have_count(0)
    _tab_to(visit.page, "Keripik Bu Sari", tag="A")  # not the tick box before it
    keyboard.press("Enter")
    expect(visit.page.get_by_role("heading", level=1)).to_have_text("Keripik Bu Sari")


def _focused(page) -> str:
    return page.evaluate(
        """() => { const one = document.activeElement;
        return [one.labels?.[0]?.innerText, one.getAttribute("aria-label"), one.innerText]
            .filter(Boolean).join(" ") }"""
    )


def _tab_to(page, name: str, tag: str = "", most: int = 60):
    """Press Tab until the focus is on it; every stop must be visible."""
    for _step in range(most):
        page.keyboard.press("Tab")
        if tag and page.evaluate("document.activeElement.tagName") != tag:
            continue
        if name in _focused(page):
            return
    raise AssertionError(f"{name or tag} cannot be reached by keyboard")


def test_a_value_is_corrected_with_reason_and_date(world, visitor, trail):
    visit = visitor(world.user("section_staff"), world)
    business = world.business()
    visit.page.goto(f"/usaha/{business.pk}/")
    visit.page.get_by_role("link", name="Koreksi data").click()
    visit.page.get_by_label("Produk utama").fill("Keripik singkong balado")
    visit.page.get_by_label("Alasan").fill("Menurut kunjungan ke tempat usaha")
    visit.page.get_by_role("button", name="Simpan koreksi").click()

    expect(visit.page.get_by_text("Koreksi tersimpan")).to_be_visible()
    expect(visit.page.get_by_text("Keripik singkong balado").first).to_be_visible()
    assert world.business().product == "Keripik singkong balado"
    assert str(business.pk) in trail("business.corrected").subject


def test_a_check_counts_once_a_second_person_agrees(world, visitor):
    page = f"/usaha/{world.business().pk}/"
    staff = visitor(world.user("section_staff"), world)
    staff.page.goto(f"{page}verifikasi/")
    staff.page.get_by_label("Sesuai: usaha dan datanya benar").check()
    staff.page.get_by_label("Kunjungan").check()
    staff.page.get_by_role("button", name="Simpan pemeriksaan").click()
    expect(staff.page.get_by_text("menunggu persetujuan orang kedua")).to_be_visible()
    expect(staff.page.get_by_role("button", name="Setujui pemeriksaan")).to_have_count(0)
    assert world.business().verification == "none"

    head = visitor(world.user("section_head"), world)
    head.page.goto(page)
    head.page.get_by_role("button", name="Setujui pemeriksaan").click()
    expect(head.page.get_by_text("Pemeriksaan disetujui.")).to_be_visible()
    assert world.business().verification == "verified"


def test_a_business_is_closed_and_leaves_the_figure(world, visitor):
    visit = visitor(world.user("section_head"), world)
    visit.page.goto(f"/usaha/{world.business('Tahu Pak Darma').pk}/")
    visit.page.get_by_role("link", name="Tutup usaha").click()
    visit.page.get_by_label("Tutup", exact=True).check()
    visit.page.get_by_label(re.compile("Alasan")).fill("Pemilik menyatakan berhenti")
    visit.page.get_by_role("button", name="Simpan penutupan").click()
    expect(visit.page.get_by_text("Tutup usaha: tersimpan")).to_be_visible()
    visit.page.goto("/angka/registry.businesses/bukti/?wilayah=32.16")
    expect(visit.page.get_by_role("link", name="Keripik Bu Sari")).to_be_visible()
    expect(visit.page.get_by_role("link", name="Tahu Pak Darma")).to_have_count(0)


def test_a_person_is_read_in_full_with_a_reason_and_it_shows(world, visitor, trail):
    visit = visitor(world.user("section_staff"), world)
    page = f"/pemilik/{world.owner().pk}/"
    visit.page.goto(page)
    visit.page.get_by_text("Tampilkan data pribadi secara utuh").click()
    visit.page.get_by_label("Memeriksa identitas saat pelayanan").check()
    visit.page.get_by_role("button", name="Tampilkan").click()
    expect(visit.page.get_by_text("3216064507850003")).to_be_visible()
    visit.page.goto(page)
    read = visit.page.get_by_role("region", name="Siapa membaca data pribadinya")
    expect(read.get_by_text("Memeriksa identitas saat pelayanan")).to_be_visible()
    expect(visit.page.locator("main")).not_to_contain_text("3216064507850003")
    assert trail("personal.read").by == "section_staff-32.16-disperin"


def test_an_administrator_adds_a_user_who_chooses_an_own_password(world, visitor):
    visit = visitor(world.user("administrator"), world)
    visit.page.goto("/pengaturan/pengguna/")
    visit.page.get_by_role("link", name=re.compile("Tambah")).first.click()
    visit.page.get_by_label("Nama lengkap").fill("Komariah Hasanah")
    visit.page.get_by_label("Nama pengguna").fill("komariah")
    visit.page.get_by_label("Peran").select_option("kecamatan_operator")
    visit.page.get_by_label("Wilayah").fill("32.16.07")
    visit.page.get_by_label("Kantor").select_option(label=str(world.offices["disperin"]))
    visit.page.get_by_role("button", name="Tambahkan").click()
    password = visit.page.locator("code.once").inner_text()

    new = visitor()
    new.sign_in("komariah", password)
    expect(new.page).to_have_url(re.compile("/sandi/ganti/"))
    assert User.objects.get(username="komariah").must_change_password


def test_an_auditor_checks_the_chain(world, visitor):
    visit = visitor(world.user("auditor"), world)
    visit.page.goto("/audit/")
    expect(visit.page.locator("#rows tbody tr").first).to_be_visible()
    visit.page.get_by_role("button", name="Periksa rantai").click()
    expect(visit.page.get_by_text(re.compile("Rantai utuh: [0-9]+ peristiwa"))).to_be_visible()


def test_everything_needed_works_without_a_script(world, visitor):
    staff = world.with_password(world.user("section_staff"))
    visit = visitor(java_script_enabled=False)
    visit.sign_in(staff.username)
    visit.page.goto("/direktori/?q=mebel")
    visit.page.get_by_role("link", name="Mebel Jati Mulia").click()
    visit.page.get_by_role("link", name="Koreksi data").click()
    visit.page.get_by_label("Produk utama").fill("Kursi jati")
    visit.page.get_by_label("Alasan").fill("Menurut kunjungan")
    visit.page.get_by_role("button", name="Simpan koreksi").click()
    expect(visit.page.get_by_text("Koreksi tersimpan")).to_be_visible()
