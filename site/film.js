// The film strip: what each step of the preparation makes of the drawing, and a
// switch for each.
"use strict";

(() => {
  const { zerokaraText: text, zerokaraBoot: boot, zerokaraThumbs: thumbs } = globalThis;
  const $ = (id) => document.getElementById(id);
  const { t } = text;
  const canvases = Object.fromEntries([...document.querySelectorAll("[data-film]")].map((c) => [c.dataset.film, c]));
  const switches = [...document.querySelectorAll("[data-step]")];
  let film = null;
  let state = null;

  function frame(context, [left, top, right, bottom], side) {
    context.strokeStyle = boot.color("grey");
    context.setLineDash([3, 2]);
    const at = (v) => Math.round(v * side);
    context.strokeRect(at(left) - 2.5, at(top) - 2.5, at(right) - at(left) + 5, at(bottom) - at(top) + 5);
    context.setLineDash([]);
  }

  function show() {
    if (!film) return;
    const { side } = film;
    thumbs.paint(canvases.pad, film.pad, side);
    thumbs.paint(canvases.crop, film.crop, side);
    for (const name of ["box", "moved", "result"]) thumbs.paint(canvases[name], film[name]);
    if (film.ink) frame(canvases.pad.getContext("2d"), film.frame, side);
    for (const s of switches) s.checked = film.steps[s.dataset.step];
    const off = switches.filter((s) => !s.checked).map((s) => s.closest("label").textContent);
    $("film-note").textContent = film.test ? t("film.test") : off.length > 0 ? t("film.off", { steps: off.join(t("list")) }) : "";
    $("film").dataset.off = film.all ? "" : "off";
    for (const s of switches) s.closest("li").classList.toggle("left-out", !s.checked);
  }

  function showAnswer() {
    const known = state && state.digit !== null;
    $("film-digit").textContent = known ? String(state.digit) : "?";
    $("film-digit").classList.toggle("known", Boolean(known));
    $("film-reads").textContent = known
      ? t("film.reads", { digit: state.digit, percent: state.percents[state.digit] })
      : t(state && state.ink ? "remark.wait" : "film.empty");
  }

  for (const s of switches) {
    s.addEventListener("change", () => {
      if (boot.app) boot.app.setStep(s.dataset.step, s.checked);
    });
  }
  document.addEventListener("zerokara:film", (event) => {
    film = event.detail;
    show();
  });
  document.addEventListener("zerokara:state", (event) => {
    state = event.detail;
    showAnswer();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show);
  document.addEventListener("zerokara:language", () => {
    show();
    showAnswer();
  });
})();
