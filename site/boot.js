// Starts the page's program: checks the browser, downloads app.wasm and worker.wasm, and
// gives ebiten the canvas it needs. What depends on ebiten's insides (2.9.9) is in the
// section "ebiten" below and in wasm/app/game.go, nowhere else.
import * as text from "./i18n.js";
import * as ink from "./ink.js";
import * as notice from "./notice.js";

const host = /** @type {HTMLElement} */ (document.getElementById("bench"));
const slots = ["pad", "input", "bars", "loss", "accuracy"].map(
  (s) => /** @type {HTMLElement} */ (document.querySelector(`[data-slot="${s}"]`)),
);
const reload = { label: "reload", run: () => location.reload() };
const build = "unreleased";
const renew = { label: "reload", run: globalThis.zerokaraAgain ?? reload.run };
const otherBuild = new Error();

// What the browser must have

// A module of one function that uses a v128: (func (drop (v128.const 0))).
const simd = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 23, 1, 21, 0, 253, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 26, 11,
]);

/** @type {(has: Record<string, unknown>) => Notice | null} */
function lacks(has) {
  const needs = Object.keys(has).filter((need) => !has[need]);
  return needs.length > 0 ? { key: "fault.unsupported", needs } : null;
}

// draws asks for a context, which takes time without a GPU: once the program is there.
function draws() {
  const probe = document.createElement("canvas").getContext("webgl2");
  const name = probe?.getExtension("WEBGL_debug_renderer_info")?.UNMASKED_RENDERER_WEBGL ?? probe?.RENDERER;
  boot.soft = /swiftshader|llvmpipe|softpipe|basic render|software/i.test(probe?.getParameter(name ?? 0));
  probe?.getExtension("WEBGL_lose_context")?.loseContext(); // they are few
  return lacks({ webgl: probe });
}

// Downloads

const stalled = 30000; // ms without a byte before a download is given up

/** @param {unknown} error */
const reason = (error) => (error instanceof Error && error.message) || String(error);

/** @type {(name: string, url: string, cache: RequestCache, arrived: () => void) => Promise<WebAssembly.Module>} */
async function compile(name, url, cache, arrived) {
  const abort = new AbortController();
  /** @type {number | undefined} */
  let timer;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => abort.abort(new Error(`no byte for ${stalled / 1000} s`)), stalled);
  };
  wait();
  try {
    const shown = text.ready.then(() => notice.load(name, 0, null, false));
    const [response] = await Promise.all([fetch(url, { cache, signal: abort.signal }), shown]);
    if (!response.ok || !response.body) throw new Error(`HTTP ${response.status}`);
    // Hosts that label .gz files have the browser inflate them, and nobody counts the rest.
    const inflated = response.headers.get("Content-Encoding");
    const total = inflated ? null : Number(response.headers.get("Content-Length")) || 0;
    let done = 0;
    const count = new TransformStream({
      transform(chunk, controller) {
        wait();
        done += chunk.length;
        notice.load(name, done, total, false);
        controller.enqueue(chunk);
      },
      flush: arrived,
    });
    const counted = response.body.pipeThrough(count);
    const program = new Response(inflated ? counted : counted.pipeThrough(new DecompressionStream("gzip")), {
      headers: { "Content-Type": "application/wasm" },
    });
    const module = WebAssembly.compileStreaming
      ? await WebAssembly.compileStreaming(program)
      : await WebAssembly.compile(await program.arrayBuffer());
    const [id] = WebAssembly.Module.customSections(module, "build");
    if (new TextDecoder().decode(id) !== build) throw otherBuild;
    notice.load(name, done, total, true);
    return module;
  } finally {
    clearTimeout(timer);
  }
}

// download goes on until it has the module: the visitor says when to retry, past the
// browser's cache. arrived is called when all bytes are there, perhaps before they are compiled.
/** @type {(name: string, url: string, arrived?: () => void) => Promise<WebAssembly.Module>} */
async function download(name, url, arrived = () => {}) {
  for (let cache = /** @type {RequestCache} */ ("default"); ; cache = "reload") {
    try {
      return await compile(name, url, cache, arrived);
    } catch (error) {
      await text.ready;
      await new Promise((resolve) => {
        const values = { where: notice.plain(url), detail: reason(error) };
        const again = error === otherBuild ? renew : { label: "retry", run: () => resolve(null) };
        notice.set(url, { key: error === otherBuild ? "fault.version" : "fault.download", values, actions: [again] });
      });
      notice.remove(url);
    }
  }
}

// Places, until wasm/view/place takes over: a link to one shows it from the start.

function place() {
  const views = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-view]:not(body)")]);
  const wanted = location.hash.replace(/^#\/?/, "").split("?")[0];
  const view = views.find((v) => v.dataset.view === wanted) ?? views[0];
  for (const v of views) v.hidden = v !== view;
  const name = (document.body.dataset.view = view.dataset.view || "watch");
  const tabs = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".tabs"));
  for (const t of tabs) t.hidden = !name.startsWith(t.id.replace("-tabs", "/"));
}
if (/[?&]view=embed\b/.test(location.search)) document.body.dataset.embed = "";
place();
addEventListener("hashchange", place);

// ebiten: it appends a canvas to the body, takes the body's size for its own,
// and listens to everything. The canvas goes into the host instead, lets
// pointers through (styles/bench.css) and hears nothing. It has no antialiasing: the
// scene draws smooth edges itself, and without a GPU four samples a pixel cost
// half of each frame.

const scale = () => {
  const longest = Math.max(host.clientWidth, host.clientHeight, 1);
  const wanted = Math.min(Math.max(devicePixelRatio || 1, 1), 2);
  return Math.min(wanted, 4096 / longest);
};
let size = { width: 1, height: 1 }; // of the canvas, which ends where bars and pad do

function adopt() {
  const { body } = document;
  Object.defineProperty(body, "clientWidth", { get: () => size.width });
  Object.defineProperty(body, "clientHeight", { get: () => size.height });
  const own = /** @type {{ appendChild?: (node: Node) => Node }} */ (body);
  own.appendChild = (node) => {
    if (!(node instanceof HTMLCanvasElement)) return Node.prototype.appendChild.call(body, node);
    delete own.appendChild;
    if (boot.soft) return node; // nothing draws in it
    node.setAttribute("aria-hidden", "true");
    node.getContext("webgl2", { antialias: false, depth: false }); // ebiten's own call gets this one
    new MutationObserver(() => {
      if (node.tabIndex !== -1) node.tabIndex = -1;
    }).observe(node, { attributes: true, attributeFilter: ["tabindex"] });
    return host.appendChild(node);
  };
  /** @param {Event} event */
  const deafen = (event) => event.target instanceof HTMLCanvasElement && event.stopImmediatePropagation();
  const deaf =
    "mousedown mouseup mousemove wheel touchstart touchmove touchend keydown keyup contextmenu dragover drop blur";
  for (const type of deaf.split(" ")) host.addEventListener(type, deafen, { capture: true, passive: true });
  host.addEventListener(
    "webglcontextlost",
    (event) => {
      event.stopImmediatePropagation(); // ebiten would reload at once
      event.preventDefault();
      boot.app?.lost();
    },
    { capture: true },
  );
}

// layout returns canvas width, height, scale, and each slot's x, y, width and
// height in whole canvas pixels.
function layout() {
  const s = scale();
  const origin = host.getBoundingClientRect();
  const places = [];
  // Where a browser snaps to whole CSS pixels, half a one more or less would blur all.
  const whole = (/** @type {number} */ n) => (Number.isInteger(s) ? Math.ceil(n / s) * s : n);
  size = { width: 1, height: 1 };
  for (const slot of slots) {
    const r = slot.getBoundingClientRect();
    const x = Math.round((r.left + slot.clientLeft - origin.left) * s);
    const y = Math.round((r.top + slot.clientTop - origin.top) * s);
    const right = Math.round((r.right - slot.clientLeft - origin.left) * s);
    const bottom = Math.round((r.bottom - slot.clientTop - origin.top) * s);
    places.push(x, y, right - x, bottom - y);
    if (slot.classList.contains("plot")) continue;
    size = { width: Math.max(size.width, whole(right)), height: Math.max(size.height, whole(bottom)) };
  }
  // A canvas of exactly as many pixels as the display shows is not blurred.
  host.style.setProperty("--canvas-width", `${size.width / s}px`);
  host.style.setProperty("--canvas-height", `${size.height / s}px`);
  return Float64Array.of(size.width, size.height, s, ...places);
}

function follow() {
  let last = "";
  const changed = () => {
    const now = layout().join();
    if (now === last || !boot.app) return;
    last = now;
    boot.app.layout();
    dispatchEvent(new Event("resize"));
  };
  boot.relayout = changed; // something moved without changing its size
  const observer = new ResizeObserver(changed);
  for (const e of [host, ...slots]) observer.observe(e);
  new IntersectionObserver((entries) => {
    boot.app?.seeStage(entries[entries.length - 1].isIntersecting);
  }).observe(host);
  let ratio = devicePixelRatio;
  setInterval(() => ratio === (ratio = devicePixelRatio) || changed(), 250);
  document.fonts?.ready.then(changed);
  for (const query of ["(prefers-color-scheme: dark)", "(prefers-reduced-motion: reduce)"]) {
    matchMedia(query).addEventListener("change", () => boot.app?.palette());
  }
  changed();
}

// What wasm/app and wasm/dom find here, as zerokaraBoot: the one name that both sides share.
const boot = {
  family: getComputedStyle(document.documentElement).fontFamily,
  layout,
  slots,
  host,
  scale,
  notice: { say: notice.say, remove: notice.remove, load: notice.load },
  ink: ink.take,
  inked: () => requestAnimationFrame(ink.leave), // the canvas is seen by then
  joined: text.joined,
  /** @param {string} name */
  color: (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim(),
  calm: () => matchMedia("(prefers-reduced-motion: reduce)").matches,
  /** @type {(f: Func) => Func} */
  throwing:
    (f) =>
    (...args) => {
      const result = f(...args);
      if (result instanceof Error) throw result;
      return result;
    },
  /** @param {string} place */
  unknown: (place) =>
    notice.set("unknown", {
      key: "place.unknown",
      values: { place },
      quiet: true,
      actions: [{ label: "dismiss", run: () => notice.remove("unknown") }],
    }),
  relayout: () => {},
  renew: renew.run,
  soft: false, // WebGL has no GPU: wasm/app/soft.go
  worker: "worker.js",
  /** @type {Promise<WebAssembly.Module> | null} */
  workerModule: null,
  /** @type {App | null} */
  app: null, // set by wasm/app
};
Object.assign(globalThis, { zerokaraBoot: boot });

/** script goes on once a script has run; files.js says when it does not load.
 * @param {string} src */
const script = (src) =>
  new Promise((resolve) => {
    document.head.append(Object.assign(document.createElement("script"), { src, onload: resolve }));
  });

// refused says why the page does not start: files of two releases, a page around it that
// did not ask for it by view=embed, or an old browser.
/** @returns {Notice | null} */
function refused() {
  const builds = [document.documentElement.dataset.build, text.build, notice.build, ink.build];
  if (builds.some((b) => b !== build)) return { key: "fault.version", actions: [renew] };
  const open = { label: "open", run: () => void window.open(location.href) };
  if (top !== self && !("embed" in document.body.dataset)) return { key: "fault.framed", actions: [open] };
  const wasm = typeof WebAssembly === "object";
  return lacks({
    wasm,
    simd: !wasm || WebAssembly.validate(simd),
    worker: typeof Worker === "function",
    inflate: typeof DecompressionStream === "function",
  });
}

/** refuse says why, if there is something.
 * @param {Notice | null} why */
function refuse(why) {
  if (!why) return false;
  ink.leave();
  document.body.dataset.unsupported = "";
  const status = /** @type {HTMLElement} */ (document.getElementById("status"));
  status.dataset.i18n = why.needs ? "status.unsupported" : "status.refused";
  status.textContent = text.t(status.dataset.i18n);
  notice.set("unsupported", why);
  return true;
}

async function start() {
  const why = refused();
  // The app first, then the worker: both at once would be there later, both.
  /** @type {Promise<WebAssembly.Module> | undefined} */
  let program;
  const arrived = new Promise((resolve) => {
    if (!why) program = download("app", "app.wasm.gz", () => resolve(null));
  });
  boot.workerModule = arrived.then(() => download("worker", "worker.wasm.gz"));
  await text.ready;
  if (!globalThis.zerokaraAgain) {
    notice.set("files", { key: "fault.file", values: { where: notice.plain("files.js") }, actions: [reload] });
  }
  if (refuse(why) || !program) return;
  const [module] = await Promise.all([program, script("wasm_exec.js")]);
  if (refuse(draws())) return;
  adopt();
  const go = new Go();
  const ended = go.run(await WebAssembly.instantiate(module, go.importObject));
  removeEventListener("hashchange", place);
  document.body.dataset.pad = "";
  follow();
  await ended; // it never should
  throw new Error("app.wasm ended");
}

start().catch((error) => {
  console.error(error);
  ink.leave();
  boot.app?.worker?.terminate(); // nobody would hear of what it learns
  for (const b of document.querySelectorAll("button, input, select")) b.setAttribute("disabled", "");
  notice.set("crash", { key: "fault.crash", actions: [reload] });
});
