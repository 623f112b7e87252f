// The service worker: keeps the offline page and its files, answers with it when there is no connection, and sends.
// /sw.js sets `trellis` (version, shell, files) and loads this file after the store and the sending.
"use strict";

const CACHE = `trellis-${trellis.version}`;
const HASHED = /\.[0-9a-f]{12}\.\w+$/; // a file whose name tells its content
const SOON = { "/": 6000, "/activities/": 6000, "/activities/add/": 6000, "/week/": 6000 }; // milliseconds until we give up

const keptCopy = async (address) => (await caches.open(CACHE)).match(address, { ignoreVary: true });

self.addEventListener("install", (event) => event.waitUntil((async () => {
  const cache = await caches.open(CACHE);
  await cache.addAll([trellis.shell, ...trellis.files].map((address) => new Request(address, { cache: "reload" })));
  await self.skipWaiting();
})()));

self.addEventListener("activate", (event) => event.waitUntil((async () => {
  const old = (await caches.keys()).filter((name) => name.startsWith("trellis-") && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
})()));

// A page from the site; where that takes longer than people wait, or fails, the offline page in its place.
async function page(request, limit) {
  const asked = fetch(request);
  const tooLong = new Promise((_, reject) => { if (limit) setTimeout(() => reject(new Error("slow")), limit); });
  try {
    return await Promise.race([asked, tooLong]);
  } catch {
    return (await keptCopy(trellis.shell)) ?? asked;
  }
}

async function file(request, path) {
  const kept = await keptCopy(path);
  if (kept && HASHED.test(path)) return kept;
  return fetch(request).catch((error) => {
    if (kept) return kept;
    throw error;
  });
}

self.addEventListener("fetch", (event) => {
  const { request } = event, { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate") {
    const answer = pathname === trellis.shell ? keptCopy(pathname).then((kept) => kept ?? fetch(request)) : null;
    event.respondWith(answer ?? page(request, SOON[pathname]));
  } else if (trellis.files.includes(pathname)) event.respondWith(file(request, pathname));
});

// When the phone has a connection again. A failure makes the browser try once more later.
self.addEventListener("sync", (event) => event.waitUntil((async () => {
  if (!(await sending.flush(true))) throw new Error("not all sent");
})()));

const deeds = {
  // A page of the site was opened by a user who may log: the phone is theirs now.
  async visit({ user }) {
    await store.be(user);
    await sending.fillPocket(user).catch(() => {});
    await sending.flush();
    await sending.tell();
  },
  flush: ({ urgent }) => sending.flush(urgent),
  wipe: () => store.wipe(),
};

self.addEventListener("message", (event) => {
  const deed = deeds[event.data?.deed];
  if (deed) event.waitUntil(deed(event.data).catch(() => {}).then(() => event.ports[0]?.postMessage("done")));
});
