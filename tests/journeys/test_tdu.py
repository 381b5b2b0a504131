"""A TDU card in the street: printed, scanned back, and judged on a phone whose server is gone."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from binaan.kit import typesetting
from binaan.kit.models import SigningKey
from binaan.vendors.actions import cards as acting
from binaan.vendors.rules.card_words import WORDS
from binaan.vendors.sheets.cards import card_pictures
from binaan.vendors.tests.card_cases import CASES, KEY, REVOKED
from binaan.vendors.tests.conftest import Street
from tests.journeys.line import Line

HERE = {"latitude": -6.2450, "longitude": 107.0100}
EVENING = "2026-03-02T10:00:00Z"  # 17.00 in Bekasi
ASK = """async ([module, library, keys, revoked, cases]) => {
  const { verdict, verifier } = await import(module);
  const holds = verifier(library);
  const answers = [];
  for (const one of cases) {
    const asked = { ...one, at: new Date(one.at), keys, revoked: new Set(revoked), holds };
    answers.push((await verdict(one.token, asked)).why);
  }
  return answers;
}"""
NO_ED25519 = """() => { crypto.subtle.importKey = () => Promise.reject(new Error("unknown")) }"""


@pytest.fixture
def street(db, settings, tmp_path) -> Street:
    settings.HOME = tmp_path
    return Street()


@pytest.fixture
def line(live_server):
    """The way to the server, which can be cut."""
    made = Line(live_server.url)
    yield made
    made.close()


@pytest.fixture
def phone(chromium, line):
    """A phone in the street on the evening of 2 March 2026, with its position."""
    context = chromium.new_context(
        base_url=line.url, locale="id-ID", timezone_id="Asia/Jakarta", geolocation=HERE,
        permissions=["geolocation"], viewport={"width": 360, "height": 740},
    )  # fmt: skip
    page = context.new_page()
    page.clock.set_fixed_time(EVENING)
    yield page
    context.close()


def answered(page, why: str) -> None:
    expect(page.locator("#jawaban")).to_have_class(f"tdu-answer {why}")
    expect(page.locator("#jawaban .tdu-word")).to_have_text(WORDS[why].word)


def ready(page) -> None:
    page.goto(reverse("portal_tdu"))
    expect(page.locator("#siap")).to_contain_text("Siap dipakai tanpa sinyal")


def test_a_printed_card_is_scanned_back_after_the_server_is_gone(street, phone, line, tmp_path):
    permit = acting.sign_card(street.permit(), by=street.head)
    try:
        _front, back = card_pictures(street.head, permit, site=f"{line.url}/")
    except typesetting.NoFonts:
        pytest.skip("huruf untuk PDF belum disiapkan (./run)")
    (tmp_path / "kartu.png").write_bytes(back)
    ready(phone)
    line.cut()
    phone.reload()
    phone.locator("#foto").set_input_files(tmp_path / "kartu.png")
    answered(phone, "ok")
    expect(phone.locator("#jawaban")).to_contain_text("A.S.")
    phone.get_by_label("Periksa tempatnya juga").check()
    expect(phone.locator("#jawaban")).to_contain_text("0 m dari titik lokasinya")
    phone.context.set_geolocation(HERE | {"longitude": 107.02})
    phone.reload()
    phone.locator("#foto").set_input_files(tmp_path / "kartu.png")
    answered(phone, "wrong_place")


def test_every_case_is_judged_by_the_phone_as_by_the_server(street, phone, line):
    SigningKey.objects.create(kid=KEY.kid, purpose="tdu", public=KEY.public)
    ready(phone)
    line.cut()
    parts = phone.locator("#bahan")
    library = parts.get_attribute("data-library")
    cases = [
        {"token": one.token, "at": one.at.isoformat(), "position": one.position,
         "accuracy": one.accuracy} for one in CASES
    ]  # fmt: skip
    asked = ["/static/portal/tdu-periksa.mjs", library, {KEY.kid: KEY.public}, list(REVOKED), cases]
    wanted = [one.want for one in CASES]
    assert phone.evaluate(ASK, asked) == wanted
    phone.evaluate(NO_ED25519)
    assert phone.evaluate(ASK, asked) == wanted
