// The keys of the repair box, and ticking all rows of a page. Everything also works without this file.
"use strict";

const typing = (element) => element.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
const groups = () => [...document.querySelectorAll("[data-repair]")];
const current = () => document.activeElement?.closest("[data-repair]");

function move(step) {
  const all = groups();
  if (!all.length) return;
  const at = all.indexOf(current());
  const next = at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1);
  all[next].focus();
  all[next].scrollIntoView({ block: "nearest" });
}

// A summary opens its form and puts the cursor into it; a button or link is pressed.
function answer(name) {
  const place = current() ?? groups()[0];
  const target = name === "undo" || name === "help"
    ? document.querySelector(`[data-key='${name}']`)
    : place?.querySelector(`[data-key='${name}']`);
  if (!target) return false;
  if (target.matches("summary")) {
    const box = target.parentElement;
    box.open = name === "help" ? !box.open : true;
    box.querySelector("input:not([type=hidden]):not([type=checkbox]), textarea, select")?.focus();
  } else {
    target.click();
  }
  return true;
}

const NAMES = { e: "fill", t: "accept", s: "aside", a: "ask", u: "undo", l: "rows", "?": "help" };
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !document.querySelector("[data-repairs]")) return;
  const { key, target } = event;
  if (key === "Escape" && typing(target) && current()) {
    target.closest("details")?.removeAttribute("open");
    current().focus();
    return;
  }
  if (typing(target)) return;
  if (key === "j" || (key === "ArrowDown" && current())) move(1);
  else if (key === "k" || (key === "ArrowUp" && current())) move(-1);
  else if (key === "Enter" && target.matches("[data-repair]")) {
    if (!answer("suggestion") && !answer("fill")) return;
  } else if (!(key in NAMES) || !answer(NAMES[key])) return;
  event.preventDefault();
});

// One answer of a group at a time lies open.
document.addEventListener("toggle", (event) => {
  if (!event.target.open || !event.target.matches(".repair-answer")) return;
  const group = event.target.closest("[data-repair]");
  for (const other of group?.querySelectorAll(".repair-answer[open]") ?? []) {
    if (other !== event.target) other.open = false;
  }
}, true);

// "All of this page" ticks what it stands for, and lets go of it again.
document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (!form) return;
  const all = form.querySelector("[data-pick-all]");
  const boxes = [...form.elements].filter((one) => one.type === "checkbox" && one.name === "baris");
  if (event.target === all) for (const box of boxes) box.checked = all.checked;
  else if (all && boxes.includes(event.target)) all.checked = boxes.every((box) => box.checked);
});

// The text for the sender goes to the clipboard; it can also be marked and copied by hand.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const text = document.getElementById(button.dataset.copy);
  text.select();
  try {
    await navigator.clipboard.writeText(text.value);
    button.textContent = "Tersalin";
  } catch {
    text.focus();
  }
});
