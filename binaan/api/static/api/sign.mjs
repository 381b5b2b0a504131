// A signature drawn with a finger or a mouse; the engine gets it as if it were a chosen picture.

import { button, el, onceAPicture, redrawn } from "./parts.mjs";

const WIDE = 600; // the drawing's own units, and pixels of the picture
const HIGH = 300;
const LEAST = 60; // units of line before it is a signature and not a slip of the finger
const MOST = 30_000; // bytes
const PEN = { lineWidth: 4, lineCap: "round", lineJoin: "round", strokeStyle: "#1c2430" };
const EMPTY = "Belum ada tanda tangan. Gambar dulu di bidang putih, atau tekan Batal.";
const HOW = "Gambar dengan jari atau tetikus. Tanpa keduanya: Batal, lalu ambil atau pilih fotonya.";

/** One stroke as a line without corners: each point bends it, the middles between them carry it. */
function trace(brush, stroke) {
  brush.beginPath();
  brush.moveTo(...stroke[0]);
  for (let at = 1; at < stroke.length; at += 1) {
    const [[x, y], [nextX, nextY]] = [stroke[at - 1], stroke[at]];
    brush.quadraticCurveTo(x, y, (x + nextX) / 2, (y + nextY) / 2);
  }
  brush.lineTo(...stroke.at(-1));
  brush.stroke();
}

/** The whole drawing on any size of canvas: what is kept are strokes, so turning the phone loses nothing. */
function paint(canvas, strokes) {
  const brush = canvas.getContext("2d");
  brush.setTransform(canvas.width / WIDE, 0, 0, canvas.height / HIGH, 0, 0);
  brush.fillStyle = "#fff";
  brush.fillRect(0, 0, WIDE, HIGH);
  Object.assign(brush, PEN);
  for (const stroke of strokes) trace(brush, stroke);
}

const long = (strokes) => strokes.flatMap((stroke) => stroke.slice(1)
  .map(([x, y], at) => Math.hypot(x - stroke[at][0], y - stroke[at][1]))).reduce((all, one) => all + one, 0);

/** A PNG on white, at most 30 kB: who scribbles much gets a smaller picture. */
async function picture(strokes) {
  let blob;
  for (const share of [1, 0.75, 0.5, 0.35]) {
    const sheet = Object.assign(document.createElement("canvas"), { width: WIDE * share, height: HIGH * share });
    paint(sheet, strokes);
    blob = await new Promise((done) => { sheet.toBlob(done, "image/png"); });
    if (blob.size <= MOST) break;
  }
  return new File([blob], "tanda-tangan.png", { type: "image/png" });
}

/** The field to draw in; `changed()` after each stroke. One finger at a time: a resting palm draws nothing. */
function field(strokes, changed) {
  const canvas = el("canvas", { class: "sign-field", role: "img" });
  const show = onceAPicture(() => paint(canvas, strokes));
  const spot = (event) => {
    const { left, top } = canvas.getBoundingClientRect();
    const { clientLeft, clientTop, clientWidth, clientHeight } = canvas; // without its border
    return [Math.min(WIDE, Math.max(0, (event.clientX - left - clientLeft) / clientWidth * WIDE)),
      Math.min(HIGH, Math.max(0, (event.clientY - top - clientTop) / clientHeight * HIGH))];
  };
  canvas.addEventListener("pointerdown", (event) => {
    if (!event.isPrimary || event.button) return;
    canvas.setPointerCapture(event.pointerId);
    const from = spot(event);
    strokes.push([from, from]);
    show();
    changed();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!canvas.hasPointerCapture(event.pointerId)) return;
    const between = event.getCoalescedEvents?.() ?? [];
    strokes.at(-1).push(...(between.length ? between : [event]).map(spot));
    show();
  });
  new ResizeObserver(() => {
    const sharp = globalThis.devicePixelRatio || 1;
    [canvas.width, canvas.height] = [Math.round(canvas.clientWidth * sharp), Math.round(canvas.clientHeight * sharp)];
    paint(canvas, strokes);
  }).observe(canvas);
  return { canvas, show };
}

/** The engine notices a picture when its own input for files changes. */
function give(box, file) {
  const into = [...box.querySelectorAll("input[type=file]")].at(-1);
  const parcel = new DataTransfer();
  parcel.items.add(file);
  into.files = parcel.files;
  into.dispatchEvent(new Event("change", { bubbles: true }));
}

function draw(box) {
  const strokes = [];
  const asked = box.closest(".question-container")?.querySelector(".control-text label")?.textContent.trim();
  const fault = el("p", { class: "sign-fault", role: "alert" });
  const { canvas, show } = field(strokes, () => told());
  const told = (words = "") => {
    fault.textContent = words;
    canvas.setAttribute("aria-label", strokes.length ? "Bidang tanda tangan, sudah digambari" : "Bidang tanda tangan, masih kosong");
  };
  const save = async () => {
    if (long(strokes) < LEAST) { told(EMPTY); return; }
    give(box, await picture(strokes));
    dialog.close();
  };
  const again = () => { strokes.length = 0; show(); told(); };
  const dialog = el("dialog", { class: "sign", "aria-labelledby": "tanda-tangan", onclose: () => dialog.remove() },
    el("h2", { id: "tanda-tangan" }, asked || "Tanda tangan"), el("p", { class: "muted small" }, HOW), canvas, fault,
    el("div", { class: "sign-acts" }, button("Simpan", save, "btn-primary"), button("Ulangi", again),
      button("Batal", () => dialog.close())));
  told();
  document.body.append(dialog);
  dialog.showModal();
}

/** Every question that asks for a signature (marked while copying the engine) gets a button of its own. */
export function offerDrawing(place) {
  redrawn(place, () => {
    for (const box of place.querySelectorAll(".capture-buttons[data-signature]:not(:has(.sign-open))")) {
      box.prepend(button("Gambar tanda tangan", () => draw(box), "btn-primary sign-open"));
    }
  });
}
