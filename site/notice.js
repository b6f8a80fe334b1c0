// What went wrong, in the page: one notice for each cause, in the visitor's
// language, with a button if there is something to do. And the downloads.
"use strict";

globalThis.zerokaraNotice = (() => {
  const text = globalThis.zerokaraText;
  const shown = new Map(); // id -> {key, values, needs, actions} or, from wasm/dom, {text, quiet, buttons}
  const loads = new Map(); // name -> {done, total, finished}

  function write(element, value) {
    if (element.textContent !== value) element.textContent = value;
  }

  function sentence(n) {
    if (!n.key) return n.text;
    const values = { ...n.values };
    if (n.needs) values.detail = n.needs.map((k) => text.t(`need.${k}`)).join(", ");
    return text.t(n.key, values);
  }

  function button(label, run) {
    const b = document.createElement("button");
    b.type = "button";
    b.textContent = label;
    b.addEventListener("click", run);
    return b;
  }

  // fill leaves the text alone if it is the same, so that it is read aloud once.
  function fill(box, n) {
    box.className = n.quiet ? "notice quiet" : "notice";
    write(box.firstChild, sentence(n));
    const buttons = n.key ? (n.actions || []).map(({ label, run }) => button(text.t(label), run)) : n.buttons.map(([label, run]) => button(label, run));
    box.replaceChildren(box.firstChild, ...buttons);
  }

  const boxOf = (id) => [...document.getElementById("notices").children].find((box) => box.dataset.notice === id);

  function show(id, n) {
    shown.set(id, n);
    let box = boxOf(id);
    if (box) return fill(box, n);
    box = document.createElement("div");
    box.dataset.notice = id;
    box.append(document.createElement("p"));
    fill(box, n);
    document.getElementById("notices").append(box);
  }

  // set shows a notice; the same again changes nothing.
  function set(id, n) {
    const old = shown.get(id);
    if (old && old.key === n.key && JSON.stringify(old.values) === JSON.stringify(n.values)) return;
    show(id, n);
  }

  // say shows a notice of wasm/dom's, whose sentence is in the visitor's language.
  // Labels and what they do follow it, in pairs.
  const say = (id, sentence, quiet, ...pairs) => {
    const buttons = pairs.flatMap((label, i) => (i % 2 ? [] : [[label, pairs[i + 1]]]));
    show(id, { text: sentence, quiet, buttons });
  };

  function remove(id) {
    if (shown.delete(id)) boxOf(id)?.remove();
  }

  const megabytes = (n) => (n / 1e6).toFixed(1);

  // size says what is known: bytes that were counted after they were unpacked are
  // nobody's download.
  function size(l) {
    if (l.total > 0) return text.t("load.of", { done: megabytes(l.done), total: megabytes(l.total) });
    return l.total === 0 ? text.t("load.bytes", { done: megabytes(l.done) }) : "";
  }

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
      write(label, text.t(`load.${name}`));
      write(bytes, size(l));
      const part = l.finished ? 1 : l.total > 0 ? Math.min(l.done / l.total, 1) : 0;
      li.style.setProperty("--part", part);
      li.classList.toggle("done", l.finished);
    }
  }

  // load tells how far a download is, in bytes as they are sent; total is 0 when it is
  // not known, and null when not even they are.
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
    for (const [id, n] of shown) if (n.key) fill(boxOf(id), n);
    drawLoads();
  });
  return { set, say, remove, load };
})();
