// Presence in today's sessions: a code is read by the camera or typed, or a name is ticked.

import { button, el, heading, line, say } from "./parts.mjs";
import { scan } from "./scan.mjs";

const hex = (bytes) => [...new Uint8Array(bytes)].map((one) => one.toString(16).padStart(2, "0")).join("");

/** The phone holds only fingerprints of the codes: a list that is lost opens no door. */
async function fingerprint(code) {
  const token = code.trim().replace(/[?#].*$/, "").split("/").filter(Boolean).pop() ?? "";
  return hex(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token)));
}

function already(session, acts) {
  return new Set(acts.filter((one) => one.kind === "presence" && one.about === session.id && !one.refused)
    .map((one) => one.said.row));
}

async function take(session, code, there, record) {
  const print = await fingerprint(code);
  const person = session.people.find((one) => one.code === print);
  if (!person) { say("Kode ini tidak ada di daftar sesi ini. Perbarui daftar bila pesertanya baru.", "bad"); return; }
  if (person.there || there.has(person.id)) { say(`${person.name} sudah tercatat hadir.`); return; }
  await record(session, person, "qr");
}

function one(session, acts, { record }) {
  const there = already(session, acts);
  const view = el("div", { class: "phone-scan" });
  const typed = el("input", { class: "form-control", id: `kode-${session.id}`, autocomplete: "off" });
  const form = el("form", { class: "phone-form" }, el("label", { for: typed.id }, "Kode undangan"), typed,
    el("button", { type: "submit", class: "btn" }, "Catat kode"));
  form.addEventListener("submit", (event) => { event.preventDefault(); take(session, typed.value, there, record); });
  const count = session.people.filter((person) => person.there || there.has(person.id)).length;
  return el("section", { class: "card phone-card" }, heading(session.title),
    el("p", { class: "muted" }, `${session.when} · ${count} dari ${session.people.length} hadir`),
    el("div", { class: "phone-acts wide" }, button("Pindai kode", () => scan(view, (code) => take(session, code, there, record)), "btn-primary")),
    view, form,
    el("details", { class: "phone-more", "data-session": session.id }, el("summary", {}, `Daftar peserta ${session.title}`),
      el("ul", { class: "phone-list" }, session.people.map((person) => line(person.name, [person.owner],
        person.there || there.has(person.id) ? el("span", { class: "phone-ok" }, "Hadir")
          : button("Hadir", () => record(session, person, "nama")))))));
}

export function presence(told, acts, acting) {
  return (told.sessions ?? []).map((session) => one(session, acts, acting));
}
