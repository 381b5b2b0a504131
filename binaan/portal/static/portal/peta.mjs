// Locations of street trade: what is near, and the map, each only when asked for. The list works without.
const by = (id) => document.getElementById(id);
const holder = by("peta"), news = by("kabar");
const said = JSON.parse(holder.dataset.settings);
const EARTH = 6371; // kilometres
let found = null;

async function spots() {
  if (!found) {
    const answer = await fetch(said.spots, { headers: { "X-Requested-With": "fetch" } });
    if (!answer.ok) throw new Error(`${answer.status}`);
    found = await answer.json();
  }
  return found;
}

// --- near me: worked out here, the position goes nowhere

function distance([lon1, lat1], [lon2, lat2]) {
  const turn = Math.PI / 180, up = Math.sin((lat2 - lat1) * turn / 2), side = Math.sin((lon2 - lon1) * turn / 2);
  return 2 * EARTH * Math.asin(Math.sqrt(up * up + Math.cos(lat1 * turn) * Math.cos(lat2 * turn) * side * side));
}

function line(far, one) {
  const row = document.createElement("li"), link = row.appendChild(document.createElement("a"));
  link.href = one.url;
  link.appendChild(document.createElement("b")).textContent = one.name;
  const number = new Intl.NumberFormat("id-ID", { maximumFractionDigits: far < 10 ? 1 : 0 });
  for (const words of [`${number.format(far)} km${one.forbidden ? " · dilarang berjualan" : one.open ? " · buka sekarang" : " · sedang tutup"}`, one.when, one.free]) {
    if (!words || (one.forbidden && words === one.when)) continue;
    const part = row.appendChild(document.createElement("span"));
    part.className = "small";
    part.textContent = words;
  }
  return row;
}

async function near({ coords }) {
  const here = [coords.longitude, coords.latitude];
  const points = (await spots()).features.filter(({ geometry }) => geometry.type === "Point");
  const ordered = points.map(({ geometry, properties }) => [distance(here, geometry.coordinates), properties]).sort(([a], [b]) => a - b);
  by("daftar-dekat").replaceChildren(...ordered.slice(0, 10).map(([far, one]) => line(far, one)));
  by("dekat").hidden = false;
  news.textContent = "";
  by("judul-dekat").tabIndex = -1;
  by("judul-dekat").focus();
}

by("terdekat").addEventListener("click", () => {
  news.textContent = "Mencari posisi …";
  const failed = () => { news.textContent = "Lokasi tidak dapat dimuat. Periksa sambungan."; };
  navigator.geolocation.getCurrentPosition((position) => near(position).catch(failed), () => {
    news.textContent = "Posisi tidak tersedia atau tidak diizinkan. Pilih wilayah pada saringan.";
  }, { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 });
});

// --- the map

function load(address, tag) {
  return new Promise((done, failed) => {
    const one = document.createElement(tag);
    if (tag === "link") Object.assign(one, { rel: "stylesheet", href: address });
    else one.src = address;
    one.addEventListener("load", done);
    one.addEventListener("error", failed);
    document.head.append(one);
  });
}

function own(t) {
  const zone = ["case", ["get", "forbidden"], t("dilarang"), ["==", ["get", "zone"], "kuning"], t("bersyarat"), t("boleh")];
  const only = (type) => ["==", ["geometry-type"], type], none = { type: "geojson", data: { type: "FeatureCollection", features: [] } };
  return {
    sources: { lokasi: none },
    layers: [
      { id: "lokasi-isi", type: "fill", source: "lokasi", filter: only("Polygon"), paint: { "fill-color": zone, "fill-opacity": 0.25 } },
      { id: "lokasi-garis", type: "line", source: "lokasi", filter: only("Polygon"), paint: { "line-color": zone, "line-width": 2 } },
      { id: "lokasi-titik", type: "symbol", source: "lokasi", filter: only("Point"),
        layout: { "icon-image": ["case", ["get", "forbidden"], "dilarang", ["==", ["get", "zone"], "kuning"], "bersyarat", "boleh"], "icon-allow-overlap": true } },
      { id: "lokasi-nama", type: "symbol", source: "lokasi", filter: only("Point"), minzoom: 12,
        layout: { "text-field": ["get", "name"], "text-font": ["Plus Jakarta Sans", "sans-serif"], "text-size": 12, "text-anchor": "top", "text-offset": [0, 1] },
        paint: { "text-color": t("map-ink"), "text-halo-color": t("map-halo"), "text-halo-width": 1.5 } },
    ],
  };
}

// Circle, square, triangle: allowed, with conditions, forbidden.
function mark(name, corners) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 40;
  const pen = canvas.getContext("2d"), style = getComputedStyle(document.documentElement);
  pen.fillStyle = style.getPropertyValue(`--${name}`).trim();
  pen.strokeStyle = style.getPropertyValue("--dot-rim").trim();
  pen.lineWidth = 4;
  pen.beginPath();
  if (corners) { for (const [x, y] of corners) pen.lineTo(x, y); pen.closePath(); } else pen.arc(20, 20, 15, 0, Math.PI * 2);
  pen.fill();
  pen.stroke();
  return pen.getImageData(0, 0, 40, 40);
}

function words(one) {
  const box = document.createElement("div"), link = document.createElement("a");
  box.className = "bubble";
  link.href = one.url;
  link.appendChild(document.createElement("b")).textContent = one.name;
  box.append(link);
  for (const text of one.forbidden ? ["Dilarang berjualan"] : [one.open ? "Buka sekarang" : "Sedang tutup", one.when, one.free]) {
    box.appendChild(document.createElement("span")).textContent = text;
  }
  return box;
}

async function start() {
  const [kit, look] = await Promise.all([import("../kit/peta-dasar.mjs"), import("../kit/peta-gaya.mjs")]);
  await Promise.all([...holder.dataset.look.split(" ").map((one) => load(one, "link")), load(holder.dataset.tiles, "script")]);
  const { map, library } = await kit.opened(holder, said, look.styleOf(said, holder.dataset.outlined, own), "Peta lokasi PKL");
  map.addImage("boleh", mark("boleh"), { pixelRatio: 2 });
  map.addImage("bersyarat", mark("bersyarat", [[6, 6], [34, 6], [34, 34], [6, 34]]), { pixelRatio: 2 });
  map.addImage("dilarang", mark("dilarang", [[20, 4], [37, 35], [3, 35]]), { pixelRatio: 2 });
  map.getSource("lokasi").setData(await spots());
  const bubble = new library.Popup({ maxWidth: "280px" });
  map.on("click", "lokasi-titik", ({ features: [{ geometry, properties }] }) => {
    bubble.setLngLat(geometry.coordinates).setDOMContent(words(properties)).addTo(map);
  });
  map.on("mouseenter", "lokasi-titik", () => { map.getCanvas().style.cursor = "pointer"; });
  map.on("mouseleave", "lokasi-titik", () => { map.getCanvas().style.cursor = ""; });
  await Promise.all(["kabupaten", "kecamatan"].map((level) => kit.outline(map, said.outlines, level, "").catch(() => {})));
  map.once("idle", () => { holder.dataset.ready = "1"; });
  map.triggerRepaint();
}

let started = null;
by("buka-peta").addEventListener("click", async ({ currentTarget: button }) => {
  const frame = by("bingkai"), open = frame.hidden;
  frame.hidden = !open;
  button.setAttribute("aria-expanded", String(open));
  button.lastChild.textContent = open ? "Tutup peta" : "Buka peta";
  if (!open || started) return;
  news.textContent = "Memuat peta …";
  try {
    started = start();
    await started;
    news.textContent = "";
  } catch (error) {
    frame.hidden = true;
    news.textContent = "Peta tidak dapat digambar di peramban ini. Daftar di bawah memuat lokasi yang sama.";
    console.info("peta:", error.message);
  }
});

for (const one of document.querySelectorAll(".needs-script")) one.hidden = false;
