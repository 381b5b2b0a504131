// The map of street vendors. The page works without it: its tables have the same figures.
import { calm, get, opened, outline } from "../kit/peta-dasar.mjs";
import { empty, only, styleOf, text } from "../kit/peta-gaya.mjs";
import { choosing } from "../kit/peta-saring.mjs";

const holder = document.getElementById("peta");
const news = document.getElementById("kabar");
const POSITIONS = ["di-tempat", "di-luar", "habis", "belum"];
let said = JSON.parse(holder.dataset.settings);

function own(t) {
  const zone = ["match", ["get", "zone"], "merah", t("dilarang"), "kuning", t("bersyarat"), t("boleh")];
  const label = text(t("map-ink"), t("map-halo"), 12);
  Object.assign(label.layout, { "text-field": ["get", "label"], "text-anchor": "top", "text-offset": [0, 1.1], "text-allow-overlap": false });
  const count = text("#ffffff", t("group-soft"), 13);
  Object.assign(count.layout, { "text-field": ["get", "point_count_abbreviated"], "text-allow-overlap": true });
  count.paint["text-halo-width"] = 0;
  return {
    sources: { lokasi: empty(), pkl: { ...empty(), cluster: true, clusterRadius: 44, clusterMaxZoom: 15 } },
    layers: [
      { id: "lokasi-isi", type: "fill", source: "lokasi", filter: only("Polygon"), paint: { "fill-color": zone, "fill-opacity": 0.18 } },
      { id: "lokasi-garis", type: "line", source: "lokasi", filter: only("Polygon"), paint: { "line-color": zone, "line-width": 2 } },
      { id: "lokasi-cincin", type: "circle", source: "lokasi", filter: only("Point"),
        paint: { "circle-color": zone, "circle-opacity": 0.12, "circle-radius": 12, "circle-stroke-color": zone, "circle-stroke-width": ["case", ["get", "over"], 5, 3] } },
      { id: "kelompok", type: "circle", source: "pkl", filter: ["has", "point_count"],
        paint: { "circle-color": t("group-apart"), "circle-radius": ["step", ["get", "point_count"], 14, 20, 19, 100, 25], "circle-stroke-color": t("dot-rim"), "circle-stroke-width": 2 } },
      { id: "banyaknya", type: "symbol", source: "pkl", filter: ["has", "point_count"], ...count },
      { id: "titik", type: "symbol", source: "pkl", filter: ["!", ["has", "point_count"]],
        layout: { "icon-image": ["concat", "pkl-", ["to-string", ["get", "position"]]], "icon-allow-overlap": true } },
      { id: "lokasi-nama", type: "symbol", source: "lokasi", filter: only("Point"), minzoom: 11, ...label },
    ],
  };
}

// A shape for each position, so that nobody needs to tell colours apart.
function shape(number) {
  const size = 36, canvas = document.createElement("canvas");
  canvas.width = canvas.height = size;
  const pen = canvas.getContext("2d"), style = getComputedStyle(document.documentElement);
  pen.fillStyle = style.getPropertyValue(`--${POSITIONS[number]}`).trim();
  pen.strokeStyle = style.getPropertyValue("--dot-rim").trim();
  pen.lineWidth = 3;
  const corners = [null, [[18, 4], [32, 18], [18, 32], [4, 18]], [[6, 6], [30, 6], [30, 30], [6, 30]], [[18, 4], [33, 31], [3, 31]]][number];
  pen.beginPath();
  if (corners) { for (const [x, y] of corners) pen.lineTo(x, y); pen.closePath(); } else pen.arc(18, 18, 13, 0, Math.PI * 2);
  pen.fill();
  pen.stroke();
  return pen.getImageData(0, 0, size, size);
}

async function show(map) {
  try {
    const found = await (await get(said.spots)).json();
    map.getSource("lokasi").setData(found.locations);
    const features = found.vendors.map(([lon, lat, position, number, trade, id]) => (
      { type: "Feature", geometry: { type: "Point", coordinates: [lon, lat] }, properties: { position, number, trade, id } }));
    map.getSource("pkl").setData({ type: "FeatureCollection", features });
    news.textContent = "";
  } catch {
    news.textContent = "Titik PKL tidak dapat dimuat. Periksa sambungan, lalu muat ulang halaman.";
  }
}

function opening(map, library) {
  const bubble = new library.Popup({ maxWidth: "280px" });
  map.on("click", "titik", async ({ features: [{ geometry, properties }] }) => {
    const answer = await get(said.bubble.replace("00000000-0000-0000-0000-000000000000", properties.id));
    bubble.setLngLat(geometry.coordinates).setHTML(await answer.text()).addTo(map);
  });
  map.on("click", "lokasi-cincin", ({ features: [{ geometry, properties }] }) => {
    const words = document.createElement("div");
    words.className = "bubble";
    const head = words.appendChild(document.createElement("b"));
    head.textContent = `${properties.code} ${properties.name}`;
    words.append(properties.label === "dilarang" ? "Zona larangan" : `Terisi ${properties.label}`);
    bubble.setLngLat(geometry.coordinates).setDOMContent(words).addTo(map);
  });
  map.on("click", "kelompok", ({ features: [{ geometry }] }) => {
    map.easeTo({ center: geometry.coordinates, zoom: Math.min(map.getZoom() + 2, 18), duration: calm() ? 0 : 400 });
  });
  for (const layer of ["titik", "kelompok", "lokasi-cincin"]) {
    map.on("mouseenter", layer, () => { map.getCanvas().style.cursor = "pointer"; });
    map.on("mouseleave", layer, () => { map.getCanvas().style.cursor = ""; });
  }
}

function outlines(map) {
  return Promise.all(["kabupaten", "kecamatan"].map((level) => outline(map, said.outlines, level, "").catch(() => {
    news.textContent = "Batas wilayah tidak dapat dimuat.";
  })));
}

// The last day of the month the slider stands on, or today.
function day(slider) {
  const [year, month] = slider.dataset.first.split("-").map(Number);
  const last = new Date(Date.UTC(year, month - 1 + Number(slider.value) + 1, 0)).toISOString().slice(0, 10);
  return last < slider.dataset.today ? last : slider.dataset.today;
}

function unhide() {
  for (const one of document.querySelectorAll(".needs-script")) one.hidden = false;
}

document.addEventListener("input", ({ target }) => {
  if (target.id !== "bulan") return;
  const word = new Intl.DateTimeFormat("id-ID", { month: "long", year: "numeric", timeZone: "UTC" });
  document.getElementById("bulan-kata").textContent = word.format(new Date(day(target)));
});
document.addEventListener("change", ({ target }) => {
  if (target.id === "bulan") document.getElementById("per").value = day(target);
  if (target.id === "bulan" || target.closest("#saring")) document.getElementById("saring").requestSubmit();
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  if (!document.documentElement.dataset.bsTheme) location.reload();
});

async function start() {
  document.getElementById("tanpa-skrip").hidden = true;
  unhide();
  const { map, library } = await opened(holder, said, styleOf(said, holder.dataset.outlined, own), "Peta PKL");
  POSITIONS.forEach((_one, number) => map.addImage(`pkl-${number}`, shape(number), { pixelRatio: 2 }));
  opening(map, library);
  choosing(async (next) => {
    const moved = next.kecamatan !== said.kecamatan;
    said = next;
    unhide();
    if (moved) map.fitBounds(said.box, { padding: 24, maxZoom: 16, duration: calm() ? 0 : 500 });
    await show(map);
  });
  await Promise.all([show(map), outlines(map)]);
  map.once("idle", () => { holder.dataset.ready = "1"; });
  map.triggerRepaint();
}

start().catch((error) => {
  document.getElementById("rusak").hidden = false;
  for (const one of document.querySelectorAll(".needs-script")) one.hidden = true;
  console.info("peta:", error.message);
});
