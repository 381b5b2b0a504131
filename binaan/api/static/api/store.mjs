// What lies on this phone until it has arrived: forms, drafts, answers waiting, receipts (IndexedDB).

const NAME = "binaan-lapangan";
const EDITION = 1;
const STORES = {
  me: undefined, // "me": whose phone this is, with its app password; "told": what the office last told
  forms: { keyPath: "key" },
  drafts: { keyPath: "id" },
  files: { keyPath: ["owner", "name"] }, // owner: "form:KEY", a draft's id, an answer's id, an act's id
  outbox: { keyPath: "seq", autoIncrement: true }, // in the order of finishing, whatever the clock says
  acts: { keyPath: "seq", autoIncrement: true },
  receipts: { keyPath: "id" },
};

/** The phone has no room left: nothing of what was to be written is written, nothing before is lost. */
export class Full extends Error {
  constructor() {
    super("Penyimpanan ponsel penuh; yang baru saja diisi BELUM tersimpan. Jangan tutup halaman ini: "
      + "hapus foto atau aplikasi lain dari ponsel, lalu coba lagi.");
  }
}

let opened;

function open() {
  opened ??= new Promise((done, failed) => {
    const asked = indexedDB.open(NAME, EDITION);
    asked.onupgradeneeded = () => {
      for (const [name, options] of Object.entries(STORES)) asked.result.createObjectStore(name, options);
    };
    asked.onsuccess = () => {
      asked.result.onversionchange = () => { asked.result.close(); opened = undefined; };
      done(asked.result);
    };
    asked.onerror = () => { opened = undefined; failed(asked.error); };
  });
  return opened;
}

/** The answer of one request, inside the transaction it belongs to. */
export function got(request) {
  return new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
}

const told = (error) => (error?.name === "QuotaExceededError" ? new Full() : error);

/** All of `doing(stores)` or nothing; written through to the disk before it counts as done. */
export async function work(names, mode, doing) {
  const base = await open();
  const tx = base.transaction(names, mode, { durability: mode === "readwrite" ? "strict" : "default" });
  const over = new Promise((done, failed) => {
    tx.oncomplete = done;
    tx.onabort = () => failed(tx.error ?? new DOMException("Batal", "AbortError"));
  });
  over.catch(() => {});
  try {
    const result = await doing(Object.fromEntries(names.map((name) => [name, tx.objectStore(name)])));
    await over;
    return result;
  } catch (error) {
    try { tx.abort(); } catch { /* it is over already */ }
    throw told(tx.error ?? error);
  }
}

export const read = (name, key) => work([name], "readonly", (at) => got(at[name].get(key)));
export const all = (name) => work([name], "readonly", (at) => got(at[name].getAll()));
export const put = (name, value, key) => work([name], "readwrite", (at) => got(at[name].put(value, key)));
export const drop = (name, key) => work([name], "readwrite", (at) => got(at[name].delete(key)));

/** Everything kept under one owner. */
export const owned = (owner) => IDBKeyRange.bound([owner], [owner, []]);
export const filesOf = (owner) => work(["files"], "readonly", (at) => got(at.files.getAll(owned(owner))));

/** Write a draft with its files; a file that is there already is not written again. */
export function keepDraft(draft, files) {
  return work(["drafts", "files"], "readwrite", async (at) => {
    const there = new Set((await got(at.files.getAllKeys(owned(draft.id)))).map(([, name]) => name));
    for (const [name, blob] of files) {
      if (!there.delete(name)) at.files.put({ owner: draft.id, name, blob });
    }
    for (const name of there) at.files.delete([draft.id, name]);
    at.drafts.put(draft);
  });
}

/** A finished answer goes from the drafts to what waits to be sent, in one step. */
export function finish(draft, files) {
  return work(["drafts", "files", "outbox"], "readwrite", async (at) => {
    const id = draft.instance;
    at.files.delete(owned(draft.id));
    for (const [name, blob] of files) at.files.put({ owner: id, name, blob });
    at.outbox.put({ id, form: draft.form, title: draft.title, name: draft.name, xml: draft.xml,
      finished: Date.now(), names: files.map(([name]) => name), sent: [] });
    at.drafts.delete(draft.id);
  });
}

export function dropDraft(id) {
  return work(["drafts", "files"], "readwrite", (at) => {
    at.files.delete(owned(id));
    return got(at.drafts.delete(id));
  });
}

/** It has arrived whole: the receipt stays, names and photos leave the phone. */
export function arrived(item, receipt) {
  return work(["outbox", "files", "receipts"], "readwrite", (at) => {
    at.receipts.put(receipt);
    at.files.delete(owned(item.id));
    return got(at.outbox.delete(item.seq));
  });
}

/** An act of the day, with a photo or none; its number is its own, so that it counts once. */
export function keepAct(act, photo) {
  return work(["acts", "files"], "readwrite", (at) => {
    if (photo) at.files.put({ owner: act.id, name: photo.name || "foto.jpg", blob: photo });
    return got(at.acts.put(act));
  });
}

export function dropAct(act) {
  return work(["acts", "files"], "readwrite", (at) => {
    at.files.delete(owned(act.id));
    return got(at.acts.delete(act.seq));
  });
}

/** Leave this phone: everything of ours is taken away. */
export async function forget() {
  (await open()).close();
  opened = undefined;
  await got(indexedDB.deleteDatabase(NAME));
}
