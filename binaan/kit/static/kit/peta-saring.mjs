// Another selection on the same map: the page is fetched, its parts take their places, the map stays.
const PARTS = "[data-part]";

// `turned(settings)`: the settings of the new selection; it answers when the map shows them.
export function choosing(turned) {
  const home = location.pathname;
  let shown = location.search, before = null;

  const go = async (address, keep) => {
    const next = new URL(address, location.href);
    before?.abort();
    before = new AbortController();
    try {
      const answer = await fetch(next.pathname + next.search, { signal: before.signal, headers: { "X-Requested-With": "fetch" } });
      if (!answer.ok || answer.redirected) throw new Error(`${answer.status}`);
      const found = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (keep) history.pushState(null, "", next.pathname + next.search + location.hash);
      shown = next.search;
      put(found);
      await turned(JSON.parse(found.getElementById("peta").dataset.settings));
    } catch (error) {
      if (error.name !== "AbortError") location.assign(next);
    }
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link?.closest(PARTS) || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.hasAttribute("hx-get") || link.hasAttribute("data-close") || link.pathname !== home) return;
    event.preventDefault();
    go(link.href, true);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "get" || new URL(form.action).pathname !== home) return;
    event.preventDefault();
    const asked = [...new FormData(form)].filter(([, value]) => value !== "");
    go(`${home}?${new URLSearchParams(asked).toString().replaceAll("%2C", ",").replaceAll("%3B", ";")}`, true);
  });
  // The window of the map stands behind "#": only another selection is fetched.
  window.addEventListener("popstate", () => { if (location.search !== shown) go(location.href, false); });
  return (address) => go(address, true);
}

// Whoever used a part that was replaced finds the focus where it was.
function put(found) {
  const held = document.activeElement;
  const within = held?.closest(PARTS);
  for (const old of document.querySelectorAll(PARTS)) {
    const next = found.getElementById(old.id);
    if (!next) continue;
    const part = document.importNode(next, true);
    old.replaceWith(part);
    window.htmx?.process(part);
  }
  document.title = found.title;
  if (within) (document.getElementById(held.id) ?? document.getElementById("buka-saring"))?.focus({ preventScroll: true });
}
