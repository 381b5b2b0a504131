// What stands on the map of the directory: businesses, their counts, and the area somebody draws.
import { coloured as painted, empty, only, styleOf as drawn, text, tokens } from "../kit/peta-gaya.mjs";

function businesses(t) {
  const single = ["!", ["has", "count"]];
  const radius = ["interpolate", ["linear"], ["log10", ["get", "count"]], 0.3, 13, 2, 19, 4, 29, 6, 36];
  const number = text("#ffffff", t("group-soft"), 13);
  number.layout["text-field"] = ["get", "label"];
  Object.assign(number.layout, { "text-allow-overlap": true, "text-padding": 11 }); // about the circle
  number.paint["text-halo-width"] = 0;
  const name = text(t("map-ink"), t("map-halo"), 12);
  Object.assign(name.layout, { "text-field": ["get", "name"], "text-anchor": "top", "text-offset": [0, 0.8] });
  const state = ["match", ["get", "state"], "running", t("dot"), "other", t("dot-other"), t("dot-unseen")];
  return [
    { id: "kelompok", type: "circle", source: "usaha", filter: ["has", "count"],
      paint: { "circle-color": t("group-soft"), "circle-radius": radius, "circle-stroke-color": t("dot-rim"), "circle-stroke-width": 2 } },
    { id: "titik", type: "circle", source: "usaha", filter: single,
      paint: { "circle-color": state, "circle-radius": ["interpolate", ["linear"], ["zoom"], 8, 5, 14, 8], "circle-stroke-color": t("dot-rim"), "circle-stroke-width": 2 } },
    { id: "banyaknya", type: "symbol", source: "usaha", filter: ["has", "count"], ...number },
    { id: "nama-usaha", type: "symbol", source: "usaha", filter: single, minzoom: 13, ...name },
  ];
}

function own(t) {
  return {
    sources: { usaha: empty(), bidang: empty() },
    layers: [
      { id: "bidang-isi", type: "fill", source: "bidang", filter: only("Polygon"), paint: { "fill-color": t("nila"), "fill-opacity": 0.14 } },
      { id: "bidang-garis", type: "line", source: "bidang", paint: { "line-color": t("nila"), "line-width": 2.5 } },
      { id: "bidang-sudut", type: "circle", source: "bidang", filter: only("Point"), paint: { "circle-color": t("card"), "circle-stroke-color": t("nila"), "circle-stroke-width": 2.5, "circle-radius": 6 } },
      ...businesses(t),
    ],
  };
}

export const styleOf = (said, outlined) => drawn(said, outlined, own);

// Counts in another colour than the steps.
export function coloured(map, found) {
  painted(map, found);
  map.setPaintProperty("kelompok", "circle-color", tokens()(found?.level ? "group-apart" : "group-soft"));
}
