// Suggestions below the search box: htmx fetches them, this moves in them. Without it the box leads
// to the directory.
"use strict";

(() => {
  const form = document.querySelector("[data-suggest]");
  const box = form?.querySelector("input[type=search]");
  const panel = form?.querySelector(".suggest");
  const heard = form?.querySelector("[role=status]");
  if (!box || !panel || !heard) return;
  const NUMBER = /^\s*(u[-\s]?\d+|[\d\s.-]{13,})\s*$/i;
  let wanted = false; // what arrives after Escape or leaving is no longer wanted

  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-haspopup", "listbox");
  box.setAttribute("aria-expanded", "false");

  const options = () => [...panel.querySelectorAll("[role=option]")];
  const chosen = () => panel.querySelector("[aria-selected=true]");

  function choose(option) {
    chosen()?.setAttribute("aria-selected", "false");
    if (!option) return box.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", option.id);
  }

  function show(open) {
    const filled = open && panel.childElementCount > 0;
    panel.hidden = !filled;
    box.setAttribute("aria-expanded", String(filled));
    if (filled) return box.setAttribute("aria-controls", "usul");
    box.removeAttribute("aria-controls");
    heard.textContent = "";
    choose(null);
  }

  function close() {
    wanted = false;
    show(false);
  }

  function step(by) {
    const all = options();
    const at = all.indexOf(chosen());
    // One place more than there are lines: the box itself, with nothing chosen.
    const next = (at + 1 + by + all.length + 1) % (all.length + 1);
    choose(all[next - 1]);
  }

  box.addEventListener("input", () => {
    wanted = box.value.trim() !== "";
    choose(null);
    if (!wanted) close();
  });
  box.addEventListener("focus", () => {
    if (panel.childElementCount === 0 || box.value !== panel.dataset.asked) return;
    wanted = true;
    show(true);
  });
  form.addEventListener("htmx:beforeSwap", (event) => {
    // Late, or not suggestions at all (a sign-in page): nothing is shown.
    const asked = event.detail.requestConfig.parameters.q ?? "";
    if (!wanted || event.detail.xhr.status !== 200 || asked !== box.value) event.detail.shouldSwap = false;
    else panel.dataset.asked = asked;
  });
  form.addEventListener("htmx:afterSwap", () => {
    show(wanted);
    heard.textContent = panel.querySelector("[data-found]")?.dataset.found ?? "";
  });

  box.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const open = !panel.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!open && panel.dataset.asked === box.value) show((wanted = true));
      if (panel.hidden) return;
      step(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && open && chosen()) {
      chosen().click();
      close();
    } else if (event.key === "Enter" && NUMBER.test(box.value)) {
      // A whole number opens its business, if there is exactly one; the server knows.
      location.assign(`${form.dataset.suggest}?q=${encodeURIComponent(box.value)}`);
    } else if (event.key === "Escape" && open) {
      close();
    } else return;
    event.preventDefault();
  });
  panel.addEventListener("pointermove", (event) => choose(event.target.closest("[role=option]")));
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) close();
  });
  // A tap on a line must not take the focus from the box before the line is opened.
  panel.addEventListener("mousedown", (event) => event.preventDefault());
  document.addEventListener("click", (event) => {
    if (!form.contains(event.target)) close();
  });
  form.addEventListener("submit", close);
  window.addEventListener("pageshow", close);
})();
