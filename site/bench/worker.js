// The page's training worker with a data set that the bench hands it instead of
// downloads.
"use strict";

const root = new URL("..", self.location.href);
let files = {};

// Its fetch is given URLs only.
self.fetch = ((network) => (/** @type {URL} */ url, options) => {
  const file = files[new URL(url, root).pathname.split("/").pop()];
  return file ? Promise.resolve(new Response(file)) : network(url, options);
})(self.fetch);

// Beside this file there is nothing; what worker.js imports is one folder up.
const load = self.importScripts;
self.importScripts = (...urls) => load(...urls.map((url) => new URL(url, root).href));

addEventListener("message", (event) => { files = event.data.files ?? files; }, { once: true });
load("../worker.js");
