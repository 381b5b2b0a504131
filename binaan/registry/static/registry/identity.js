// The keys of the pages about copies, and letting go of a pair. Everything also works without it.
"use strict";

const typing = (element) => element.closest("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]");

// data-key="1 s" names the keys that press a button or follow a link.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const arrow = event.key.startsWith("Arrow");
  if (typing(event.target) || (arrow && event.target.matches("[type=radio], summary"))) return;
  if (event.key === "Enter") return; // presses what has the focus, as everywhere
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const target = document.querySelector(`[data-key~="${CSS.escape(key)}"]`);
  if (!target || target.closest("form")?.dataset.sent) return;
  event.preventDefault();
  target.click();
});

// Whoever leaves lets go: somebody else may have the pair at once, not after ten minutes.
let answered = false;
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
