// Digits out of noise: a generative adversarial network that the worker trains
// while the run rests. "zerokara:gan" says how it does.
"use strict";

(() => {
  const { zerokaraText: text, zerokaraBoot: boot, zerokaraThumbs: thumbs } = globalThis;
  const $ = (id) => document.getElementById(id);
  const { t } = text;
  const side = 224;
  let gan = null;
  let engine = false;
  let pinned = -1; // the step that is shown, -1 for the newest

  const number = (x, digits) => x.toLocaleString(document.documentElement.lang, { minimumFractionDigits: digits, maximumFractionDigits: digits });

  // shown returns the index of the moment that is shown.
  function shown() {
    if (pinned < 0) return gan.moments.length - 1;
    return Math.max(0, gan.moments.findLastIndex((step) => step <= pinned));
  }

  function showPicture() {
    const at = shown();
    const pixels = boot.app.momentGAN(at);
    if (pixels) thumbs.paint($("gan-grid"), pixels, side);
    const step = number(gan.moments[at], 0);
    $("gan-caption").textContent = t("gan.caption", { step });
    const slider = $("gan-moment");
    slider.max = String(gan.moments.length - 1);
    slider.value = String(at);
    slider.disabled = gan.moments.length < 2;
    slider.setAttribute("aria-valuetext", t("gan.step", { step }));
  }

  // line returns the points of a curve in the plot's units.
  function line(flat, last, most) {
    let d = "";
    for (let i = 0; i < flat.length; i += 2) {
      d += `${i ? "L" : "M"}${((flat[i] / last) * 300).toFixed(1)} ${(120 - (Math.min(flat[i + 1], most) / most) * 120).toFixed(1)}`;
    }
    return d;
  }

  function showCurves() {
    const values = [...gan.discriminator, ...gan.generator].filter((_, i) => i % 2);
    const most = Math.max(2, Math.ceil(Math.max(0, ...values)));
    const last = Math.max(1, gan.step);
    $("gan-d").setAttribute("d", line(gan.discriminator, last, most));
    $("gan-g").setAttribute("d", line(gan.generator, last, most));
    $("gan-top").textContent = number(most, 0);
    $("gan-last").textContent = number(gan.step, 0);
  }

  function show() {
    const state = gan ? gan.phase : "idle";
    const again = state === "done" || state === "error";
    const label = !gan || again ? (gan ? "gan.again" : "gan.start") : gan.running ? "pause" : "resume";
    $("gan-go").dataset.i18n = label;
    $("gan-go").textContent = t(label);
    $("gan-go").disabled = !engine;
    $("gan-anew").hidden = state !== "paused";
    const any = Boolean(gan && gan.moments.length > 0);
    $("gan-body").hidden = !any;
    $("gan-note").textContent = !gan ? "" : state === "loading" ? t("status.loading")
      : state === "error" ? gan.detail : state === "done" ? t("gan.done") : "";
    if (!any) return;
    const n = (x) => number(x, 0);
    $("gan-progress").textContent = t("gan.progress", { step: n(gan.step), steps: n(gan.steps), epoch: Math.max(1, gan.epoch), epochs: gan.epochs });
    $("gan-dloss").textContent = gan.step > 0 ? number(gan.discriminatorLoss, 3) : "–";
    $("gan-gloss").textContent = gan.step > 0 ? number(gan.generatorLoss, 3) : "–";
    $("gan-rate").textContent = gan.rate > 0 ? n(gan.rate) : "–";
    showPicture();
    showCurves();
  }

  $("gan-go").addEventListener("click", () => {
    if (!gan || gan.phase === "done" || gan.phase === "error") {
      pinned = -1;
      boot.app.trainGAN("{}");
    } else if (gan.running) boot.app.pauseGAN();
    else boot.app.resumeGAN();
  });
  $("gan-anew").addEventListener("click", () => {
    pinned = -1;
    boot.app.trainGAN("{}");
  });
  $("gan-moment").addEventListener("input", () => {
    const at = Number($("gan-moment").value);
    pinned = at === gan.moments.length - 1 ? -1 : gan.moments[at];
    showPicture();
  });

  document.addEventListener("zerokara:gan", (event) => {
    gan = event.detail;
    if (gan.moments.length < 2) pinned = -1;
    show();
  });
  document.addEventListener("zerokara:state", (event) => {
    if (engine === event.detail.engine) return;
    engine = event.detail.engine;
    show();
  });
  document.addEventListener("zerokara:language", show);
})();
