// The visitor's own drawings with their true digits: kept in IndexedDB in this
// browser, exported and imported as text, deleted when asked to. What a file
// must be is decided in wasm/state; here it is shown.
"use strict";

globalThis.zerokaraKept = (() => {
  const { zerokaraText: text, zerokaraBoot: boot, zerokaraThumbs: thumbs } = globalThis;
  const $ = (id) => document.getElementById(id);
  const { t } = text;
  const most = 500; // as wasm/state's MaxKept
  const few = 60; // so few that they can be read while it trains
  const largest = 8 << 20; // bytes of a file, as its MaxImport
  let list = []; // {id, label, writer, line, pixels, read, sure}, oldest first
  let engine = false;
  let reading = 0; // the newest question to the engine
  let loaded = false;
  let busy = false; // a lesson is under way
  let note = null; // {key, values}
  let last = { phase: "" };

  // The database; where there is none, drawings last as long as the page.

  let lasting = true;
  let temporary = 0;

  function database(mode, use) {
    return new Promise((resolve, reject) => {
      const open = indexedDB.open("zerokara-drawings", 1);
      open.onupgradeneeded = () => open.result.createObjectStore("drawings", { keyPath: "id", autoIncrement: true });
      open.onerror = () => reject(open.error);
      open.onblocked = () => reject(new Error("blocked"));
      open.onsuccess = () => {
        const db = open.result;
        db.onversionchange = () => db.close();
        try {
          const transaction = db.transaction("drawings", mode);
          const result = use(transaction.objectStore("drawings"));
          transaction.oncomplete = () => { db.close(); resolve(result); };
          transaction.onabort = () => { db.close(); reject(transaction.error); };
        } catch (error) {
          db.close();
          reject(error);
        }
      };
    });
  }

  async function store(use) {
    if (lasting) {
      try {
        return await database("readwrite", use);
      } catch {
        lasting = false;
        tell("kept.unstored");
      }
    }
    return null;
  }

  async function load() {
    loaded = true;
    let requests = null;
    try {
      requests = await database("readonly", (drawings) => drawings.getAll());
    } catch {
      lasting = false;
    }
    const bad = [];
    for (const record of requests ? requests.result : []) {
      const parsed = typeof record.line === "string" && boot.app.parseKept(new TextEncoder().encode(record.line));
      if (parsed && parsed.drawings && parsed.drawings.length === 1 && list.length < most) list.push({ ...parsed.drawings[0], id: record.id });
      else bad.push(record.id);
    }
    if (bad.length > 0) tell("kept.unreadable", { n: bad.length });
    changed();
  }

  // add keeps drawings, except those that are kept already, and resolves to how
  // many are new. Nothing is added when they would be too many.
  async function add(drawings) {
    const fresh = [];
    for (const d of drawings) {
      if (![...list, ...fresh].some((k) => k.line === d.line)) fresh.push(d);
    }
    if (list.length + fresh.length > most) return -1;
    const ids = await store((s) => fresh.map((d) => s.add({ line: d.line })));
    fresh.forEach((d, i) => list.push({ ...d, id: ids ? ids[i].result : `t${temporary++}` }));
    changed();
    return fresh.length;
  }

  async function remove(ids) {
    await store((s) => {
      for (const id of ids) {
        if (typeof id === "number") s.delete(id);
      }
    });
    list = list.filter((d) => !ids.includes(d.id)); // what is gone is seen to be gone
    changed();
  }

  // What the network takes them for

  function joined() {
    const pixels = new Uint8Array(784 * list.length);
    list.forEach((d, i) => pixels.set(d.pixels, 784 * i));
    return pixels;
  }

  function read() {
    if (!engine || list.length === 0 || busy) return;
    reading++;
    boot.app.read(reading, joined());
  }

  function changed() {
    for (const d of list) {
      if (d.read === undefined) d.read = null;
    }
    show();
    read();
    document.dispatchEvent(new Event("zerokara:kept"));
  }

  // The list

  function tell(key, values = {}) {
    note = key ? { key, values } : null;
    $("kept-note").textContent = note ? t(note.key, note.values) : "";
  }

  async function confirmDelete(d) {
    if (await thumbs.ask(t("kept.delete.one", { label: d.label }))) {
      await remove([d.id]);
      boot.say("kept", t("say.deleted", { n: 1 }));
      $("kept-list").querySelector("button")?.focus();
    }
  }

  function show() {
    const n = list.length;
    const right = list.filter((d) => d.read === d.label).length;
    const known = list.some((d) => d.read !== null);
    $("kept-title").textContent = n > 0 ? t("kept.count", { n }) : t("kept.title");
    $("kept-text").textContent = n === 0 ? t("kept.empty") : known ? t("kept.right", { right, n }) : t("kept.text");
    const items = list.slice().reverse().map((d) => {
      const wrong = d.read !== null && d.read !== d.label;
      const line = d.read === null ? String(d.label) : t(wrong ? "kept.wrong" : "kept.ok", { label: d.label, read: d.read });
      return thumbs.item({
        pixels: d.pixels,
        text: line,
        label: t(d.read === null ? "kept.item" : "kept.item.read", { label: d.label, read: d.read, writer: d.writer || "–" }),
        className: wrong ? "misread" : "",
        run: () => {
          boot.app.drawKept(d.line);
          boot.say("pad", t("say.drawn", { label: d.label }));
          thumbs.toPad();
        },
        more: [{ text: "×", label: t("kept.delete", { label: d.label }), className: "remove", run: () => confirmDelete(d), disabled: busy }],
      });
    });
    // The focus stays on the same place in the list.
    const focused = [...$("kept-list").querySelectorAll("button")].indexOf(document.activeElement);
    $("kept-list").replaceChildren(...items);
    if (focused >= 0) $("kept-list").querySelectorAll("button")[focused]?.focus();
    for (const id of ["kept-export", "kept-clear"]) $(id).disabled = n === 0 || busy;
    $("kept-import").disabled = busy || !boot.app;
    if (note) tell(note.key, note.values);
  }

  // Files

  function exportFile() {
    const file = new Blob(list.map((d) => d.line), { type: "application/x-ndjson" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = "zerokara-drawings.ndjson";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    tell("kept.exported", { n: list.length });
  }

  async function importFile(file) {
    tell(null);
    if (file.size > largest) {
      tell("import.large", { line: 0, detail: `${largest >> 20} MB` });
      return;
    }
    let parsed;
    try {
      parsed = boot.app.parseKept(new Uint8Array(await file.arrayBuffer()));
    } catch (error) {
      console.error(error);
      parsed = { code: "failed" };
    }
    if (!parsed.drawings) {
      tell(`import.${parsed.code}`, { line: parsed.line, detail: parsed.detail });
      return;
    }
    const n = await add(parsed.drawings);
    if (n < 0) tell("import.full", { most, n: list.length });
    else tell("import.done", { n, known: parsed.drawings.length - n });
  }

  $("kept-export").addEventListener("click", exportFile);
  $("kept-import").addEventListener("click", () => $("kept-file").click());
  $("kept-file").addEventListener("change", async () => {
    const [file] = $("kept-file").files;
    if (file) await importFile(file);
    $("kept-file").value = "";
  });
  $("kept-clear").addEventListener("click", async () => {
    const n = list.length;
    if (await thumbs.ask(t("kept.delete.all", { n }))) {
      await remove(list.map((d) => d.id));
      tell(null);
      boot.say("kept", t("say.deleted", { n }));
      $("kept-import").focus();
    }
  });

  document.addEventListener("zerokara:answers", (event) => {
    const { seq, digits } = event.detail;
    if (seq !== reading || digits.length !== list.length) return;
    let different = false;
    list.forEach((d, i) => {
      different = different || d.read !== digits[i];
      d.read = digits[i];
    });
    if (different) show();
  });
  document.addEventListener("zerokara:state", (event) => {
    const s = event.detail;
    const began = s.engine && !engine;
    engine = s.engine;
    if (!loaded && boot.app) load();
    if (began || s.phase !== last.phase) read();
    last = { phase: s.phase };
  });
  document.addEventListener("zerokara:matrix", () => { // every second or so while it trains
    if (last.phase !== "training" || list.length <= few) read();
  });
  document.addEventListener("zerokara:language", show);

  return {
    all: () => list,
    joined,
    add,
    most,
    tell,
    busy: (on) => {
      busy = on;
      show();
      read();
    },
  };
})();
