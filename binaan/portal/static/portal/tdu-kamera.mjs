// Reads a QR code from the camera or from a photo; the reader is fetched only when it is asked for.
const EVERY = 120; // milliseconds between two looks
const SIDES = [900, 1600]; // pixels looked at: in a film, in a photo

async function reader(library) {
  const { decodeQR } = await import(library);
  let native = null;
  try {
    if ((await globalThis.BarcodeDetector?.getSupportedFormats())?.includes("qr_code")) native = new BarcodeDetector({ formats: ["qr_code"] });
  } catch { /* some browsers name it and have none */ }
  return async (canvas) => {
    const found = native ? (await native.detect(canvas).catch(() => []))[0]?.rawValue : "";
    if (found) return found;
    try {
      return decodeQR(canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height));
    } catch {
      return ""; // no code in this picture
    }
  };
}

function drawn(picture, width, height, side) {
  const share = Math.min(1, side / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * share);
  canvas.height = Math.round(height * share);
  canvas.getContext("2d", { willReadFrequently: true }).drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

// The code in a photo, "" where none is found.
export async function fromPhoto(file, library) {
  const picture = await createImageBitmap(file);
  const read = await reader(library);
  for (const side of SIDES) {
    const found = await read(drawn(picture, picture.width, picture.height, side));
    if (found) return found;
  }
  return "";
}

// Films until a code is read; answers a function that stops. Throws where there is no camera.
export async function film(video, library, found) {
  const wanted = { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 1280 } };
  const stream = await navigator.mediaDevices.getUserMedia({ video: wanted });
  video.srcObject = stream;
  await video.play();
  const read = await reader(library);
  let going = true;
  const stop = () => {
    going = false;
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
  const look = async () => {
    if (!going) return;
    const text = video.videoWidth ? await read(drawn(video, video.videoWidth, video.videoHeight, SIDES[0])) : "";
    if (!going) return;
    if (text) {
      stop();
      found(text);
    } else setTimeout(look, EVERY);
  };
  look();
  return stop;
}
