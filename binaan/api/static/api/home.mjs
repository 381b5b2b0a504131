// The phone's first page: what waits to be sent, forms, drafts, what came back, what has arrived.

import { all, dropDraft, drop, forget, put, read } from "./store.mjs";
import { clock, me } from "./link.mjs";
import { refresh } from "./forms.mjs";
import { keepSending, waiting } from "./sending.mjs";
import { button, day, el, fill, heading, line, moment, say, sure, watch } from "./parts.mjs";

const OFF = 5 * 60 * 1000; // a clock that is further off is spoken of
const at = (id) => document.getElementById(id);
let send = () => {};
let part = "";
let trouble = "";

const open = (words, hash, kind = "") => el("a", { class: `btn ${kind}`, href: `/lapangan/isi/#${hash}` }, words);
const section = (title, rows, empty) => (rows.length
  ? el("section", { class: "card phone-card" }, heading(title, rows.length), el("ul", { class: "phone-list" }, rows))
  : empty && el("section", { class: "card phone-card" }, heading(title), el("p", { class: "muted" }, empty)));

function status(count) {
  const words = part || (count ? `${count} belum terkirim` : "Semua sudah terkirim");
  const beside = navigator.onLine ? trouble || "Tersambung ke jaringan"
    : "Tanpa jaringan: tetap dapat bekerja, dikirim kemudian";
  fill(at("keadaan"),
    el("div", { class: "phone-state" },
      el("span", { class: `phone-dot ${count ? "warn" : "ok"}`, "aria-hidden": "true" }),
      el("div", {}, el("b", { class: "phone-said", role: "status" }, words), el("span", { class: "muted small below" }, beside))),
    count ? button("Kirim sekarang", () => send(), "btn-primary") : null);
}

function targets(form, about) {
  const left = (about?.targets ?? []).filter((one) => one.state === "waiting");
  if (!left.length) return null;
  return el("details", { class: "phone-more" }, el("summary", {}, `${left.length} sasaran belum didatangi`),
    el("ul", { class: "phone-list" }, left.map((one) => line(one.label, [one.place],
      open("Isi", `formulir=${form.form}&sasaran=${one.id}`)))));
}

function forms(list, told) {
  const current = list.filter((form) => form.current);
  if (!current.length) {
    return section("Formulir", [], "Belum ada formulir untuk Anda. Tekan “Perbarui daftar” saat ada jaringan.");
  }
  return el("section", { class: "card phone-card" }, heading("Formulir"),
    el("ul", { class: "phone-list" }, current.map((form) => {
      const row = line(form.title, [`versi ${form.version}`], open("Isi", `formulir=${form.form}`, "btn-primary"));
      const more = targets(form, told.forms?.[form.form]);
      if (more) row.append(more);
      return row;
    })));
}

function drafts(list) {
  const shown = [...list].sort((one, other) => other.changed - one.changed);
  return section("Draf", shown.map((draft) => line(draft.name || draft.title,
    [draft.name ? draft.title : "", `disimpan ${moment(draft.changed)}`],
    sure("Hapus", "Hapus draf?", async () => { await dropDraft(draft.id); draw(); }),
    open("Lanjutkan", `draf=${draft.id}`))));
}

function queue(answers) {
  return section("Menunggu dikirim", answers.map((item) => line(item.name || item.title,
    [item.name ? item.title : "", item.refused ? `Ditolak kantor: ${item.refused}`
      : item.sent.length ? `${item.sent.length} dari ${item.names.length} foto sudah terkirim`
        : `selesai diisi ${moment(item.finished)}`],
    item.refused ? button("Coba lagi", async () => { await put("outbox", { ...item, refused: "" }); send(); }) : null)));
}

function receipts(list) {
  const shown = [...list].sort((one, other) => (one.received < other.received ? 1 : -1));
  return section("Terkirim", shown.map((one) => line(one.name || one.title,
    [one.name ? one.title : "", `diterima kantor ${moment(one.received)}`],
    el("details", { class: "phone-receipt" }, el("summary", {}, "Tanda terima"),
      el("p", { class: "small" }, one.words), el("code", {}, one.receipt),
      sure("Hapus catatan", "Hapus tanda terima?", async () => { await drop("receipts", one.id); draw(); })))));
}

function returned(told, list, outbox) {
  const busy = new Set([...list.map((draft) => draft.returned), ...outbox.map((item) => item.returned)]);
  return section("Dikembalikan untuk diperbaiki", (told.returned ?? []).filter((one) => !busy.has(one.instance))
    .map((one) => line(one.name || one.title, [`Alasan: ${one.why}`], open("Perbaiki", `kembali=${one.instance}`, "btn-primary"))));
}

async function room() {
  const { usage, quota } = (await navigator.storage?.estimate?.()) ?? {};
  if (!quota) return "";
  const left = Math.max(0, Math.round((quota - usage) / 1024 / 1024));
  return left < 200 ? `Ruang tersisa untuk isian tinggal ${left} MB; kirim dahulu yang menunggu.` : "";
}

async function phone(who, told) {
  const off = clock.off !== null && Math.abs(clock.off) > OFF;
  const tight = await room();
  return el("section", { class: "card phone-card" }, heading("Ponsel ini"),
    el("p", { class: "muted" }, `${who.name} · ${who.label}`),
    told.fetched ? el("p", { class: "muted small" }, `Daftar diperbarui ${moment(told.fetched)}`) : null,
    off ? el("p", { class: "note" }, "Jam ponsel ini tidak sama dengan jam kantor. Pengiriman tetap berjalan; perbaiki jam ponsel agar waktu wawancara benar.") : null,
    tight ? el("p", { class: "note" }, tight) : null,
    el("div", { class: "phone-acts wide" }, button("Perbarui daftar", fetchAll),
      el("a", { class: "btn", href: "/lapangan/pasang/" }, "Pasang ulang"),
      sure("Lepas dari ponsel ini", "Hapus semua dari ponsel ini?", leave)));
}

async function leave() {
  const { count } = await waiting();
  if (count || (await all("drafts")).length) {
    say("Masih ada isian yang belum terkirim di ponsel ini; kirim dahulu.", "bad");
    return;
  }
  await forget();
  location.reload();
}

async function draw() {
  const who = await me();
  at("pasang").hidden = Boolean(who);
  at("kerja").hidden = !who;
  if (!who) return;
  const told = (await read("me", "told")) ?? {};
  const [{ answers, count }, list, kept, got] = [await waiting(), await all("forms"), await all("drafts"), await all("receipts")];
  status(count);
  const tasks = (told.day ?? []).filter((one) => one.group !== "finding").length;
  at("hari").textContent = told.day ? `${tasks} hal menunggu Anda` : "";
  fill(at("daftar"), returned(told, kept, answers), forms(list, told), drafts(kept), queue(answers), receipts(got), await phone(who, told));
}

async function fetchAll() {
  say("Memperbarui daftar …");
  try {
    await refresh();
    say(`Daftar sudah yang terbaru, ${day(Date.now())}.`);
  } catch (error) {
    say(error.message, "warn");
  }
  draw();
}

async function start() {
  watch();
  if ("serviceWorker" in navigator) navigator.serviceWorker.register("/lapangan/sw.js", { scope: "/lapangan/" });
  if (location.hash === "#selesai") {
    say("Selesai dan tersimpan di ponsel. Dikirim begitu ada jaringan.");
    history.replaceState(null, "", "/lapangan/");
  }
  await draw();
  if (!(await me())) return;
  navigator.storage?.persist?.();
  for (const event of ["online", "offline"]) addEventListener(event, draw);
  send = keepSending((said) => {
    part = said.item ? `Mengirim ${said.item.name || said.item.title}: ${said.part}` : "";
    if (!said.item && !said.busy) trouble = said.stopped;
    if (said.shut) say(said.stopped, "bad");
    else if (said.sent) say(`${said.sent} kiriman sudah diterima kantor.`);
    if (said.item) waiting().then(({ count }) => status(count));
    else draw();
  });
  if (!(await read("me", "told"))) fetchAll();
}

start();
