// What went wrong, in the page: one notice for each cause, in the visitor's
// language, with a button if there is something to do. And the downloads.
"use strict";

globalThis.zerokaraNotice = (() => {
  const text = globalThis.zerokaraText;
  const shown = new Map(); // id -> {key, values, actions, quiet}; or text, in the visitor's language
  const loads = new Map(); // name -> {done, total, finished}

  function build(id, n) {
    const box = document.createElement("div");
    box.className = n.quiet ? "notice quiet" : "notice";
    box.dataset.notice = id;
    const p = document.createElement("p");
    const values = { ...n.values };
    if (n.needs) values.detail = n.needs.map((k) => text.t(`need.${k}`)).join(", ");
    p.textContent = n.text || text.t(n.key, values);
    box.append(p);
    for (const { label, run } of n.actions || []) {
      const b = document.createElement("button");
      b.type = "button";
      b.textContent = text.t(label);
      b.addEventListener("click", run);
      box.append(b);
    }
    return box;
  }

  function draw() {
    document.getElementById("notices").replaceChildren(...[...shown].map(([id, n]) => build(id, n)));
  }

  // set shows a notice; the same again changes nothing, so that it is read
  // aloud once.
  function set(id, n) {
    const old = shown.get(id);
    if (old && old.key === n.key && old.text === n.text && JSON.stringify(old.values) === JSON.stringify(n.values)) return;
    shown.set(id, n);
    draw();
  }

  function remove(id) {
    if (shown.delete(id)) draw();
  }

  const megabytes = (n) => (n / 1e6).toFixed(1);

  function drawLoads() {
    const list = document.getElementById("loads");
    for (const [name, l] of loads) {
      let li = list.querySelector(`[data-load="${name}"]`);
      if (!li) {
        li = document.createElement("li");
        li.dataset.load = name;
        li.append(document.createElement("span"), document.createElement("b"), document.createElement("i"));
        list.append(li);
      }
      const [label, bytes] = li.children;
      label.textContent = text.t(`load.${name}`);
      bytes.textContent = l.total > 0
        ? text.t("load.of", { done: megabytes(l.done), total: megabytes(l.total) })
        : text.t("load.bytes", { done: megabytes(l.done) });
      const part = l.finished ? 1 : l.total > 0 ? Math.min(l.done / l.total, 1) : 0;
      li.style.setProperty("--part", part);
      li.classList.toggle("done", l.finished);
    }
  }

  // load tells how far a download is; total is 0 when it is not known.
  function load(name, done, total, finished) {
    loads.set(name, { done, total, finished });
    drawLoads();
    if (!finished) return;
    // Finished downloads leave together, a little later.
    setTimeout(() => {
      if (![...loads.values()].every((l) => l.finished)) return;
      loads.clear();
      document.getElementById("loads").replaceChildren();
    }, 2000);
  }

  document.addEventListener("zerokara:language", () => {
    draw();
    drawLoads();
  });
  return { set, remove, load };
})();
