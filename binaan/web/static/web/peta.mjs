// The map of the directory. The page works without it: its table has the same counts and colours.
import { calm, get, opened, outline } from "../kit/peta-dasar.mjs";
import { drawing } from "./peta-bidang.mjs";
import { coloured, styleOf } from "./peta-gaya.mjs";
import { choosing } from "../kit/peta-saring.mjs";

const holder = document.getElementById("peta");
const beside = document.getElementById("sisi");
const news = document.getElementById("kabar");
let said = JSON.parse(holder.dataset.settings);
const number = new Intl.NumberFormat("id-ID");

async function start() {
  document.getElementById("tanpa-skrip").hidden = true;
  for (const one of document.querySelectorAll(".needs-script")) one.hidden = false;
  document.documentElement.classList.add("map-scripted");
  const { map, library } = await opened(holder, said, styleOf(said, holder.dataset.outlined), "Peta usaha");
  const go = choosing((next) => turn(next));
  const area = drawing(map, () => said.area, (corners) => go(withArea(corners)));
  const ask = businesses(map, library);
  const villages = outlines(map);
  const turn = async (next) => {
    const moved = next.place !== said.place || words(next) !== words(said);
    said = next;
    area();
    if (moved) map.fitBounds(said.box, { padding: 24, maxZoom: 16, duration: calm() ? 0 : 500 }); // asks when it rests
    await Promise.all([moved ? null : ask(), villages(), colours(map)]);
  };
  await Promise.all([ask(), villages(), colours(map)]);
  map.once("idle", () => { holder.dataset.ready = "1"; });
  map.triggerRepaint();
}

// --- businesses: asked again whenever the map has come to rest

function businesses(map, library) {
  let before = null;
  const ask = async () => {
    before?.abort();
    before = new AbortController();
    try {
      await Promise.all([points(map, before.signal), list(map, before.signal)]);
    } catch (error) {
      if (error.name !== "AbortError") say("Usaha tidak dapat dimuat. Periksa sambungan, lalu geser peta sedikit.");
    }
  };
  map.on("moveend", ask);
  opening(map, library);
  return ask;
}

function address(path, map) {
  const box = map.getBounds();
  const window = [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()].map((edge) => edge.toFixed(5));
  return `${path}?${said.query}${said.query ? "&" : ""}bbox=${window}&z=${Math.floor(map.getZoom())}`;
}

async function points(map, signal) {
  const found = await (await get(address(said.points, map), signal)).json();
  for (const { properties } of found.features) {
    if (properties.count) properties.label = short(properties.count);
  }
  map.getSource("usaha").setData(found);
  say(found.whole ? "" : `Salinan register belum siap: hanya ${number.format(found.total)} usaha pertama yang tampak di peta.`);
}

async function list(map, signal) {
  beside.innerHTML = await (await get(address(said.beside, map), signal)).text();
}

// 1.204 stays; from 10.000 on thousands: 12 rb; from a million: 1,2 jt
function short(count) {
  if (count < 10000) return number.format(count);
  const million = count >= 1e6;
  const part = new Intl.NumberFormat("id-ID", { maximumFractionDigits: million ? 1 : 0 });
  return `${part.format(count / (million ? 1e6 : 1e3))} ${million ? "jt" : "rb"}`;
}

function opening(map, library) {
  const bubble = new library.Popup({ maxWidth: "280px" });
  map.on("click", "titik", async (event) => {
    if (holder.dataset.drawing) return;
    const { geometry, properties } = event.features[0];
    const answer = await get(said.bubble.replace("00000000-0000-0000-0000-000000000000", properties.id));
    bubble.setLngLat(geometry.coordinates).setHTML(await answer.text()).addTo(map);
  });
  map.on("click", "kelompok", (event) => {
    if (holder.dataset.drawing) return;
    const { geometry } = event.features[0];
    if (map.getZoom() >= 18) return beside.focus();
    map.easeTo({ center: geometry.coordinates, zoom: Math.min(map.getZoom() + 2, 18), duration: calm() ? 0 : 400 });
  });
  for (const layer of ["titik", "kelompok"]) {
    map.on("mouseenter", layer, () => { map.getCanvas().style.cursor = "pointer"; });
    map.on("mouseleave", layer, () => { map.getCanvas().style.cursor = ""; });
  }
}

// --- outlines: kabupaten and kecamatan at once, villages when they can be told apart

function outlines(map) {
  const load = async (level, code) => {
    try {
      await outline(map, said.outlines, level, code);
    } catch {
      say("Batas wilayah tidak dapat dimuat.");
    }
  };
  let loaded = null;
  const villages = () => {
    const code = said.place.slice(0, 5);
    if (code === loaded || (map.getZoom() < 10.5 && said.place.length < 8)) return null;
    loaded = code;
    return load("desa", code);
  };
  map.on("moveend", villages);
  const others = Promise.all([load("kabupaten", ""), load("kecamatan", "")]);
  return () => Promise.all([others, villages()]);
}

// --- colours: classes come from the server; here each gets its paint

async function colours(map) {
  const query = new URLSearchParams(said.query);
  if (said.measure) for (const word of ["per", "diketahui", "periode"]) {
    if (new URLSearchParams(location.search).has(word)) query.set(word, new URLSearchParams(location.search).get(word));
  }
  query.set("angka", said.measure);
  coloured(map, said.measure ? await (await get(`${said.colours}?${query}`)).json() : null);
}

// --- small things

function withArea(corners) {
  const next = new URL(location.href);
  next.searchParams.set("area", corners.map(([lon, lat]) => `${lon.toFixed(5)},${lat.toFixed(5)}`).join(";"));
  return next;
}

function words({ query }) {
  return new URLSearchParams(query).get("q");
}

function say(sentence) {
  news.textContent = sentence;
}

document.addEventListener("change", ({ target }) => { if (target.id === "angka") target.form.requestSubmit(); });
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  if (!document.documentElement.dataset.bsTheme) location.reload();
});
start().catch((error) => {
  document.getElementById("rusak").hidden = false;
  for (const one of document.querySelectorAll(".needs-script")) one.hidden = true;
  console.info("peta:", error.message);
});
