// Fetches from the office what this phone may hold: forms with their lists, tasks, what was sent back.

import { all, got, owned, put, read, work } from "./store.mjs";
import { ask, body } from "./link.mjs";

const text = (node, name) => node.getElementsByTagName(name)[0]?.textContent?.trim() ?? "";
const local = (address) => { const at = new URL(address, location.href); return at.pathname + at.search; };

async function xml(path) {
  const said = await body(await ask(path), "text");
  return new DOMParser().parseFromString(said, "text/xml");
}

/** The answers to a form are put under the form and version they were filled in with. */
export const formId = (key, version) => `${key}@${version}`;

async function fetchMedia(id, address) {
  const manifest = address ? await xml(local(address)) : null;
  const wanted = manifest ? [...manifest.getElementsByTagName("mediaFile")] : [];
  const there = new Map((await work(["files"], "readonly", (at) => got(at.files.getAll(owned(`form:${id}`)))))
    .map((file) => [file.name, file.hash]));
  const files = [];
  for (const one of wanted) {
    const [name, hash] = [text(one, "filename"), text(one, "hash")];
    if (there.get(name) === hash) { there.delete(name); continue; }
    const blob = await body(await ask(local(text(one, "downloadUrl"))), "blob");
    files.push({ owner: `form:${id}`, name, hash, blob });
    there.delete(name);
  }
  await work(["files"], "readwrite", async (at) => {
    for (const file of files) at.files.put(file);
    for (const name of there.keys()) at.files.delete([`form:${id}`, name]);
  });
}

async function fetchForm(node, kept) {
  const [key, version, hash] = ["formID", "version", "hash"].map((name) => text(node, name));
  const id = formId(key, version);
  const old = kept.find((form) => form.key === id);
  const same = old && old.hash === hash;
  const words = same ? old.xml : await body(await ask(local(text(node, "downloadUrl"))), "text");
  await fetchMedia(id, text(node, "manifestUrl"));
  await put("forms", { key: id, form: key, version, hash, title: text(node, "name"), xml: words, current: true });
  return id;
}

/** What the map of a form stands on without a network: the outlines of the places of this work. */
async function fetchGround() {
  const old = await read("me", "ground");
  const answer = await ask(`/lapangan/batas/?tag=${old?.tag ?? ""}`);
  if (answer.status === 204) return;
  const outlines = await body(answer, "json");
  await put("me", { tag: (answer.headers.get("ETag") ?? "").replace(/^W\/|"/g, ""), outlines }, "ground");
}

/** Fetch everything; a form that is no longer handed out goes, unless a draft still needs it. */
export async function refresh() {
  const list = await xml("/openrosa/formList");
  const kept = await all("forms");
  const now = [];
  for (const node of list.getElementsByTagName("xform")) now.push(await fetchForm(node, kept));
  const told = await body(await ask("/lapangan/data/"), "json");
  await work(["forms", "files", "drafts", "me"], "readwrite", async (at) => {
    const needed = new Set((await got(at.drafts.getAll())).map((draft) => formId(draft.form, draft.version)));
    for (const form of await got(at.forms.getAll())) {
      if (now.includes(form.key)) continue;
      if (needed.has(form.key)) at.forms.put({ ...form, current: false });
      else { at.forms.delete(form.key); at.files.delete(owned(`form:${form.key}`)); }
    }
    at.me.put({ ...told, fetched: Date.now() }, "told");
  });
  await fetchGround();
}

/** What was sent back: the answers and photos of it, fetched when it is taken up again. */
export async function fetchReturned(back) {
  const answers = await body(await ask(back.xml), "text");
  const files = {};
  for (const file of back.files) files[file.name] = await body(await ask(file.url), "blob");
  return { answers, files };
}
