// What a check of a TDU card answers: the steps of docs/rules/kartu-pkl.md, as in vendors/rules/cards.py.
// Knows no page and no network; both sides are held to vendors/tests/card_cases.py.
const ALGORITHM = "Ed25519", VERSION = 1, EARTH = 6371008.8, SURE = 100, LONGEST = 4000;
const MINUTE = 60_000, DAY = 24 * 60 * MINUTE;
const BASE64URL = /^[A-Za-z0-9_-]*$/;

class Altered extends Error {}
class UnknownKey extends Error {}

export function tokenOf(read) {
  const text = read.trim();
  return text.slice(text.lastIndexOf("#") + 1);
}

function bytesOf(part) {
  if (!BASE64URL.test(part) || part.length % 4 === 1) throw new Altered();
  const plain = atob(part.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function written(bytes) {
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function objectOf(part) {
  try {
    const said = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytesOf(part)));
    if (said && typeof said === "object" && !Array.isArray(said)) return said;
  } catch { /* below */ }
  throw new Altered();
}

const headOf = (kid) => written(new TextEncoder().encode(JSON.stringify({ alg: ALGORITHM, kid })));

// The payload of a statement. `keys`: {kid: public}; `holds(public, signature, message)` checks one.
export async function read(token, keys, holds) {
  const parts = token.length <= LONGEST ? token.split(".") : [];
  if (parts.length !== 3) throw new Altered();
  for (const part of parts) if (written(bytesOf(part)) !== part) throw new Altered();
  const [head, body, signature] = parts;
  const { kid } = objectOf(head);
  if (typeof kid !== "string" || headOf(kid) !== head) throw new Altered();
  const stands = (name, opening) => holds(bytesOf(keys[name]), bytesOf(signature), new TextEncoder().encode(`${opening}.${body}`));
  if (!Object.hasOwn(keys, kid)) {
    for (const one of Object.keys(keys)) if (await stands(one, headOf(one))) throw new Altered();
    throw new UnknownKey();
  }
  if (!(await stands(kid, head))) throw new Altered();
  return objectOf(body);
}

function statementOf(said) {
  const texts = ["s", "n", "i", "t", "k", "l", "d", "h", "a", "z"].every((key) => typeof said[key] === "string");
  const numbers = Array.isArray(said.p) && said.p.length === 3 && [...said.p, said.o].every(Number.isFinite);
  if (said.v !== VERSION || !texts || !numbers || !/^\d{8}$/.test(said.h) || ![said.a, said.z].every((day) => /^\d{8}$/.test(day))) throw new Altered();
  return said;
}

export function metres([lat, lon], [toLat, toLon]) {
  const [a, b, c, d] = [lat, lon, toLat, toLon].map((value) => (value * Math.PI) / 180);
  const across = Math.sin((c - a) / 2) ** 2 + Math.cos(a) * Math.cos(c) * Math.sin((d - b) / 2) ** 2;
  return 2 * EARTH * Math.asin(Math.min(1, Math.sqrt(across)));
}

// The day a moment of trade belongs to (20261116), its weekday (Monday 1), whether it is inside.
function tradingDay(said, at) {
  const here = at.getTime() + said.o * 60 * MINUTE; // the office's clock, read with the UTC methods
  const now = new Date(here).toISOString().slice(11, 16).replace(":", "");
  const [begins, ends] = [said.h.slice(0, 4), said.h.slice(4)];
  const late = begins >= ends && now < ends;
  const inside = begins < ends ? begins <= now && now < ends : late || now >= begins;
  const day = new Date(late ? here - DAY : here);
  return { day: day.toISOString().slice(0, 10).replaceAll("-", ""), weekday: day.getUTCDay() || 7, inside };
}

function whyOf(said, revoked, at, away, accuracy) {
  const { day, weekday, inside } = tradingDay(said, at);
  if (day < said.a || day > said.z) return "expired";
  if (revoked.has(said.s)) return "revoked";
  if (away !== null && away > said.p[2] + Math.min(accuracy, SURE)) return "wrong_place";
  return inside && said.d.includes(String(weekday)) ? "ok" : "wrong_hour";
}

// {why, said, metres}. `position`: [lat, lon] or null; `at` a Date; `revoked` a Set of serials.
export async function verdict(text, { keys, revoked, at, position = null, accuracy = 0, holds }) {
  let said;
  try {
    said = statementOf(await read(tokenOf(text), keys, holds));
  } catch (fault) {
    if (fault instanceof UnknownKey) return { why: "unknown_key", said: null, metres: null };
    if (fault instanceof Altered) return { why: "altered", said: null, metres: null };
    throw fault;
  }
  const away = position ? metres(position, said.p) : null;
  return { why: whyOf(said, revoked, at, away, accuracy), said, metres: away === null ? null : Math.round(away) };
}

// Checks one signature: by the browser where it knows Ed25519, else by the library beside it.
export function verifier(library) {
  let native = crypto.subtle !== undefined;
  return async (key, signature, message) => {
    if (signature.length !== 64 || key.length !== 32) return false;
    if (native) {
      try {
        const made = await crypto.subtle.importKey("raw", key, { name: ALGORITHM }, false, ["verify"]);
        return await crypto.subtle.verify(ALGORITHM, made, signature, message);
      } catch {
        native = false; // an older browser
      }
    }
    const { verifyAsync } = await import(library);
    try {
      return await verifyAsync(signature, message, key, { zip215: false });
    } catch {
      return false;
    }
  };
}
