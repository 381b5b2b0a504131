// Fills in one form with ODK Web Forms. What is written is on the phone a moment after each answer.
// The letters O and w are how the engine names what it gives (its version is fixed, see frontend.py).

import { createApp, h } from "../vendor/web-forms/vue.js";
import { O as OdkWebForm, w as webFormsPlugin } from "../vendor/web-forms/engine.js";
import { Full, dropDraft, filesOf, finish, got, keepDraft, read, work } from "./store.mjs";
import { me } from "./link.mjs";
import { fetchReturned, formId } from "./forms.mjs";
import { el, fill, hour, say, watch } from "./parts.mjs";
import { CALENDAR } from "./calendar.mjs";
import { nameParts } from "./labels.mjs";
import { offerDrawing } from "./sign.mjs";

const XML = "xml_submission_file";
const SOON = 400; // milliseconds after the last key
const place = document.getElementById("formulir");
const kept = document.getElementById("tersimpan");
const asked = new URLSearchParams(location.hash.slice(1));
let draft;
let shown; // the node the engine stands in
let writing = Promise.resolve();
let timer;
let over = false;

/** The engine's form, found in what it draws: its only way out before the end. */
function root(node = shown) {
  if (!node) return null;
  if (node.props?.form?.prepareInstancePayload) return node.props.form;
  const below = [node.component?.subTree, ...(Array.isArray(node.children) ? node.children : [])];
  for (const one of below) {
    const found = one && typeof one === "object" ? root(one) : null;
    if (found) return found;
  }
  return null;
}

const inside = (xml, name) => new DOMParser().parseFromString(xml, "text/xml")
  .getElementsByTagName(name)[0]?.textContent ?? "";

async function unpack(payload) {
  const [data] = payload.data;
  const xml = await data.get(XML).text();
  const files = [...data.entries()].filter(([name]) => name !== XML);
  const named = inside(xml, "instanceName") || draft.name;
  return { xml, files, name: named, instance: inside(xml, "instanceID") };
}

async function write() {
  const form = root();
  if (!form || over) return;
  const { files, ...said } = await unpack(await form.prepareInstancePayload({ payloadType: "monolithic" }));
  if (over) return;
  try {
    await keepDraft({ ...draft, ...said, changed: Date.now(), id: draft.id }, files);
  } catch (error) {
    if (error instanceof Full) { kept.textContent = "Belum tersimpan"; say(error.message, "bad"); return; }
    throw error;
  }
  kept.textContent = `Tersimpan di ponsel ${hour(Date.now())}`;
  say("");
}

/** One writing after another; the last state of the form is always the one on the phone. */
function save() {
  clearTimeout(timer);
  writing = writing.then(write, write);
  return writing;
}

function soon() {
  clearTimeout(timer);
  timer = setTimeout(save, SOON);
}

async function done(payload) {
  clearTimeout(timer);
  await writing.catch(() => {});
  over = true;
  try {
    const { files, ...said } = await unpack(payload);
    await finish({ ...draft, ...said }, files);
  } catch (error) {
    over = false;
    say(error.message, "bad");
    return;
  }
  location.replace("/lapangan/#selesai");
}

function media(form) {
  return async (address) => {
    const name = decodeURIComponent(String(address).split("/").pop());
    const file = await read("files", [`form:${form.key}`, name]);
    return file ? new Response(file.blob, { headers: { "Content-Type": file.blob.type || "text/csv" } })
      : new Response("", { status: 404 });
  };
}

/** What the form starts from: a draft as it was left, answers that were sent back, or nothing. */
async function beginning() {
  if (draft.xml && !draft.back) {
    const data = new FormData();
    data.set(XML, new File([draft.xml], XML, { type: "text/xml" }));
    for (const file of await filesOf(draft.id)) data.set(file.name, file.blob, file.name);
    return { saved: [data], attachmentFileNames: [], resolveInstance: () => draft.xml, resolveAttachment: () => null };
  }
  if (!draft.back) return null;
  const { answers, files } = await fetchReturned(draft.back);
  draft.back = null;
  return { attachmentFileNames: Object.keys(files), resolveInstance: () => answers,
    resolveAttachment: (name) => new Response(files[name]) };
}

/** The record this task is about is answered before the form begins. */
function aimed(form, target, question) {
  if (!target?.record || !question) return form.xml;
  const model = new DOMParser().parseFromString(form.xml, "text/xml");
  const first = model.getElementsByTagName("instance")[0];
  const node = first && [...first.getElementsByTagName("*")].find((one) => one.localName === question && !one.children.length);
  if (!node) return form.xml;
  node.textContent = target.record;
  return new XMLSerializer().serializeToString(model);
}

async function chosen() {
  const told = (await read("me", "told")) ?? {};
  if (asked.get("draf")) draft = await read("drafts", asked.get("draf"));
  const back = (told.returned ?? []).find((one) => one.instance === asked.get("kembali"));
  const key = draft?.form ?? back?.form ?? asked.get("formulir");
  const form = draft ? await read("forms", formId(draft.form, draft.version))
    : await work(["forms"], "readonly", async (at) =>
      (await got(at.forms.getAll())).find((one) => one.form === key && one.current));
  if (!form) return {};
  const about = (told.forms ?? {})[key] ?? {};
  const target = (about.targets ?? []).find((one) => one.id === asked.get("sasaran"));
  draft ??= { id: crypto.randomUUID(), form: form.form, version: form.version, title: form.title,
    name: target?.label ?? back?.name ?? "", target: target?.id, back };
  history.replaceState(null, "", `#draf=${draft.id}&formulir=${key}`);
  return { form, xml: aimed(form, target, about.record) };
}

function mount(form, xml, editInstance, who) {
  const app = createApp({
    render() {
      shown = h(OdkWebForm, {
        formXml: xml, fetchFormAttachment: media(form), missingResourceBehavior: undefined,
        preloadProperties: { username: who.username, deviceID: `binaan:${who.device}` },
        ...(editInstance ? { editInstance } : {}), onSubmit: done,
      });
      return shown;
    },
  });
  app.use(webFormsPlugin);
  Object.assign(app.config.globalProperties.$primevue.config.locale, CALENDAR);
  nameParts(place);
  offerDrawing(place);
  app.mount(place);
}

async function start() {
  watch();
  const who = await me();
  const { form, xml } = who ? await chosen() : {};
  if (!form) {
    fill(place, el("p", { class: "note" }, "Formulir ini belum ada di ponsel. Kembali, sambungkan ke internet, lalu perbarui daftar."));
    return;
  }
  document.getElementById("judul").textContent = form.title;
  globalThis.binaanGround = (await read("me", "ground"))?.outlines; // see kit/field-engine.json
  mount(form, xml, await beginning(), who);
  if (draft.target || asked.get("kembali")) soon(); // what it is about must survive a reload
  for (const event of ["input", "change", "click"]) document.addEventListener(event, soon);
  place.addEventListener("load", soon, true); // a photo is made smaller first, and stands when it is shown
  document.addEventListener("visibilitychange", save);
  addEventListener("pagehide", save);
  document.getElementById("hapus").addEventListener("click", async () => {
    over = true;
    clearTimeout(timer);
    await writing.catch(() => {});
    await dropDraft(draft.id);
    location.replace("/lapangan/");
  });
}

start();
