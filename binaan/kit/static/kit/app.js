// What HTML and htmx cannot do alone. Every page works without this file.
"use strict";

// "/" puts the cursor into the search box, unless someone is typing.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const box = document.querySelector("[data-shortcut='/']");
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
});

// Opened menus close on Escape (the focus goes back to their button) and on a click elsewhere.
const MENUS = "details.who, details.sheet, details.reveal";
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll(MENUS)) {
    if (!menu.open) continue;
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll(MENUS)) {
    if (menu.open && !menu.contains(event.target)) menu.open = false;
  }
});

// A refused form says so first: its list of errors takes the focus.
document.querySelector("[data-focus]")?.focus();

// Of a row of tabs or chips wider than the screen, the part that is open is seen.
for (const tab of document.querySelectorAll(":is(.tabs, .one-line) [aria-current]")) {
  const row = tab.closest(".tabs, .one-line");
  row.scrollLeft = tab.offsetLeft - row.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2;
}

// A form is sent once, however often its button is pressed; htmx looks after its own.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "1";
});
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

// A printing button needs the browser.
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});
