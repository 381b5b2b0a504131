// The phone's page without a network: one edition of all its parts, fetched whole, then served from here.
"use strict";

const EDITION = "lapangan-{{ edition }}";
const PARTS = {{ parts|safe }};

addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const store = await caches.open(EDITION);
    await store.addAll(PARTS.map((part) => new Request(part, { cache: "reload", credentials: "omit" })));
    if (!registration.active) await skipWaiting();
  })());
});

// A new edition takes over when no page of the old one is open: nobody loses a form under his hands.
addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith("lapangan-") && name !== EDITION);
    await Promise.all(old.map((name) => caches.delete(name)));
    await clients.claim();
  })());
});

addEventListener("fetch", (event) => {
  const asked = new URL(event.request.url);
  if (event.request.method !== "GET" || asked.origin !== location.origin || !PARTS.includes(asked.pathname)) return;
  event.respondWith((async () => {
    const kept = await (await caches.open(EDITION)).match(asked.pathname, { ignoreVary: true });
    return kept ?? fetch(event.request);
  })());
});
