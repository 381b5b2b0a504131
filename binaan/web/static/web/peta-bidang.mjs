// Drawing an area: click or tap corners, or move the cross in the middle and press Enter.
// `chosen()`: the corners of the area that is chosen; `choose` takes new ones. Answers how to show it.

const LEAST = 3, MOST = 60, SAME = 8; // corners; pixels between two that are one

export function drawing(map, chosen, choose) {
  const byId = (name) => document.getElementById(name);
  const holder = map.getContainer();
  let corners = [];

  const draw = () => show(map, corners);
  const tell = (sentence) => { byId("petunjuk").textContent = sentence; };
  const hint = () => {
    if (corners.length < LEAST) tell(`Ketuk sudut bidang di peta, atau geser peta dan tekan Enter. ${corners.length} sudut; perlu ${LEAST}.`);
    else tell(`${corners.length} sudut. Ketuk dua kali, atau pilih Selesai.`);
    byId("selesai").disabled = corners.length < LEAST;
    byId("mundur").disabled = !corners.length;
  };

  const add = (spot) => {
    const last = corners.at(-1);
    if (last && map.project(last).dist(map.project(spot)) < SAME) return;
    if (corners.length >= MOST) return tell(`Paling banyak ${MOST} sudut.`);
    corners.push(spot.toArray());
    draw();
    hint();
  };
  const clicked = (event) => add(event.lngLat);
  const doubled = (event) => {
    event.preventDefault();
    finish();
  };
  const typed = (event) => {
    if (event.key === "Escape") return stop();
    if (event.target !== map.getCanvas()) return;
    if (event.key === "Enter") add(map.getCenter());
    if (event.key === "Backspace") back();
  };
  const back = () => {
    corners.pop();
    draw();
    hint();
  };

  const begin = () => {
    corners = [];
    holder.dataset.drawing = "1";
    holder.parentElement.classList.add("is-drawing");
    byId("sedang-menggambar").hidden = false;
    map.doubleClickZoom.disable();
    map.on("click", clicked);
    map.on("dblclick", doubled);
    document.addEventListener("keydown", typed);
    draw();
    hint();
    map.getCanvas().focus();
  };
  const stop = () => {
    delete holder.dataset.drawing;
    holder.parentElement.classList.remove("is-drawing");
    byId("sedang-menggambar").hidden = true;
    map.doubleClickZoom.enable();
    map.off("click", clicked);
    map.off("dblclick", doubled);
    document.removeEventListener("keydown", typed);
    corners = chosen();
    draw();
    byId("gambar").focus();
  };
  const finish = () => {
    if (corners.length < LEAST) return;
    const drawn = corners;
    stop();
    choose(drawn);
  };

  byId("gambar").addEventListener("click", begin);
  byId("mundur").addEventListener("click", back);
  byId("batal").addEventListener("click", stop);
  byId("selesai").addEventListener("click", finish);
  byId("layar").addEventListener("click", () => {
    const box = map.getBounds();
    const [west, east] = [Math.max(box.getWest(), -180), Math.min(box.getEast(), 180)];
    choose([[west, box.getNorth()], [east, box.getNorth()], [east, box.getSouth()], [west, box.getSouth()]]);
  });
  const again = () => {
    corners = chosen();
    draw();
  };
  again();
  return again;
}

function show(map, corners) {
  const features = corners.map((corner) => ({ type: "Feature", properties: {}, geometry: { type: "Point", coordinates: corner } }));
  if (corners.length > 1) {
    const ring = [...corners, corners[0]];
    const geometry = corners.length > 2 ? { type: "Polygon", coordinates: [ring] } : { type: "LineString", coordinates: ring };
    features.push({ type: "Feature", properties: {}, geometry });
  }
  map.getSource("bidang").setData({ type: "FeatureCollection", features });
}
