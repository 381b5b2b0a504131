// Reads a code through the camera; the reader is fetched only now. Without a camera it says so.

import { button, el, fill, say } from "./parts.mjs";

const EVERY = 150; // milliseconds between two looks
const SIDE = 640; // pixels looked at

async function reader() {
  if ("BarcodeDetector" in globalThis) {
    const found = new globalThis.BarcodeDetector({ formats: ["qr_code"] });
    return async (canvas) => (await found.detect(canvas))[0]?.rawValue ?? "";
  }
  const { decodeQR } = await import("../vendor/qr/decode.js");
  return (canvas) => {
    const { width, height } = canvas;
    try { return decodeQR(canvas.getContext("2d").getImageData(0, 0, width, height)); } catch { return ""; }
  };
}

function stop(view, stream) {
  for (const track of stream.getTracks()) track.stop();
  fill(view);
}

/** Show the camera in `view`; `found(text)` for each code, the same one only once in a row. */
export async function scan(view, found) {
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  } catch {
    say("Kamera tidak dapat dipakai; ketik kodenya atau pilih namanya dari daftar.", "warn");
    return;
  }
  const video = el("video", { playsinline: true, muted: true, class: "phone-camera" });
  video.srcObject = stream;
  fill(view, video, button("Tutup kamera", () => stop(view, stream)));
  await video.play();
  const canvas = document.createElement("canvas");
  const read = await reader();
  let before = "";
  const look = async () => {
    if (!video.isConnected) { for (const track of stream.getTracks()) track.stop(); return; }
    const share = Math.min(1, SIDE / Math.max(video.videoWidth, video.videoHeight));
    [canvas.width, canvas.height] = [Math.round(video.videoWidth * share), Math.round(video.videoHeight * share)];
    if (canvas.width) {
      canvas.getContext("2d", { willReadFrequently: true }).drawImage(video, 0, 0, canvas.width, canvas.height);
      const text = await read(canvas);
      if (text && text !== before) { before = text; await found(text); }
    }
    setTimeout(look, EVERY);
  };
  look();
}
