// Keeps the page in the browser, so that it works without a network. site/release writes
// here which files it has: each release has another sw.js, and caches of its own, and a
// browser takes it once all of them are there. All names but those of pages have hashes of
// the content in them, so that files of two releases never pass for each other.
"use strict";

(() => {
  const sw = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
  const release = "unlisted";
  /** @type {Record<string, [bytes: number, sum: string]>} */
  const files = {};
  const names = Object.keys(files);
  const total = names.reduce((n, name) => n + files[name][0], 0);
  const { scope } = sw.registration; // several sites may share an origin
  const agreed = `zerokara ${scope}`; // a cache that is there once the visitor lets a metered line be used
  const own = `${agreed} ${release}`;
  const hashed = /\.[0-9a-f]{10}\./;

  /** @param {string} name */
  const url = (name) => scope + (name === "index.html" ? "" : name);

  /** @type {(at: string, cacheName?: string) => Promise<Response | undefined>} */
  const find = (at, cacheName) => caches.match(at, { cacheName }).catch(() => undefined);

  const pages = async () => {
    const all = await sw.clients.matchAll({ type: "window", includeUncontrolled: true });
    return all.filter((c) => c.url.startsWith(scope));
  };

  // tell says to the pages what became of this release; bytes are those that are there, or
  // those that are to be fetched.
  /** @type {(what: string, bytes: number) => Promise<void>} */
  const tell = async (what, bytes) => {
    for (const c of await pages()) c.postMessage(`${what} ${release} ${bytes} ${total}`);
  };

  // Keeping

  /** @param {ArrayBuffer} body */
  const sum = async (body) => {
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
    return Array.from(hash, (b) => b.toString(16).padStart(2, "0")).join("");
  };

  // good returns a file that is what it should be: of a release before, of the browser's
  // cache, or from past that.
  /** @param {string} name */
  const good = async (name) => {
    const [bytes, want] = files[name];
    const at = url(name);
    for (const from of [find, () => fetch(at, { priority: "low" }), () => fetch(at, { cache: "reload" })]) {
      const response = await from(at);
      const body = response?.ok ? await response.arrayBuffer() : null;
      if (!response || body?.byteLength !== bytes || (await sum(body)) !== want) continue;
      const headers = new Headers(response.headers);
      for (const unlike of ["Content-Encoding", "Vary"]) headers.delete(unlike); // the body is unpacked
      headers.set("Content-Length", String(bytes));
      return new Response(body, { headers }); // one that was redirected would not do for a page
    }
    throw new Error(`${name} is not what it should be`);
  };

  const lacking = async () => {
    const there = new Set((await (await caches.open(own)).keys()).map((r) => r.url));
    return names.filter((name) => !there.has(url(name)));
  };

  // metered returns the bytes that are to be fetched if the line is metered and nobody has
  // agreed to that.
  /** @param {string[]} wanted */
  const metered = async (wanted) => {
    const line = /** @type {any} */ (navigator).connection;
    if (!(line?.saveData || line?.type === "cellular") || (await caches.has(agreed))) return 0;
    const found = await Promise.all(wanted.map((name) => hashed.test(name) && find(url(name))));
    return wanted.reduce((n, name, i) => n + (found[i] ? 0 : files[name][0]), 0);
  };

  const keep = async () => {
    try {
      const wanted = await lacking();
      const costs = await metered(wanted);
      if (costs > 0) throw costs;
      const cache = await caches.open(own);
      let left = wanted.reduce((n, name) => n + files[name][0], 0);
      for (const name of wanted) {
        await tell("keeping", total - left);
        await cache.put(url(name), await good(name));
        left -= files[name][0];
      }
      if ((await lacking()).length > 0) throw new Error("what was kept is gone");
      await tell("kept", total);
    } catch (error) {
      const full = error instanceof DOMException;
      if (full) await caches.delete(own).catch(() => {}); // the visitor's drawings need room
      if (typeof error === "number") await tell("metered", error);
      else await tell(full ? "full" : "failed", 0);
      throw error;
    }
  };
  /** @type {Promise<void> | null} */
  let keeping = null;
  const kept = () => (keeping ??= keep().finally(() => (keeping = null)));

  // tidy removes other releases, once no page is of one and none is about to be taken.
  const tidy = async () => {
    const { waiting, installing } = sw.registration;
    if (waiting || installing || (await pages()).length > 1) return;
    const old = (await caches.keys()).filter((name) => name.startsWith(`${agreed} `) && name !== own);
    await Promise.all(old.map((name) => caches.delete(name)));
  };

  sw.addEventListener("install", (event) => event.waitUntil(kept()));
  sw.addEventListener("activate", (event) => event.waitUntil(sw.clients.claim()));

  // A page says "take" once its visitor wants this release, else of which one it is itself.
  sw.addEventListener("message", (event) => {
    if (event.data === "take") return event.waitUntil(sw.skipWaiting());
    const done = () => (event.data === release ? tidy() : undefined);
    event.waitUntil(kept().then(done, () => {})); // which has told
  });

  // Serving

  // page is this release's as long as all of it is there, else what the network has.
  /** @param {Request} request */
  const page = async (request) => {
    const lacks = lacking().catch(() => names);
    const found = await find(scope, own);
    if (found && (await lacks).length === 0) return found;
    return fetch(request).catch((error) => found ?? Promise.reject(error));
  };

  // file is this release's, or by its name one that pages of another release ask for.
  /** @type {(request: Request, name: string) => Promise<Response>} */
  const file = async (request, name) =>
    (await find(url(name), own)) || (hashed.test(name) && (await find(url(name)))) || fetch(request);

  sw.addEventListener("fetch", (event) => {
    const { request } = event;
    if (request.method !== "GET" || !request.url.startsWith(scope)) return;
    const name = request.url.slice(scope.length).replace(/[?#].*/, "");
    if (name === "" || name === "index.html") event.respondWith(page(request));
    else if (files[name] || hashed.test(name)) event.respondWith(file(request, name));
  });
})();
