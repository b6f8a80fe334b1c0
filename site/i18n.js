// Languages: which one to show, its strings, and putting them into the page.
// The page's own text is English, so it can be read before any of this runs.

/** @typedef {Record<string, string>} Strings */

export const build = "unreleased";
/** @type {Strings} */
const urls = { en: "i18n/en.json", ja: "i18n/ja.json" };
const remembered = "zerokara.language";
/** @type {Record<string, Promise<Strings>>} */
const files = {};
/** @type {Strings} */
let strings = {};
let language = choose();

/**
 * lost is the file of a language that was wanted and did not load, and why.
 * @type {{ url: string, why: string, again: () => void } | null}
 */
export let lost = null;

function choose() {
  const wanted = [...(navigator.languages || [navigator.language || ""])];
  const asked = /[?&]lang=(en|ja)\b/.exec(location.hash.split(/[?&]lab=/)[0]);
  const loaded = performance.getEntriesByType("navigation")[0]?.toJSON().type;
  const own = loaded === "reload" || history.state === "replaced"; // and may be older than the last choice
  if (asked && own) wanted.unshift(asked[1]);
  try {
    wanted.unshift(localStorage.getItem(remembered) ?? "");
  } catch {
    // storage may be forbidden; then the browser's languages decide
  }
  wanted.unshift(new URLSearchParams(location.search).get("lang") ?? "");
  if (asked && !own) wanted.unshift(asked[1]); // by a link
  return wanted.map((l) => l.slice(0, 2).toLowerCase()).find((l) => urls[l]) ?? "en";
}

// use takes a language's strings, if they load; what failed is asked for past the
// browser's cache.
/** @type {(l: string) => Promise<boolean>} */
async function use(l) {
  try {
    files[l] ??= fetch(urls[l], { cache: lost ? "reload" : "default" }).then((r) => {
      if (!r.ok) throw new Error(`HTTP ${r.status}`);
      return r.json();
    });
    strings = await files[l];
    [language, lost] = [l, null];
  } catch (error) {
    delete files[l];
    lost = { url: urls[l], why: error instanceof Error ? error.message : String(error), again: () => pick(l) };
  }
  return lost === null;
}

// pick is the visitor's choice: remembered, if it loads.
/** @param {string} l */
async function pick(l) {
  try {
    if (await use(l)) localStorage.setItem(remembered, l);
  } catch {
    // then the choice lasts as long as the page
  }
  apply();
}

/** first loads what the page begins with: English where the visitor's language does not come. */
async function first() {
  if (await use(language)) return;
  await new Promise((resolve) => setTimeout(resolve, 1000));
  if (await use(language)) return;
  const missed = lost;
  if (language !== "en") await use("en");
  [language, lost] = ["en", missed];
}

/** builtIn returns the English of index.html, and what is said of all the rest. */
function builtIn() {
  /** @type {Strings} */
  const own = { "": "…" };
  const more = /** @type {HTMLTemplateElement} */ (document.getElementById("words")).content;
  for (const e of [...texts(document), ...texts(more)]) own[e.dataset.i18n ?? ""] = e.textContent ?? "";
  named((e, name, key) => (own[key] = e.getAttribute(name) ?? ""));
  return own;
}

// t returns a string with {name} replaced by values.name.
/** @type {(key: string, values?: Record<string, string>) => string} */
export function t(key, values = {}) {
  return (strings[key] ?? strings[""] ?? key).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** joined returns all strings as wasm/words takes them. */
export const joined = () => Object.entries(strings).flat().join("\0");

/** @returns {NodeListOf<HTMLElement>} */
const choices = () => document.querySelectorAll("[data-lang]");

/** @type {(root: ParentNode) => NodeListOf<HTMLElement>} */
const texts = (root) => root.querySelectorAll("[data-i18n]");

/** named goes through the attributes that have words.
 * @param {(e: HTMLElement, name: string, key: string) => void} each */
function named(each) {
  /** @type {NodeListOf<HTMLElement>} */
  const all = document.querySelectorAll("[data-i18n-attr]");
  for (const e of all) {
    for (const pair of (e.dataset.i18nAttr ?? "").split(" ")) {
      const [name, key] = pair.split(":");
      each(e, name, key);
    }
  }
}

/** apply puts the strings of the language into the page. */
function apply() {
  document.documentElement.lang = language;
  for (const e of texts(document)) e.textContent = t(e.dataset.i18n ?? "");
  named((e, name, key) => e.setAttribute(name, t(key)));
  for (const b of choices()) b.setAttribute("aria-pressed", String(b.dataset.lang === language));
  document.dispatchEvent(new Event("zerokara:language"));
}

/** show ends styles/base.css's hiding of the page. */
const show = () => document.documentElement.toggleAttribute("data-shown", true);

async function start() {
  const loaded = first();
  /** @type {Promise<void>} */
  const parsed = new Promise((resolve) => {
    if (document.readyState === "complete") return resolve();
    // DOMContentLoaded may have been already, and load comes after it.
    for (const e of ["DOMContentLoaded", "load"]) addEventListener(e, () => resolve(), { once: true });
  });
  await parsed; // boot.js shows the place, then
  if (document.documentElement.lang === language) show();
  for (const b of choices()) b.addEventListener("click", () => pick(b.dataset.lang ?? "en"));
  await loaded;
  if (Object.keys(strings).length === 0) strings = builtIn();
  apply();
  show();
}

/** ready is fulfilled when the page is in its language. */
export const ready = start();
