// The engine leaves some of its parts without a name for those who listen; they get it here.

import { redrawn } from "./parts.mjs";

let number = 0;

function named(label) {
  label.id ||= `tanya-${number += 1}`;
  return label.id;
}

function question(box) {
  const label = box.querySelector(".control-text label, .control-text legend, .control-text");
  if (!label) return;
  const parts = box.querySelectorAll("[role=combobox]:not([aria-labelledby]), input.p-inputnumber-input:not([aria-labelledby]), "
    + "input.p-datepicker-input:not([aria-labelledby])");
  for (const part of parts) part.setAttribute("aria-labelledby", named(label));
}

function panel(box) {
  const title = box.querySelector(":scope > .p-panel-header .panel-title");
  if (!title) return;
  title.removeAttribute("role"); // the button beside it opens and closes
  const words = title.textContent.trim();
  box.querySelector(":scope > .p-panel-header .p-panel-toggle-button")?.setAttribute("aria-label", `Buka atau tutup ${words}`);
  box.querySelector(":scope > .p-panel-header .button-menu")?.setAttribute("aria-label", `Pilihan untuk ${words}`);
  const content = box.querySelector(":scope > .p-panel-content-container");
  content?.removeAttribute("role");
  content?.removeAttribute("aria-labelledby");
}

function name(place) {
  for (const box of place.querySelectorAll(".question-container")) question(box);
  for (const box of place.querySelectorAll(".p-panel")) panel(box);
  for (const one of place.querySelectorAll(".clear-button:not([aria-label])")) one.setAttribute("aria-label", "Hapus foto");
  for (const one of place.querySelectorAll(".p-datepicker-dropdown:not([aria-label])")) one.setAttribute("aria-label", "Buka kalender");
}

/** Names now, and again after each redrawing. */
export const nameParts = (place) => redrawn(place, () => name(place));
