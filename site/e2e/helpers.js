// What tests ask of the page. The script runs before the page's own, in every
// document, and adds two globals: e2e, and noticed.
"use strict";

globalThis.noticed = ""; // all notices so far, since some disappear soon

globalThis.e2e = (() => {
  const all = (selector) => [...document.querySelectorAll(selector)];

  function one(selector) {
    const e = document.querySelector(selector);
    if (!e) throw new Error(`nothing in the page matches ${selector}`);
    return e;
  }

  // The views that are shown.
  const views = () => all("[data-view]:not(body)").filter((v) => !v.hidden).map((v) => v.dataset.view);

  const text = (selector) => one(selector).textContent.trim();

  function place(e) {
    const r = e.getBoundingClientRect();
    return { X: r.x, Y: r.y, Width: r.width, Height: r.height };
  }

  // Shows the view that an element is in.
  async function visit(e) {
    const view = e.closest("[data-view]:not(body)");
    if (!view?.hidden) return;
    zerokara.go(view.dataset.view);
    while (view.hidden) await new Promise(requestAnimationFrame);
  }

  async function show(selector) {
    const e = one(selector);
    await visit(e);
    e.scrollIntoView({ block: "center", behavior: "instant" });
    return true;
  }

  // Waits until an element in the window stops moving, and returns its middle.
  async function still(selector) {
    const e = one(selector);
    for (let last = ""; ;) {
      await new Promise(requestAnimationFrame);
      await show(selector);
      const r = place(e);
      const now = Object.values(r).join();
      if (now === last) return { X: r.X + r.Width / 2, Y: r.Y + r.Height / 2 };
      last = now;
    }
  }

  // Records in e2e.clicked whether an element gets a click.
  function listen(selector) {
    e2e.clicked = false;
    one(selector).addEventListener("click", () => { e2e.clicked = true; }, { once: true });
    return true;
  }

  function clickable(selector) {
    const e = document.querySelector(selector);
    if (e !== null) visit(e);
    return e !== null && !e.matches(":disabled") && e.getBoundingClientRect().width > 0;
  }

  let isReady = false;

  // Whether the pad and the worker accept input.
  function ready() {
    globalThis.zerokara?.ready.then(() => { isReady = true; });
    return isReady;
  }

  // Collects in e2e.said what an element says, whenever that changes.
  function record(selector) {
    const e = one(selector);
    e2e.said = [];
    new MutationObserver(() => e2e.said.push(e.textContent))
      .observe(e, { childList: true, characterData: true, subtree: true });
    return true;
  }

  // The controls that are too small to be hit, by mouse or finger, in height or width.
  // A link within a sentence is as high as its line.
  function small() {
    const least = matchMedia("(pointer: coarse)").matches ? 43.5 : 24;
    return visible("button, select, input, summary, a")
      .filter((e) => !e.closest(".facts, p a") && !e.classList.contains("skip"))
      .map((e) => [e, (e.closest("label.switch") ?? e).getBoundingClientRect()])
      .filter(([, r]) => r.height < least || r.width < least)
      .map(([e, r]) => `${name(e)} ${r.width.toFixed()}x${r.height.toFixed()}`);
  }

  // Whether a canvas has not changed for n steps of training.
  let since = null;
  function rests(selector, n) {
    const { phase, step } = zerokara.state();
    if (phase !== "training") throw new Error(`the network is not training: ${phase}`);
    const picture = one(selector).toDataURL();
    if (since === null || since.picture !== picture) since = { picture, step };
    return step > since.step + n;
  }

  // Gives a field a value as a visitor does, who types and leaves it.
  function set(selector, value) {
    const e = one(selector);
    e.value = value;
    for (const kind of ["input", "change"]) e.dispatchEvent(new Event(kind, { bubbles: true }));
    return true;
  }

  // The pixels of a canvas, or of a part of it: four bytes each.
  function pixels(selector, x = 0, y = 0, width = undefined, height = undefined) {
    const c = one(selector);
    return c.getContext("2d").getImageData(x, y, width ?? c.width - x, height ?? c.height - y).data;
  }

  const channel = (data, k) => Array.from({ length: data.length / 4 }, (_, i) => data[4 * i + k]);

  // The number of different colours in a canvas, or in its top rows.
  const colors = (selector, rows = undefined) =>
    new Set(new Uint32Array(pixels(selector, 0, 0, undefined, rows).buffer)).size;

  const alpha = (selector) => channel(pixels(selector), 3);

  // The colour of a canvas's first opaque pixel, as #rrggbb.
  function solid(selector) {
    const data = pixels(selector);
    const i = 4 * channel(data, 3).indexOf(255);
    return "#" + [...data.slice(i, i + 3)].map((v) => v.toString(16).padStart(2, "0")).join("");
  }

  // The sum of a canvas's opacities, from 0 to 1 per pixel.
  const ink = (selector) => alpha(selector).reduce((sum, a) => sum + a / 255, 0);

  // The layout shift that no input caused, as a visitor sees it; and what moved.
  const shifts = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) shifts.push(entry);
  }).observe({ type: "layout-shift", buffered: true });
  const shift = () => shifts.reduce((sum, s) => sum + s.value, 0);
  const shifted = () => shifts.map((s) => {
    return `${s.value.toFixed(4)} ${s.sources.map((of) => `${name(of.node)} (y ${of.previousRect.y} to ${of.currentRect.y})`).join(", ")}`;
  });

  const name = (e) => (e ? e.id || e.name || e.className || e.textContent?.trim().slice(0, 30) || e.nodeName : "?");

  const visible = (selector) => all(selector).filter((e) => e.checkVisibility() && e.offsetWidth > 0);
  const native = (e) => e.matches("[type=checkbox], [type=radio], [type=range]"); // drawn by the browser

  // The visible elements that have neither border nor outline; and those of them that
  // have no ground either.
  const bare = (selector) => visible(selector).filter((e) => {
    const s = getComputedStyle(e);
    return !native(e) && s.borderStyle === "none" && s.outlineStyle === "none";
  });
  const edgeless = (selector) => bare(selector).map(name);
  const flat = (selector) => bare(selector).filter((e) => /, 0\)$/.test(getComputedStyle(e).backgroundColor)).map(name);

  // What an element or a pseudo-element looks like, as far as edges and grounds go.
  function look(selector) {
    const [, of, pseudo] = selector.match(/^(.*?)(::.*)?$/);
    const s = getComputedStyle(one(of), pseudo);
    return [s.color, s.backgroundColor, s.borderTopColor, s.borderBottomColor, s.borderTopStyle, s.borderTopWidth, s.borderBottomWidth, s.left, s.stroke, s.strokeDasharray].join(" ");
  }

  // The fraction of an element's points where another one lies above it.
  function covered(selector) {
    const e = one(selector);
    const r = e.getBoundingClientRect();
    let n = 0;
    for (let i = 0; i < 100; i++) {
      const x = r.x + r.width * (i % 10 + 0.5) / 10;
      const y = r.y + r.height * (Math.floor(i / 10) + 0.5) / 10;
      const top = document.elementFromPoint(x, y);
      if (top !== e && !e.contains(top)) n++; // nothing is there outside the window
    }
    return n / 100;
  }

  // The visible texts in smaller letters than of a size in pixels.
  const tiny = (least) => visible("body *").filter((e) =>
    parseFloat(getComputedStyle(e).fontSize) < least - 0.01 && !e.closest(".hidden, select, dialog")
    && getComputedStyle(e).clipPath === "none" && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim() !== ""))
    .map((e) => `${name(e)} ${getComputedStyle(e).fontSize}`);

  // Whether an element is in a box that scrolls sideways.
  const scrolls = (e) => {
    for (let b = e.parentElement; b !== null && b !== document.body; b = b.parentElement) {
      if (/auto|scroll/.test(getComputedStyle(b).overflowX) && b.scrollWidth > b.clientWidth) return true;
    }
    return false;
  };

  // The visible elements that the window's sides cut off, and that cannot be scrolled to.
  const outside = (selector) => visible(selector).filter((e) => {
    const { left, right } = e.getBoundingClientRect();
    return right > 0 && (left < -0.5 || right > document.documentElement.clientWidth + 0.5) && !scrolls(e);
  }).map(name);

  // The visible texts that their boxes cut off: in select elements, buttons, and
  // whatever hides what does not fit.
  function cut() {
    const measure = document.createElement("canvas").getContext("2d");
    return visible("body *").filter((e) => {
      if (e.closest(".hidden, canvas, svg") || !e.textContent.trim()) return false;
      const s = getComputedStyle(e);
      if (e.matches("select")) {
        measure.font = s.font;
        const text = measure.measureText(e.selectedOptions[0]?.textContent ?? "").width;
        return text > e.clientWidth - parseFloat(s.paddingLeft) - parseFloat(s.paddingRight) - 16; // its arrow
      }
      const inline = e.matches("option, optgroup") || s.position === "absolute" && s.clipPath !== "none";
      return !inline && e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0
        && (/hidden|clip/.test(s.overflowX) || e.matches("button, .button")) ;
    }).map(name);
  }

  // The buttons whose words take more than one line.
  const broken = () => visible("button, .button").filter((e) => {
    const r = document.createRange();
    r.selectNodeContents(e);
    const lines = new Set([...r.getClientRects()].filter((b) => b.width > 0).map((b) => Math.round(b.bottom / 8)));
    return e.textContent.trim().length > 1 && e.children.length === 0 && lines.size > 1;
  }).map(name);

  // Whether whatever has the focus is wholly behind something else: no point of it is
  // on top. "" if some of it is seen.
  function hiddenStop() {
    const e = document.activeElement;
    if (e === null || e === document.body) return "";
    const r = e.getBoundingClientRect();
    for (let i = 0; i < 81; i++) {
      const x = r.x + r.width * (i % 9 + 0.5) / 9;
      const y = r.y + r.height * (Math.floor(i / 9) + 0.5) / 9;
      const top = document.elementFromPoint(x, y);
      if (top !== null && (e.closest("label") ?? e).contains(top)) return "";
    }
    return `${name(e)} at ${r.x.toFixed()},${r.y.toFixed()} ${r.width.toFixed()}x${r.height.toFixed()}`;
  }

  // What axe-core finds, which the test has put into the page.
  async function axe() {
    const { violations } = await globalThis.axe.run(document, { resultTypes: ["violations"] });
    return violations.map((v) => ({
      Rule: v.id, Impact: v.impact, Help: v.help,
      Places: v.nodes.map((n) => `${n.target.join(" ")}: ${n.failureSummary.split("\n").slice(1, 2).join("").trim()}`),
    }));
  }

  addEventListener("DOMContentLoaded", () => {
    const e = document.querySelector("#notices");
    if (!e) return;
    const note = () => { noticed += e.textContent; };
    note();
    new MutationObserver(note).observe(e, { childList: true, subtree: true });
  });

  return {
    views, all, one, text, show, still, listen, clickable, ready, record, small, rests, set,
    pixels, channel, colors, alpha, solid, ink, shift, shifted,
    visible, edgeless, flat, covered, outside, tiny, cut, broken, hiddenStop, look, axe,
    box: (selector) => place(one(selector)),
    boxes: (selector) => visible(selector).map(place),
    count: (selector) => all(selector).length,
    texts: (selector) => all(selector).map((e) => e.textContent.trim()),
    json: (selector) => JSON.parse(text(selector)),
  };
})();
