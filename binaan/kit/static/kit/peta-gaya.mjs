// What the map looks like: colours from the tokens of peta.css, the base map by the roles of its layers.

const FONT = ["Plus Jakarta Sans", "sans-serif"];
export const only = (type) => ["==", ["geometry-type"], type];

export function tokens() {
  const style = getComputedStyle(document.documentElement);
  return (name) => style.getPropertyValue(`--${name}`).trim();
}

// Degrees as a fine grid, so that even a map of nothing shows where it is.
function graticule() {
  const lines = [];
  for (let lon = 90; lon <= 146; lon += 1) lines.push([[lon, -16], [lon, 12]]);
  for (let lat = -16; lat <= 12; lat += 1) lines.push([[90, lat], [146, lat]]);
  return { type: "Feature", properties: {}, geometry: { type: "MultiLineString", coordinates: lines } };
}

export function text(color, halo, size) {
  return {
    layout: { "text-font": FONT, "text-size": size, "text-max-width": 7 },
    paint: { "text-color": color, "text-halo-color": halo, "text-halo-width": 1.5 },
  };
}

// One layer of the base map by its role; "none" is left out.
function drawn(name, role, t) {
  const source = { source: "dasar", "source-layer": name };
  const fill = (color, opacity = 1) => ({
    id: `dasar-${name}`, type: "fill", ...source, filter: only("Polygon"), paint: { "fill-color": color, "fill-opacity": opacity },
  });
  const line = (color, width) => ({
    id: `dasar-${name}-garis`, type: "line", ...source, filter: only("LineString"), paint: { "line-color": color, "line-width": width },
  });
  const homeland = ["case", ["==", ["get", "code"], "360"], t("land"), ["has", "code"], t("abroad"), t("land")];
  if (role === "land") return [fill(homeland), { ...line(t("coast"), 0.8), filter: only("Polygon") }];
  if (role === "cover") return [fill(t("abroad"), 0.5)];
  if (role === "water") return [fill(t("sea")), line(t("sea"), 1)];
  if (role === "building") return [{ ...fill(t("coast"), 0.5), minzoom: 13 }];
  if (role === "line") return [line(t("coast"), ["interpolate", ["linear"], ["zoom"], 6, 0.3, 14, 2])];
  if (role === "border") return [line(t("coast"), 0.8)];
  if (role === "other") return [fill(t("abroad"), 0.3), line(t("coast"), 0.5)];
  if (role !== "name") return [];
  const label = text(t("map-ink"), t("map-halo"), 13);
  label.layout["text-field"] = ["coalesce", ["get", "name:id"], ["get", "name"]];
  const own = name === "names" ? { maxzoom: 7.5 } : {}; // countries; closer up they would be in the way
  return [{ id: `dasar-${name}`, type: "symbol", ...source, ...own, filter: only("Point"), ...label }];
}

function base(said, t) {
  if (!said) return { sources: {}, layers: [] };
  const address = `pmtiles://${location.origin}${said.url}`;
  const attribution = `Peta dasar: ${said.source} (${said.date})`;
  if (said.kind === "raster") {
    return {
      sources: { dasar: { type: "raster", url: address, tileSize: 256, attribution } },
      layers: [{ id: "dasar", type: "raster", source: "dasar" }],
    };
  }
  const layers = said.layers.flatMap(([name, role]) => drawn(name, role, t));
  return { sources: { dasar: { type: "vector", url: address, attribution } }, layers };
}

// Outlines: colours of all levels first, then borders, then names, so that none covers another.
const LEVELS = ["desa", "kecamatan", "kabupaten"];
const FAR = { desa: 10.5, kecamatan: 8.5, kabupaten: 0 }, NEAR = { desa: 12, kecamatan: 9, kabupaten: 6 };

function outlines(t) {
  const none = ["literal", false];
  const fills = LEVELS.flatMap((level) => [
    { id: `${level}-isi`, type: "fill", source: level, minzoom: FAR[level], paint: { "fill-color": t("land"), "fill-opacity": level === "kabupaten" ? 0.5 : 0 } },
    { id: `${level}-arsir`, type: "fill", source: level, filter: none, paint: { "fill-pattern": "kosong" } },
    { id: `${level}-sembunyi`, type: "fill", source: level, filter: none, paint: { "fill-pattern": "tersembunyi" } },
  ]).reverse();
  const lines = LEVELS.map((level) => (
    { id: `${level}-garis`, type: "line", source: level, minzoom: FAR[level],
      paint: { "line-color": t(level === "desa" ? "border-fine" : "border"), "line-width": { desa: 0.7, kecamatan: 1.2, kabupaten: 2 }[level] } }));
  const names = LEVELS.map((level) => {
    const label = text(t("map-ink"), t("map-halo"), level === "desa" ? 11.5 : 13);
    label.layout["text-field"] = ["get", "name"];
    // Counts are placed first; a name moves beside them, or waits for a closer look.
    Object.assign(label.layout, { "text-variable-anchor": ["center", "top", "bottom", "left", "right"], "text-radial-offset": 1.5, "text-justify": "auto" });
    return { id: `${level}-nama`, type: "symbol", source: `${level}-label`, minzoom: NEAR[level], maxzoom: level === "kabupaten" ? 9 : 24, ...label };
  });
  return [...fills, ...lines, ...names];
}

export const empty = () => ({ type: "geojson", data: { type: "FeatureCollection", features: [] } });

// `own(t)`: the sources and layers of the page itself, drawn above everything else.
export function styleOf(said, outlined, own) {
  const t = tokens();
  const ground = base(said.base, t), mine = own(t);
  const flat = said.base?.kind === "vector" && said.base.layers.some(([, role]) => role === "land");
  const sources = { ...ground.sources, jaring: { type: "geojson", data: graticule() }, ...mine.sources };
  for (const level of LEVELS) {
    sources[level] = { ...empty(), promoteId: "path", attribution: outlined ? `Batas: ${outlined}` : "" };
    sources[`${level}-label`] = empty();
  }
  return {
    version: 8, sources,
    layers: [
      { id: "laut", type: "background", paint: { "background-color": t(flat || !said.base ? "sea" : "land") } },
      { id: "jaring", type: "line", source: "jaring", paint: { "line-color": t("grid"), "line-width": 0.6 } },
      ...ground.layers,
      ...outlines(t),
      ...mine.layers,
    ],
  };
}

// The classes come from the server; here each gets its paint. null: no colours.
export function coloured(map, found) {
  const t = tokens(), land = "rgba(0, 0, 0, 0)", parts = found?.parts ?? [];
  const of = (group) => parts.filter((part) => part.group === group).map((part) => part.path);
  const steps = ["1", "2", "3", "4", "5"].filter((step) => of(step).length).flatMap((step) => [of(step), t(`step-${step}`)]);
  for (const level of LEVELS) {
    const on = Boolean(found?.level) && found.level === level;
    map.setPaintProperty(`${level}-isi`, "fill-color", !on ? t("land") : steps.length ? ["match", ["get", "path"], ...steps, land] : land);
    map.setPaintProperty(`${level}-isi`, "fill-opacity", on ? 0.88 : level === "kabupaten" && !found?.level ? 0.5 : 0);
    map.setFilter(`${level}-arsir`, on ? ["in", ["get", "path"], ["literal", of("kosong")]] : ["literal", false]);
    map.setFilter(`${level}-sembunyi`, on ? ["in", ["get", "path"], ["literal", of("tersembunyi")]] : ["literal", false]);
    for (const layer of ["isi", "garis"]) map.setLayerZoomRange(`${level}-${layer}`, on ? 0 : FAR[level], 24);
  }
}

// Two hatchings, so that "no record" and "hidden" differ from every colour and from each other.
export function hatch(slanted) {
  const t = tokens(), size = 8, canvas = document.createElement("canvas");
  canvas.width = canvas.height = size;
  const pen = canvas.getContext("2d");
  pen.fillStyle = t("land");
  pen.fillRect(0, 0, size, size);
  pen.strokeStyle = t("blank");
  pen.lineWidth = 1.4;
  for (const shift of slanted ? [-size, 0, size] : [0]) {
    pen.beginPath();
    if (slanted) { pen.moveTo(shift, size); pen.lineTo(shift + size, 0); } else { pen.moveTo(0, size / 2); pen.lineTo(size, size / 2); }
    pen.stroke();
  }
  return pen.getImageData(0, 0, size, size);
}
