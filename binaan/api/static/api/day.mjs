// The officer's day: what is due, seen and recorded without signal, sent when the network is back.

import { all, dropAct, keepAct, read } from "./store.mjs";
import { me } from "./link.mjs";
import { refresh } from "./forms.mjs";
import { keepSending } from "./sending.mjs";
import { button, el, fill, heading, line, moment, say, sure, today, watch } from "./parts.mjs";
import { shrink } from "./picture.mjs";
import { presence } from "./presence.mjs";
import { scan } from "./scan.mjs";

const at = (id) => document.getElementById(id);
let send = () => {};
let trouble = "";

const option = ([value, words]) => el("option", { value }, words);

/** One question of an act, drawn as the office told it: { name, label, type, options, required, help }. */
function field(one, id) {
  const props = { id, name: one.name, required: one.required, class: one.type === "choice" ? "form-select" : "form-control" };
  const input = one.type === "choice"
    ? el("select", props, option(["", "Pilih"]), one.options.map(option))
    : one.type === "text" ? el("textarea", { ...props, rows: 3, maxlength: 2000 })
      : el("input", { ...props, type: one.type === "day" ? "date" : one.type === "photo" ? "file" : "text",
        accept: one.type === "photo" ? "image/*" : false, value: one.type === "day" ? (one.value ?? today()) : false });
  const view = el("div", { class: "phone-scan" });
  return el("div", { class: "phone-field" }, el("label", { for: id }, one.label, one.required ? "" : " (boleh kosong)"),
    input, one.type === "code" ? [button("Pindai kode", () => scan(view, (code) => { input.value = code; fill(view); })), view] : null, one.help ? el("p", { class: "muted small" }, one.help) : null);
}

function where() {
  return new Promise((done) => {
    if (!navigator.geolocation) { done(null); return; }
    navigator.geolocation.getCurrentPosition((found) => done({ lat: found.coords.latitude,
      lon: found.coords.longitude, accuracy: Math.round(found.coords.accuracy) }),
    () => done(null), { enableHighAccuracy: true, timeout: 10000, maximumAge: 60000 });
  });
}

/** Keep what was done; it counts as done on the phone at once and in the office when it has arrived. */
async function record(item, act, form) {
  const said = Object.fromEntries([...new FormData(form)].filter(([, value]) => typeof value === "string"));
  const file = form.querySelector("input[type=file]")?.files[0];
  const photo = file ? await shrink(file) : null;
  if (act.position) said.position = await where();
  const now = new Date();
  await keepAct({ id: crypto.randomUUID(), kind: act.kind, item: item.id, about: act.about ?? item.id, said, at: now.toISOString(), day: today(),
    title: item.title, words: act.label }, photo);
  say("Tercatat di ponsel. Dikirim begitu ada jaringan.");
  await draw();
  send();
}

function acting(item, act, number) {
  const key = `${item.id}-${number}`;
  const form = el("form", { class: "phone-form" }, act.fields.map((one, at2) => field(one, `f-${key}-${at2}`)),
    el("button", { type: "submit", class: "btn btn-primary" }, "Catat"));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const pressed = form.querySelector("[type=submit]");
    pressed.disabled = true;
    try { await record(item, act, form); } catch (error) { say(error.message, "bad"); } finally { pressed.disabled = false; }
  });
  return el("details", { class: "phone-more" }, el("summary", {}, act.label), form);
}

function due(item) {
  if (!item.due) return "";
  return item.late > 0 ? `terlambat ${item.late} hari` : `paling lambat ${item.due}`;
}

function task(item, acts) {
  const mine = acts.filter((one) => one.item === item.id);
  const row = line(item.title, [item.what, item.where, due(item), ...(item.notes ?? [])]);
  if (item.late > 0) row.classList.add("late");
  for (const one of mine) {
    row.append(el("p", { class: `phone-done ${one.refused ? "bad" : ""}` },
      one.refused ? `${one.words}: ditolak kantor. ${one.refused} ` : `${one.words}: tercatat ${moment(one.at)}, menunggu dikirim. `,
      sure("Buang", "Buang catatan ini?", async () => { await dropAct(one); draw(); })));
  }
  if (!mine.some((one) => !one.refused) || item.many) item.acts.forEach((act, number) => row.append(acting(item, act, number)));
  return row;
}

const GROUPS = [["follow_up", "Tindak lanjut"], ["case", "Kasus pembinaan"], ["visit", "Kunjungan pengawasan"],
  ["finding", "Temuan di jalan"]];

function groups(told, acts) {
  return GROUPS.map(([kind, title]) => {
    const rows = (told.day ?? []).filter((one) => one.group === kind);
    return rows.length ? el("section", { class: "card phone-card" }, heading(title, kind === "finding" ? 0 : rows.length),
      el("ul", { class: "phone-list" }, rows.map((one) => task(one, acts)))) : null;
  });
}

async function draw() {
  const who = await me();
  if (!who) { location.replace("/lapangan/"); return; }
  const told = (await read("me", "told")) ?? {};
  const acts = await all("acts");
  const open = new Set([...document.querySelectorAll("details[open] summary")].map((one) => one.textContent));
  const left = acts.filter((one) => !one.refused).length;
  fill(at("keadaan"), el("p", { role: "status" }, left ? `${left} catatan belum terkirim. ` : "Semua catatan sudah terkirim. ",
    el("span", { class: "muted small below" }, trouble || (told.fetched ? `Daftar per ${moment(told.fetched)}.` : ""))),
  left ? button("Kirim sekarang", () => send(), "btn-primary") : button("Perbarui daftar", renew));
  const shown = groups(told, acts);
  fill(at("daftar"), shown, presence(told, acts, { record: mark }), shown.some(Boolean) || told.sessions?.length ? null
    : el("div", { class: "empty" }, el("p", {}, "Tidak ada yang menunggu hari ini.")));
  if (!left) return;
  for (const one of document.querySelectorAll("details")) if (open.has(one.querySelector("summary").textContent)) one.open = true;
}

/** Presence in a session: one act a person. */
async function mark(session, person, way) {
  await keepAct({ id: crypto.randomUUID(), kind: "presence", item: session.id, about: session.id, said: { row: person.id, way }, day: today(),
    at: new Date().toISOString(), title: person.name, words: "Hadir" }, null);
  say(`${person.name} hadir.`);
  await draw();
  send();
}

async function renew() {
  say("Memperbarui daftar …");
  try { await refresh(); say("Daftar sudah yang terbaru."); } catch (error) { say(error.message, "warn"); }
  draw();
}

async function start() {
  watch();
  if ("serviceWorker" in navigator) navigator.serviceWorker.register("/lapangan/sw.js", { scope: "/lapangan/" });
  await draw();
  send = keepSending(async (said) => {
    if (!said.item && !said.busy) trouble = said.stopped;
    if (said.shut) say(said.stopped, "bad");
    if (said.sent) {
      say(`${said.sent} catatan sudah diterima kantor.`);
      await refresh().catch(() => {});
    }
    if (!said.item) draw();
  });
}

start();
