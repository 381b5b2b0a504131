// The page that checks TDU cards: by camera, photo, pasting or typing; with and without a network.
import { film, fromPhoto } from "./tdu-kamera.mjs";
import { tokenOf, verdict, verifier } from "./tdu-periksa.mjs";

const $ = (id) => document.getElementById(id);
const parts = $("bahan").dataset;
const holds = verifier(parts.library);
const DAYS = ["Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min"];
const OLD = 7, DAY = 86_400_000, OFF = 600_000; // days a list is young; ms a clock may be off
const LONG = new Intl.DateTimeFormat("id-ID", { dateStyle: "long" });
const WHEN = new Intl.DateTimeFormat("id-ID", { dateStyle: "medium", timeStyle: "short" });
let list = null, fresh = false, last = "", stop = null;

const day = (eight) => LONG.format(new Date(+eight.slice(0, 4), eight.slice(4, 6) - 1, +eight.slice(6)));
const hour = (four) => `${four.slice(0, 2)}.${four.slice(2)}`;

function hours({ d, h }) {
  const days = d.length === 7 ? "Setiap hari" : [...d].map((one) => DAYS[one - 1]).join(", ");
  const [begins, ends] = [h.slice(0, 4), h.slice(4)];
  return `${days} · ${begins === ends ? "24 jam" : `${hour(begins)}-${ends === "0000" ? "24.00" : hour(ends)}`}`;
}

const factsOf = (said) => said ? [["Nomor", said.n], ["Pemegang", said.i], ["Dagangan", said.t], ["Tempat", `${said.k} ${said.l}`],
  ["Waktu", hours(said)], ["Berlaku", `${day(said.a)} sampai ${day(said.z)}`]] : [];

function element(name, text, className = "") {
  const made = document.createElement(name);
  made.textContent = text;
  made.className = className;
  return made;
}

function show(why, facts, notes) {
  const place = $("jawaban");
  const template = document.querySelector(`template[data-why="${why}"]`);
  place.className = `tdu-answer ${why ?? ""}`;
  place.replaceChildren(...(template ? [template.content.cloneNode(true)] : []));
  if (facts.length) {
    const table = element("dl", "", "kv");
    for (const [label, value] of facts) {
      const row = element("div", "");
      row.append(element("dt", label), element("dd", value));
      table.append(row);
    }
    place.append(table);
  }
  const told = element("ul", "", "tdu-notes");
  told.append(...notes.map((one) => element("li", one.text ?? one, one.text ? "wary" : "")));
  if (notes.length) place.append(told);
  place.hidden = false;
  place.focus({ preventScroll: true });
  place.scrollIntoView({ block: "nearest" });
}

function notesOn(found, now) {
  const notes = [], { said, why, metres } = found;
  const age = list ? Math.floor((now - new Date(list.made)) / DAY) : 0;
  if (why === "expired" && now < new Date(+said.a.slice(0, 4), said.a.slice(4, 6) - 1, +said.a.slice(6))) notes.push(`Baru berlaku mulai ${day(said.a)}.`);
  if (metres !== null) notes.push(`Telepon ini ${metres.toLocaleString("id-ID")} m dari titik lokasinya (batasnya ${said.p[2]} m).`);
  else if (said && $("posisi").checked) notes.push({ text: "Posisi telepon tidak didapat; tempatnya tidak diperiksa." });
  else if (said) notes.push("Tempatnya tidak diperiksa.");
  if (!said) return [`Diperiksa ${WHEN.format(now)}.`];
  if (age >= OLD) notes.push({ text: `Daftar kartu yang dicabut sudah ${age} hari; sambungkan sekali ke internet.` });
  if (list && (now - new Date(list.made) < -OFF || (fresh && now - new Date(list.made) > OFF))) notes.push({ text: "Jam telepon ini tampaknya salah; hari dan jam tidak dapat dinilai dengannya." });
  notes.push(`Diperiksa ${WHEN.format(now)}.`);
  return notes;
}

function position() {
  if (!$("posisi").checked || !navigator.geolocation) return Promise.resolve(null);
  const options = { enableHighAccuracy: true, timeout: 8000, maximumAge: 60_000 };
  return new Promise((done) => navigator.geolocation.getCurrentPosition(({ coords }) => done(coords), () => done(null), options));
}

async function check(text) {
  last = text;
  const [coords] = await Promise.all([position(), list ? null : refresh()]);
  if (!list) return show(null, [], [{ text: "Kunci pemeriksa belum tersimpan di telepon ini; sambungkan sekali ke internet, lalu ulangi." }]);
  const asked = () => ({
    keys: list.keys, revoked: new Set(list.revoked), at: new Date(), holds,
    position: coords ? [coords.latitude, coords.longitude] : null, accuracy: coords?.accuracy ?? 0,
  });
  let found = await verdict(text, asked());
  if (found.why === "unknown_key") {
    await refresh(); // perhaps the key is newer than the list
    found = await verdict(text, asked());
  }
  show(found.why, factsOf(found.said), notesOn(found, new Date()));
  $("catat").search = found.said ? `?tdu=${encodeURIComponent(found.said.n)}` : "";
  $("catat").hash = tokenOf(text);
}

async function lookUp(number) {
  last = "";
  try {
    const answer = await fetch(`${parts.number}?nomor=${encodeURIComponent(number)}`);
    if (!answer.ok) throw new Error(answer.status);
    const { why, facts } = await answer.json();
    if (why) show(why, facts, ["Dicari menurut nomor; tempatnya tidak diperiksa. Cocokkan foto dan nama pada kartunya."]);
    else show(null, [], [{ text: "Tidak ada TDU dengan nomor itu. Periksa lagi angkanya, atau pindai kodenya." }]);
  } catch {
    show(null, [], [{ text: "Nomor hanya dapat dicari dengan sinyal. Tanpa sinyal, pindai kodenya." }]);
  }
}

async function refresh() {
  try {
    const answer = await fetch(parts.list);
    if (answer.ok) [list, fresh] = [await answer.json(), !answer.headers.has("X-Kept")];
  } catch { /* what was kept stays */ }
  tell();
}

function tell() {
  const ready = navigator.serviceWorker?.controller ? "Siap dipakai tanpa sinyal." : "";
  const unable = "serviceWorker" in navigator ? "" : "Peramban ini hanya dapat memeriksa dengan sinyal.";
  const age = list ? `Daftar kartu yang dicabut per ${WHEN.format(new Date(list.made))}.` : "";
  $("siap").textContent = [ready, unable, age].filter(Boolean).join(" ");
}

function closeCamera() {
  stop?.();
  stop = null;
  $("kamera").hidden = true;
}

async function openCamera() {
  $("kamera").hidden = false;
  try {
    stop = await film($("kamera").querySelector("video"), parts.reader, (text) => {
      closeCamera();
      check(text);
    });
  } catch {
    closeCamera();
    show(null, [], [{ text: "Kamera tidak dapat dipakai. Pakai foto, atau tulis nomornya." }]);
  }
}

async function photo({ target }) {
  const [file] = target.files;
  if (!file) return;
  const text = await fromPhoto(file, parts.reader).catch(() => "");
  target.value = "";
  if (text) check(text);
  else show(null, [], [{ text: "Tidak ada kode yang terbaca di foto itu. Foto lebih dekat, rata dan terang." }]);
}

function typed(event) {
  event.preventDefault();
  const text = $("kode").value.trim();
  if (!text) return $("kode").focus();
  return tokenOf(text).split(".").length === 3 ? check(text) : lookUp(text);
}

// A phone's own camera opens the page with the card behind the #; it does not stay in the address.
function opened() {
  const text = location.hash.slice(1);
  if (!text) return;
  history.replaceState(null, "", location.pathname);
  check(text);
}

function begin() {
  $("cara").hidden = false;
  $("periksa").classList.remove("btn-primary");
  $("posisi").checked = localStorage.getItem("cek-tdu-posisi") === "1";
  $("posisi").addEventListener("change", () => {
    localStorage.setItem("cek-tdu-posisi", $("posisi").checked ? "1" : "0");
    if (last) check(last);
  });
  $("pindai").addEventListener("click", openCamera);
  $("berhenti").addEventListener("click", closeCamera);
  $("foto").addEventListener("change", photo);
  $("tulis").addEventListener("submit", typed);
  addEventListener("hashchange", opened);
  addEventListener("online", refresh);
  document.addEventListener("visibilitychange", () => (document.hidden ? closeCamera() : refresh()));
  navigator.serviceWorker?.register(parts.worker).catch(() => {});
  navigator.serviceWorker?.addEventListener("controllerchange", tell);
  refresh().then(opened);
}

begin();
