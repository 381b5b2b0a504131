// The keys of the pages about copies, and letting go of a pair. Everything also works without it.
"use strict";

let answered = false;

const typing = (element) => element.closest("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]");
const busy = (target) => Boolean(document.querySelector(".htmx-request")) || Boolean(target.closest("form")?.dataset.sent);

// data-key="1 s" names the keys that press a button or follow a link.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.key === "Enter") return;
  if (typing(event.target)) return;
  if (event.key.startsWith("Arrow") && event.target.matches("[type=radio]")) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const target = document.querySelector(`[data-key~="${CSS.escape(key)}"]`);
  if (!target) return;
  event.preventDefault();
  if (!busy(target)) target.click();
});

// The next pair comes without loading the whole page anew. Refusals are pages too; what lies beyond
// this section (signing in again) is opened as usual.
document.addEventListener("htmx:beforeSwap", (event) => {
  const answer = event.detail.xhr;
  if (event.detail.target !== document.body) return;
  if (answer.responseURL && !new URL(answer.responseURL).pathname.startsWith("/direktori/ganda/")) {
    event.detail.shouldSwap = false;
    location.assign(answer.responseURL);
  } else if (answer.status >= 400) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});
document.addEventListener("htmx:afterSettle", (event) => {
  answered = false;
  if (event.target !== document.body) return;
  const refused = document.querySelector("[data-focus]");
  (refused ?? document.getElementById("isi"))?.focus({ preventScroll: !refused });
});

// Whoever leaves lets go: somebody else may have the pair at once, not after ten minutes.

document.addEventListener("submit", () => { answered = true; });
window.addEventListener("pagehide", () => {
  const held = document.querySelector("[data-held]");
  const token = document.querySelector("input[name=csrfmiddlewaretoken]");
  if (!held || !token || answered) return;
  const said = new FormData();
  said.set("csrfmiddlewaretoken", token.value);
  navigator.sendBeacon(held.dataset.held, said);
});
window.addEventListener("pageshow", () => { answered = false; });
