// Puts the new app password on this phone; it is shown once and stands nowhere else.

import { put, read, work } from "./store.mjs";
import { waiting } from "./sending.mjs";
import { say, watch } from "./parts.mjs";

watch();
const card = document.getElementById("kunci");
const { username, name, device, label, token } = card.dataset;
const before = await read("me", "me");
const other = before && before.username !== username;
if (other && (await waiting()).answers.length) {
  say(`Ponsel ini masih menyimpan isian ${before.name} yang belum terkirim. Minta ${before.name} memasang dan `
    + "mengirimnya dahulu; sesudah itu pasang lagi dengan nama Anda.", "bad");
} else {
  await put("me", { username, name, device, label, token }, "me");
  if (other) await work(["me"], "readwrite", (at) => at.me.delete("told"));
  card.removeAttribute("data-token");
  location.replace("/lapangan/");
}
