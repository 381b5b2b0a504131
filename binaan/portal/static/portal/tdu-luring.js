// Keeps the check of cards on the phone. KEPT is written before this by portal/views/tdu.py.
const OURS = "cek-tdu-";
const NAME = OURS + KEPT.edition;
const PATIENCE = 4000; // milliseconds the network has before the kept list answers

async function keep() {
  const cache = await caches.open(NAME);
  const page = new Request(KEPT.page, { cache: "reload", credentials: "omit" });
  const files = KEPT.files.map((one) => new Request(one, { cache: "reload" }));
  await cache.addAll([page, new Request(KEPT.list, { cache: "reload", credentials: "omit" }), ...files]);
}

async function forgetOthers() {
  for (const name of await caches.keys()) if (name.startsWith(OURS) && name !== NAME) await caches.delete(name);
}

// The list from the network, or the kept one, which then says so.
async function listed() {
  const cache = await caches.open(NAME);
  try {
    const answer = await fetch(KEPT.list, { cache: "no-store", credentials: "omit", signal: AbortSignal.timeout(PATIENCE) });
    if (answer.ok) {
      await cache.put(KEPT.list, answer.clone());
      return answer;
    }
  } catch { /* no network, or too slow */ }
  const old = await cache.match(KEPT.list);
  return old ? new Response(await old.text(), { headers: { "Content-Type": "application/json", "X-Kept": "1" } }) : Response.error();
}

async function kept(request) {
  const cache = await caches.open(NAME);
  return (await cache.match(request, { ignoreSearch: true, ignoreVary: true })) ?? fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(keep().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(forgetOthers().then(() => self.clients.claim())));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (pathname === KEPT.list) event.respondWith(listed());
  else if (pathname === KEPT.page || KEPT.files.includes(pathname)) event.respondWith(kept(request));
});
