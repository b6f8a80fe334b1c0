// Languages: which one to show, its strings, and putting them into the page.
// The page's own text is English, so it can be read before any of this runs.

/** @typedef {Record<string, string>} Strings */

/** @type {Record<string, string>} */
const urls = { en: "i18n/en.json", ja: "i18n/ja.json" };
const remembered = "zerokara.language";
/** @type {Record<string, Promise<Strings>>} */
const files = {};
/** @type {Strings} */
let strings = {};
let language = choose();

function choose() {
  let stored = null;
  try {
    stored = localStorage.getItem(remembered);
  } catch {
    // storage may be forbidden; then the browser's languages decide
  }
  if (stored && urls[stored]) return stored;
  for (const l of navigator.languages || [navigator.language || ""]) {
    const short = l.slice(0, 2).toLowerCase();
    if (urls[short]) return short;
  }
  return "en";
}

// load fetches a language once; a failure may be tried again.
/** @param {string} l */
function load(l) {
  files[l] ??= fetch(urls[l]).then((r) => {
    if (!r.ok) throw new Error(`HTTP ${r.status}`);
    return r.json();
  });
  files[l].catch(() => delete files[l]);
  return files[l];
}

// t returns a string with {name} replaced by values.name.
/** @type {(key: string, values?: Record<string, string>) => string} */
export function t(key, values = {}) {
  return (strings[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** joined returns all strings as wasm/words takes them. */
export const joined = () => Object.entries(strings).flat().join("\0");

/** @returns {NodeListOf<HTMLElement>} */
const choices = () => document.querySelectorAll("[data-lang]");

/** apply puts the strings of the language into the page. */
function apply() {
  document.documentElement.lang = language;
  /** @type {NodeListOf<HTMLElement>} */
  const texts = document.querySelectorAll("[data-i18n]");
  for (const e of texts) e.textContent = t(e.dataset.i18n ?? "");
  /** @type {NodeListOf<HTMLElement>} */
  const attributes = document.querySelectorAll("[data-i18n-attr]");
  for (const e of attributes) {
    for (const pair of (e.dataset.i18nAttr ?? "").split(" ")) {
      const [name, key] = pair.split(":");
      e.setAttribute(name, t(key));
    }
  }
  for (const b of choices()) b.setAttribute("aria-pressed", String(b.dataset.lang === language));
  document.dispatchEvent(new Event("zerokara:language"));
}

// use changes the language; until its file is there the old one stays.
/** @type {(l: string) => Promise<void>} */
async function use(l) {
  strings = await load(l);
  language = l;
  apply();
}

/** @param {string} l */
function remember(l) {
  try {
    localStorage.setItem(remembered, l);
  } catch {
    // then the choice lasts as long as the page
  }
  return use(l);
}

/** show ends styles/base.css's hiding of the page. */
const show = () => document.documentElement.toggleAttribute("data-shown", true);

/** first loads the strings that the page begins with: English where the visitor's do not come. */
async function first() {
  try {
    return await load(language);
  } catch {
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  try {
    return await load(language);
  } catch {
    language = "en";
    return load(language);
  }
}

async function start() {
  const loaded = first();
  /** @type {Promise<void>} */
  const parsed = new Promise((resolve) => {
    const done = () => resolve();
    if (document.readyState === "complete") return done();
    document.addEventListener("DOMContentLoaded", done, { once: true });
    addEventListener("load", done, { once: true }); // where that has been already
  });
  await parsed; // boot.js shows the place, then
  if (document.documentElement.lang === language) show();
  for (const b of choices()) b.addEventListener("click", () => remember(b.dataset.lang ?? "en").catch(() => {}));
  try {
    strings = await loaded;
    apply();
  } catch {
    // the page stays in the English it came in
  }
  show();
}

/** ready is fulfilled when the page is in its language. */
export const ready = start();
