// What went wrong, in the page: one notice for each cause, in the visitor's
// language, with a button if there is something to do. And the downloads.
import * as text from "./i18n.js";

export const build = "unreleased";

/** @type {Map<string, Notice | Said>} */
const shown = new Map();
/** @type {Map<string, { done: number, total: number | null, finished: boolean }>} */
const loads = new Map();
const notices = /** @type {HTMLElement} */ (document.getElementById("notices"));
const list = /** @type {HTMLElement} */ (document.getElementById("loads"));

/** @type {(element: Element, value: string) => void} */
function write(element, value) {
  if (element.textContent !== value) element.textContent = value;
}

/** @param {Notice | Said} n */
function sentence(n) {
  if (n.key === undefined) return n.text;
  const values = { ...n.values };
  if (n.needs) values.detail = n.needs.map((k) => text.t(`need.${k}`)).join(", ");
  return text.t(n.key, values);
}

/** @type {(label: string, run: () => void) => HTMLButtonElement} */
function button(label, run) {
  const b = document.createElement("button");
  b.type = "button";
  b.textContent = label;
  b.addEventListener("click", run);
  return b;
}

// fill leaves the text alone if it is the same, so that it is read aloud once.
/** @type {(box: HTMLElement, n: Notice | Said) => void} */
function fill(box, n) {
  const [words] = box.children;
  box.className = n.quiet ? "notice quiet" : "notice";
  write(words, sentence(n));
  const actions = n.actions ?? [];
  const named = n.key === undefined ? actions : actions.map(({ label, run }) => ({ label: text.t(label), run }));
  box.replaceChildren(words, ...named.map(({ label, run }) => button(label, run)));
}

/** @param {string} id */
const boxOf = (id) => /** @type {HTMLElement[]} */ ([...notices.children]).find((box) => box.dataset.notice === id);

/** @type {(id: string, n: Notice | Said) => void} */
function show(id, n) {
  shown.set(id, n);
  let box = boxOf(id);
  if (box) return fill(box, n);
  box = document.createElement("div");
  box.dataset.notice = id;
  box.append(document.createElement("p"));
  fill(box, n);
  notices.append(box);
}

// set shows a notice; the same again changes nothing.
/** @type {(id: string, n: Notice) => void} */
export function set(id, n) {
  const old = shown.get(id);
  if (old?.key === n.key && JSON.stringify(old.values) === JSON.stringify(n.values)) return;
  show(id, n);
}

// say shows a notice of wasm/dom's, whose sentence is in the visitor's language.
// Labels and what they do follow it, in pairs.
/** @type {(id: string, sentence: string, quiet: boolean, ...pairs: any[]) => void} */
export function say(id, sentence, quiet, ...pairs) {
  const actions = pairs.flatMap((label, i) => (i % 2 ? [] : [{ label, run: pairs[i + 1] }]));
  show(id, { text: sentence, quiet, actions });
}

/** @param {string} id */
export function remove(id) {
  if (shown.delete(id)) boxOf(id)?.remove();
}

/** plain is a file's name without the hash of its content, and where it is.
 * @param {string} url */
export const plain = (url) => url.replace(/.*\/|\.[0-9a-f]{10}(?=\.)/g, "");

/** @param {number} n */
const megabytes = (n) => (n / 1e6).toFixed(1);

// size says what is known: bytes that were counted after they were unpacked are
// nobody's download.
/** @type {(done: number, total: number | null) => string} */
function size(done, total) {
  if (total === null) return "";
  if (total === 0) return text.t("load.bytes", { done: megabytes(done) });
  return text.t("load.of", { done: megabytes(done), total: megabytes(total) });
}

function drawLoads() {
  for (const [name, { done, total, finished }] of loads) {
    /** @type {HTMLElement | null} */
    let li = list.querySelector(`[data-load="${name}"]`);
    if (!li) {
      li = document.createElement("li");
      li.dataset.load = name;
      li.append(document.createElement("span"), document.createElement("b"), document.createElement("i"));
      list.append(li);
    }
    const [label, bytes] = li.children;
    write(label, text.t(`load.${name}`));
    write(bytes, size(done, total));
    const part = finished ? 1 : total ? Math.min(done / total, 1) : 0;
    li.style.setProperty("--part", String(part));
    li.classList.toggle("done", finished);
  }
}

// load tells how far a download is, in bytes as they are sent; total is 0 when it is not
// known, and null when not even they are.
/** @type {(name: string, done: number, total: number | null, finished: boolean) => void} */
export function load(name, done, total, finished) {
  loads.set(name, { done, total, finished });
  drawLoads();
  if (!finished) return;
  // Finished downloads leave together, a little later.
  setTimeout(() => {
    if (![...loads.values()].every((l) => l.finished)) return;
    loads.clear();
    list.replaceChildren();
  }, 2000);
}

function redraw() {
  for (const [id, n] of shown) {
    const box = boxOf(id);
    if (box && n.key !== undefined) fill(box, n);
  }
  drawLoads();
  if (!text.lost) return remove("words");
  const { url, why, again } = text.lost;
  const values = { where: plain(url), detail: why };
  set("words", { key: "fault.download", values, actions: [{ label: "retry", run: again }] });
}
document.addEventListener("zerokara:language", redraw);
redraw();
