// Talks with the office by the phone's own password; says in words why something did not get through.

import { read } from "./store.mjs";

/** No answer, or none that counts: try again later. Nothing is lost. */
export class Later extends Error {}
/** The phone's password is not accepted any more. */
export class Shut extends Error {
  constructor() {
    super("Ponsel ini tidak lagi dikenal kantor. Jawaban tetap tersimpan di ponsel; pasang ulang untuk mengirimnya.");
  }
}
/** The office answered that it cannot take this. */
export class Refused extends Error {}

const NO_SIGNAL = "Tidak ada sambungan; dicoba lagi nanti.";
const BUSY = "Kantor sedang sibuk; dicoba lagi nanti.";

export const me = () => read("me", "me");

function key(who) {
  const bytes = new TextEncoder().encode(`${who.username}:${who.token}`);
  return `Basic ${btoa(String.fromCharCode(...bytes))}`;
}

/** How far this phone's clock is from the office's, in milliseconds; kept from the last answer. */
export const clock = { off: null };

function compare(answer) {
  const said = Date.parse(answer.headers.get("Date") ?? "");
  if (!Number.isNaN(said)) clock.off = Date.now() - said;
}

async function words(answer) {
  const kind = answer.headers.get("Content-Type") ?? "";
  if (!/json|xml/.test(kind) || /xhtml/.test(kind)) return "";
  const text = await answer.text().catch(() => "");
  if (kind.includes("json")) return JSON.parse(text).words ?? "";
  return new DOMParser().parseFromString(text, "text/xml").querySelector("message")?.textContent ?? "";
}

export async function ask(path, { seconds = 60, ...options } = {}) {
  const who = await me();
  if (!who) throw new Shut();
  const headers = { Authorization: key(who), "X-OpenRosa-Version": "1.0", ...options.headers };
  let answer;
  try {
    answer = await fetch(path, { ...options, headers, credentials: "omit", cache: "no-store",
      redirect: "error", signal: AbortSignal.timeout(seconds * 1000) });
  } catch {
    throw new Later(NO_SIGNAL);
  }
  compare(answer);
  if (answer.status === 401) throw new Shut();
  if (answer.status === 400 || answer.status === 408 || answer.status === 429 || answer.status >= 500) throw new Later(BUSY);
  if (!answer.ok) throw new Refused((await words(answer)) || `Kantor menolak (${answer.status}).`);
  return answer;
}

/** The body whole; a line that breaks in the middle of it counts as no answer. */
export async function body(answer, how) {
  try {
    return await answer[how]();
  } catch {
    throw new Later(NO_SIGNAL);
  }
}
