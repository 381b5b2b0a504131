"""What a phone keeps: all of a step or nothing, also when there is no room left."""

import pytest
from playwright.sync_api import Page

KEEP = """async ([size, name]) => {
  const { keepDraft, finish, filesOf, all } = await import("/static/api/store.mjs");
  const draft = { id: "d", form: "f", version: "1", title: "Pendataan", name, xml: `<data>${name}</data>`,
    instance: "uuid:d", changed: 1 };
  // Noise: a browser may well press together what repeats itself.
  const noise = new Uint8Array(size);
  for (let at = 0; at < size; at += 65536) crypto.getRandomValues(noise.subarray(at, at + 65536));
  try {
    await (name === "selesai" ? finish : keepDraft)(draft, [[`${name}.jpg`, new Blob([noise])]]);
    return "";
  } catch (error) { return error.message; }
}"""
HOLDS = """async () => {
  const { all, filesOf } = await import("/static/api/store.mjs");
  return [(await all("drafts")).map((one) => one.name), (await filesOf("d")).map((one) => one.name),
    (await all("outbox")).map((one) => one.name)];
}"""


@pytest.fixture
def shell(visitor) -> Page:
    page = visitor().page
    page.goto("/lapangan/")
    return page


FILL_UP = """(full) => {
  const put = globalThis.put ??= IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = full ? function (value, ...more) {
    if (value.blob?.size > 1000) throw new DOMException("no room", "QuotaExceededError");
    return put.call(this, value, ...more);
  } : put;
}"""


def test_without_room_nothing_of_a_step_is_kept_and_nothing_before_it_is_lost(shell):
    """Chromium without a window knows no quota: what it would throw is thrown here."""
    assert shell.evaluate(KEEP, [1000, "awal"]) == ""
    shell.evaluate(FILL_UP, True)
    for name in ("besar", "selesai"):
        assert "penuh" in shell.evaluate(KEEP, [30_000, name])
        assert shell.evaluate(HOLDS) == [["awal"], ["awal.jpg"], []]
    shell.evaluate(FILL_UP, False)
    assert shell.evaluate(KEEP, [30_000, "selesai"]) == ""
    assert shell.evaluate(HOLDS) == [[], [], ["selesai"]]


def test_two_pages_never_send_at_once(shell):
    """The second sender sees that the first is at work."""
    said = shell.evaluate(
        """async () => {
          const { sendAll } = await import("/static/api/sending.mjs");
          const done = await Promise.all([sendAll(), sendAll()]);
          return done.map((one) => Boolean(one.busy)).sort();
        }"""
    )
    assert said == [False, True]
