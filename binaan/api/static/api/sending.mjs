// Sends what waits: piece by piece, goes on where it broke off, never two senders at once.

import { arrived, all, dropAct, filesOf, put } from "./store.mjs";
import { Later, Refused, Shut, ask, body } from "./link.mjs";

const XML = "xml_submission_file";
const SHORTEST = 2000;
const LONGEST = 60000;

/** What waits, oldest first. */
export async function waiting() {
  const [answers, acts] = [await all("outbox"), await all("acts")];
  return { answers, acts, count: answers.filter((one) => !one.refused).length
    + acts.filter((one) => !one.refused).length };
}

function piece(item, file, last) {
  const form = new FormData();
  form.append(XML, new Blob([item.xml], { type: "text/xml" }), XML);
  if (file) form.append(file.name, file.blob, file.name);
  if (!last) form.append("*isIncomplete*", "yes");
  return form;
}

async function sendAnswer(item, tell) {
  const files = await filesOf(item.id);
  for (let tries = 0; tries < 3; tries += 1) {
    const left = files.filter((file) => !item.sent.includes(file.name));
    for (const [at, file] of (left.length ? left : [null]).entries()) {
      tell(item, `bagian ${Math.min(item.sent.length + 1, files.length || 1)} dari ${files.length || 1}`);
      const last = at >= left.length - 1;
      await ask("/openrosa/submission", { method: "POST", body: piece(item, file, last), seconds: 180 });
      if (file) item.sent.push(file.name);
      await put("outbox", item);
    }
    const receipt = await body(await ask(`/lapangan/kiriman/?id=${encodeURIComponent(item.id)}`), "json");
    if (receipt.complete) {
      await arrived(item, { ...receipt, id: item.id, title: item.title, name: item.name });
      return;
    }
    item.sent = item.sent.filter((name) => receipt.missing && !receipt.missing.includes(name));
  }
  throw new Later("Kiriman belum lengkap di kantor; dicoba lagi nanti.");
}

async function sendAct(act) {
  const form = new FormData();
  const { id, kind, at, day, about, said } = act;
  form.append("act", JSON.stringify({ id, kind, at, day, about, said, now: new Date().toISOString() }));
  for (const file of await filesOf(act.id)) form.append("photo", file.blob, file.name);
  await ask("/lapangan/catatan/", { method: "POST", body: form, seconds: 180 });
  await dropAct(act);
}

async function one(item, send, store) {
  try {
    await send(item);
    return true;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    item.refused = error.message;
    await put(store, item);
    return false;
  }
}

/** Send all there is. Answers { sent, stopped }: how many arrived, and why it stopped ("" it did not). */
export function sendAll(tell = () => {}) {
  return navigator.locks.request("binaan-kirim", { ifAvailable: true }, async (lock) => {
    if (!lock) return { sent: 0, stopped: "", busy: true };
    let sent = 0;
    try {
      const { answers, acts } = await waiting();
      for (const act of acts.filter((row) => !row.refused)) sent += await one(act, sendAct, "acts");
      for (const item of answers.filter((row) => !row.refused)) {
        sent += await one(item, (row) => sendAnswer(row, tell), "outbox");
      }
    } catch (error) {
      if (!(error instanceof Later || error instanceof Shut)) throw error;
      return { sent, stopped: error.message, shut: error instanceof Shut };
    }
    return { sent, stopped: "" };
  });
}

/** Sends now, when the network is back, and again after a while when it broke off. */
export function keepSending(changed) {
  let pause = SHORTEST;
  let timer;
  const run = async () => {
    clearTimeout(timer);
    const said = await sendAll((item, part) => changed({ item, part })).catch((error) => ({ stopped: error.message }));
    changed(said);
    pause = said.stopped ? Math.min(pause * 2, LONGEST) : SHORTEST;
    const { count } = await waiting();
    if (count && !said.shut) timer = setTimeout(run, pause);
  };
  addEventListener("online", () => { pause = SHORTEST; run(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) run(); });
  run();
  return () => { pause = SHORTEST; return run(); };
}
