// The list of the directory: ticking a whole page, where the focus goes. Everything works without it.
"use strict";

const boxes = () => [...document.querySelectorAll("#pilihan input[name='usaha']")];

function tell() {
  const form = document.getElementById("pilihan");
  if (!form) return;
  const ticked = boxes().filter((box) => box.checked).length;
  const every = document.getElementById("centang-semua")?.checked;
  const whole = document.getElementById("centang-halaman");
  if (whole) {
    whole.closest("label").hidden = false;
    whole.checked = ticked > 0 && ticked === boxes().length;
    whole.indeterminate = ticked > 0 && !whole.checked;
  }
  form.classList.toggle("has-picks", ticked > 0 || Boolean(every));
  const said = document.getElementById("banyaknya");
  if (said) said.textContent = every ? "Semua yang cocok dipilih" : ticked ? `${ticked} dipilih` : "";
}

document.addEventListener("change", (event) => {
  if (event.target.id === "centang-halaman") {
    for (const box of boxes()) box.checked = event.target.checked;
  }
  if (event.target.closest("#pilihan")) tell();
});

// A drawer is closed where it stands; its button gets the focus back.
let opener = null;
document.addEventListener("click", (event) => {
  const button = event.target.closest("[id^='buka-']");
  if (button) opener = button.id;
  const drawer = document.getElementById("laci");
  if (!event.target.closest("[data-close]") || !drawer?.contains(event.target)) return;
  event.preventDefault();
  drawer.replaceChildren();
  document.getElementById(opener)?.focus();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.drop[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.drop[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

// What was swapped in takes the focus, unless somebody is typing.
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id === "laci") event.target.querySelector("h2")?.focus();
  if (event.target.id !== "hasil") return;
  if (document.activeElement === document.body) document.getElementById("judul-hasil")?.focus({ preventScroll: true });
  tell();
});
window.addEventListener("pageshow", tell);
