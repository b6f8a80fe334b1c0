// Small pictures of digits in the theme's ink, for film.js and gan.js.
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

  return { paint };
})();
