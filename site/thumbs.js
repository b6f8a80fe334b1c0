// Small pictures of digits, for the page's lists, in the theme's ink.
"use strict";

globalThis.zerokaraThumbs = (() => {
  const { zerokaraBoot: boot } = globalThis;
  const painted = new WeakSet();
  let ink = [];

  function readInk() {
    const rgb = parseInt(boot.color("ink").slice(1), 16);
    ink = [rgb >> 16, (rgb >> 8) & 255, rgb & 255];
  }

  // paint writes side x side grey values, 0 paper to 255 ink, into a canvas.
  function paint(canvas, pixels, side = 28) {
    if (ink.length === 0) readInk();
    const context = canvas.getContext("2d");
    const image = context.createImageData(side, side);
    for (let i = 0; i < side * side; i++) image.data.set([...ink, pixels[i]], 4 * i);
    context.putImageData(image, 0, 0);
    painted.add(canvas);
  }

  // With another theme, pictures keep their grey values and get its ink.
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    readInk();
    for (const canvas of document.querySelectorAll("canvas")) {
      if (!painted.has(canvas)) continue;
      const context = canvas.getContext("2d");
      context.save();
      context.globalCompositeOperation = "source-in";
      context.fillStyle = boot.color("ink");
      context.fillRect(0, 0, canvas.width, canvas.height);
      context.restore();
    }
  });

  // item returns a list item: a button with a picture and a line of text below,
  // and other buttons under it.
  function item({ pixels, label, text, className = "", run, more = [] }) {
    const li = document.createElement("li");
    li.className = className;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "thumb";
    button.setAttribute("aria-label", label);
    button.title = label;
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 28;
    canvas.setAttribute("aria-hidden", "true");
    if (pixels) paint(canvas, pixels);
    const line = document.createElement("span");
    line.textContent = text;
    button.append(canvas, line);
    button.addEventListener("click", run);
    li.append(button);
    for (const m of more) {
      const b = document.createElement("button");
      b.type = "button";
      b.className = m.className || "small";
      b.textContent = m.text;
      if (m.label) b.setAttribute("aria-label", m.label);
      b.disabled = Boolean(m.disabled);
      b.addEventListener("click", m.run);
      li.append(b);
    }
    return li;
  }

  // toPad scrolls to the pad and gives it the focus.
  function toPad() {
    const pad = document.getElementById("pad");
    pad.scrollIntoView({ block: "nearest", behavior: boot.calm() ? "auto" : "smooth" });
    pad.focus({ preventScroll: true });
  }

  // ask asks whether something is to be deleted, and resolves to the answer. A
  // dialog says that it was closed a little later, when the next may be open.
  const dialog = document.getElementById("confirm");
  let answer = null;

  function ask(question) {
    answer?.(false);
    document.getElementById("confirm-text").textContent = question;
    dialog.returnValue = "";
    dialog.showModal();
    document.getElementById("confirm-no").focus();
    return new Promise((resolve) => { answer = resolve; });
  }
  dialog.addEventListener("close", () => {
    if (dialog.open || !answer) return;
    answer(dialog.returnValue === "yes");
    answer = null;
  });
  document.getElementById("confirm-yes").addEventListener("click", () => dialog.close("yes"));
  document.getElementById("confirm-no").addEventListener("click", () => dialog.close(""));

  const percent = (share, digits = 1) => {
    const scale = 10 ** digits;
    return `${(Math.floor(share * 100 * scale + 1e-9) / scale).toFixed(digits)}%`;
  };

  return { paint, item, toPad, ask, percent };
})();
