// A map of ours: the base map, the outlines, the controls and their words; the page adds its own things.
import { hatch } from "./peta-gaya.mjs";

const WORDS = {
  "AttributionControl.ToggleAttribution": "Sumber peta",
  "CooperativeGesturesHandler.MobileHelpText": "Geser peta dengan dua jari",
  "CooperativeGesturesHandler.WindowsHelpText": "Tahan Ctrl sambil memutar roda untuk memperbesar",
  "CooperativeGesturesHandler.MacHelpText": "Tahan ⌘ sambil memutar roda untuk memperbesar",
  "GeolocateControl.FindMyLocation": "Tunjukkan posisi saya",
  "GeolocateControl.LocationNotAvailable": "Posisi tidak tersedia",
  "NavigationControl.ResetBearing": "Hadapkan ke utara",
  "NavigationControl.ZoomIn": "Perbesar",
  "NavigationControl.ZoomOut": "Perkecil",
  "Popup.Close": "Tutup",
  "ScaleControl.Meters": "m",
  "ScaleControl.Kilometers": "km",
};

export async function get(path, signal) {
  const answer = await fetch(path, { signal, headers: { "X-Requested-With": "fetch" } });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer;
}

export const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

// `holder` carries the addresses of the library, `said.box` the window, `style` what is drawn.
export async function opened(holder, said, style, title) {
  const library = await import(holder.dataset.library);
  library.setWorkerUrl(new URL(holder.dataset.worker, location.href).href);
  library.addProtocol("pmtiles", new window.pmtiles.Protocol().tile);
  const [west, south, east, north] = said.box;
  const map = new library.Map({
    container: holder, style, locale: { ...WORDS, "Map.Title": title }, hash: "layar",
    bounds: [[west, south], [east, north]], fitBoundsOptions: { padding: 24, maxZoom: 16 },
    minZoom: 3, maxZoom: 19, maxPitch: 0, dragRotate: false, pitchWithRotate: false, attributionControl: false,
    cooperativeGestures: matchMedia("(pointer: coarse)").matches,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new library.NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new library.GeolocateControl({ positionOptions: { enableHighAccuracy: true } }), "top-right");
  map.addControl(new library.ScaleControl({ unit: "metric" }), "top-left");
  map.addControl(new library.AttributionControl({ compact: false }), "bottom-right");
  await new Promise((done) => map.once("load", done));
  map.addImage("kosong", hatch(true));
  map.addImage("tersembunyi", hatch(false));
  return { map, library };
}

// Outlines of a level, with the names inside them; `code`: only at or below that place.
export async function outline(map, address, level, code) {
  const path = address.replace("LEVEL", level);
  const found = await (await get(code ? `${path}?wilayah=${code}` : path)).json();
  map.getSource(level).setData(found);
  const labels = found.features.filter(({ properties }) => properties.label).map(({ properties }) => (
    { type: "Feature", properties, geometry: { type: "Point", coordinates: properties.label } }));
  map.getSource(`${level}-label`).setData({ type: "FeatureCollection", features: labels });
}
