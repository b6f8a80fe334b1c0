// Languages: which one to show, its strings, and putting them into the page.
// The page's own text is English, so it can be read before any of this runs.
"use strict";

globalThis.zerokaraText = (() => {
  const languages = ["en", "ja"];
  const remembered = "zerokara.language";
  const files = {};
  let strings = null;
  let language = choose();

  function choose() {
    let stored = null;
    try {
      stored = localStorage.getItem(remembered);
    } catch {
      // storage may be forbidden; then the browser's languages decide
    }
    if (languages.includes(stored)) return stored;
    for (const l of navigator.languages || [navigator.language || ""]) {
      const short = l.slice(0, 2).toLowerCase();
      if (languages.includes(short)) return short;
    }
    return "en";
  }

  // load fetches a language once; a failure may be tried again.
  function load(l) {
    if (!files[l]) {
      files[l] = fetch(`i18n/${l}.json`).then((r) => {
        if (!r.ok) throw new Error(`HTTP ${r.status}`);
        return r.json();
      });
      files[l].catch(() => { delete files[l]; });
    }
    return files[l];
  }

  // t returns a string with {name} replaced by values.name.
  function t(key, values = {}) {
    const text = strings && strings[key];
    if (text === undefined || text === null) return key;
    return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
  }

  // joined returns all strings as wasm/words takes them.
  const joined = () => Object.entries(strings || {}).flat().join("\0");

  function has(key) {
    return strings !== null && key in strings;
  }

  // apply puts the strings of the language into the page.
  function apply() {
    document.documentElement.lang = language;
    for (const e of document.querySelectorAll("[data-i18n]")) e.textContent = t(e.dataset.i18n);
    for (const e of document.querySelectorAll("[data-i18n-attr]")) {
      for (const pair of e.dataset.i18nAttr.split(" ")) {
        const [name, key] = pair.split(":");
        e.setAttribute(name, t(key));
      }
    }
    for (const b of document.querySelectorAll("[data-lang]")) {
      b.setAttribute("aria-pressed", String(b.dataset.lang === language));
    }
    document.dispatchEvent(new Event("zerokara:language"));
  }

  // use changes the language; until its file is there the old one stays.
  async function use(l) {
    const loaded = await load(l);
    language = l;
    strings = loaded;
    apply();
  }

  function remember(l) {
    try {
      localStorage.setItem(remembered, l);
    } catch {
      // then the choice lasts as long as the page
    }
    return use(l);
  }

  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const patient = () => load(language).catch(() => wait(1000).then(() => load(language)));

  const ready = patient().then((loaded) => {
    strings = loaded;
    const shown = new Promise((resolve) => {
      if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", resolve, { once: true });
      else resolve();
    });
    return shown.then(() => {
      for (const b of document.querySelectorAll("[data-lang]")) b.addEventListener("click", () => remember(b.dataset.lang));
      apply();
    });
  }).catch(() => {}); // the page stays in the English it came in

  return { t, has, joined, ready, get language() { return language; } };
})();
