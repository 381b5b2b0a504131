// Small parts of the phone's pages: elements, words of time, what the page says just happened.

export function el(tag, props = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === false || value == null) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat().filter((one) => one != null && one !== false && one !== ""));
  return made;
}

export function fill(node, ...children) {
  node.replaceChildren(...children.flat().filter((one) => one != null && one !== false));
}

const DAY = new Intl.DateTimeFormat("id-ID", { day: "numeric", month: "short" });
const HOUR = new Intl.DateTimeFormat("id-ID", { hour: "2-digit", minute: "2-digit" });
const LONG = new Intl.DateTimeFormat("id-ID", { day: "numeric", month: "long", year: "numeric" });

export const hour = (at) => HOUR.format(at);
export const day = (at) => LONG.format(new Date(at));
export const moment = (at) => `${DAY.format(new Date(at))} ${HOUR.format(new Date(at))}`;

/** Today as the phone sees it, yyyy-mm-dd. */
export function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((part) => String(part).padStart(2, "0")).join("-");
}

/** One sentence about what happened; `tone`: ok, warn, bad. */
export function say(text, tone = "ok") {
  const place = document.getElementById("kata");
  fill(place, text ? el("div", { class: `phone-say ${tone}`, role: tone === "ok" ? "status" : "alert" }, text) : null);
  if (text && tone !== "ok") place.scrollIntoView({ block: "nearest" });
}

/** Everything that goes wrong is said on the page; nothing goes wrong in silence. */
export function watch() {
  const told = (error) => say(error?.message || "Ada yang tidak berjalan; muat ulang halaman ini.", "bad");
  addEventListener("error", (event) => told(event.error));
  addEventListener("unhandledrejection", (event) => told(event.reason));
}

export function heading(text, count) {
  return el("h2", {}, text, count ? el("span", { class: "phone-count" }, String(count)) : null);
}

/** A line with what it is, what is said beside it, and what can be done. */
export function line(title, notes, ...acts) {
  return el("li", { class: "phone-line" },
    el("div", { class: "phone-text" }, el("b", {}, title),
      notes.filter(Boolean).map((note) => el("span", { class: "muted small below" }, note))),
    acts.length ? el("div", { class: "phone-acts" }, acts) : null);
}

export function button(words, act, kind = "") {
  return el("button", { type: "button", class: `btn ${kind}`.trim(), onclick: act }, words);
}

/** `act`, at most once a picture of the screen however often it is asked for. */
export function onceAPicture(act) {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => { asked = false; act(); });
  };
}

/** `act` again after each redrawing of what is in `place`. */
export function redrawn(place, act) {
  new MutationObserver(onceAPicture(act)).observe(place, { childList: true, subtree: true });
}

/** A button that asks once more before it does something that cannot be taken back. */
export function sure(words, again, act) {
  const made = button(words, () => {
    if (made.dataset.asked) { act(); return; }
    made.dataset.asked = "1";
    made.textContent = again;
    made.classList.add("btn-danger");
  });
  return made;
}
