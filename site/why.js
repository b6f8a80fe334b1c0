// Why this answer: where the network looks, and what would make the drawing
// another digit. wasm/app asks the worker and paints, in events "zerokara:why";
// here it becomes pictures, sentences and a table.
"use strict";

(() => {
  const { zerokaraText: text, zerokaraBoot: boot, zerokaraPicture: picture } = globalThis;
  const $ = (id) => document.getElementById(id);
  const { t } = text;
  const patch = 5;
  let why = null;
  let page = null; // the newest "zerokara:state"
  let reading = false; // the altered drawing is shown

  function setText(element, s) {
    if (element.textContent !== s) element.textContent = s;
  }

  const join = (...sentences) => sentences.filter(Boolean).join(text.language === "ja" ? "" : " ");

  // work shows the progress of a question, and what can be done about it.
  function work(name, e, running) {
    const progress = $(`${name}-progress`);
    const slow = running && e && e.of > 1 && e.done < e.of;
    if (slow) progress.value = e.done / e.of;
    progress.hidden = !slow;
    const stop = $(`${name}-stop`);
    if (!slow && document.activeElement === stop) (name === "look" ? $("look-again") : $("targets").querySelector("input")).focus();
    stop.hidden = !slow;
  }

  function showLook() {
    const e = why.look;
    const section = $("look");
    section.dataset.state = !e ? "empty" : why.lookFits ? "fits" : "old";
    const running = why.running && why.now !== "alter";
    $("look-again").disabled = !(page && page.ink && page.engine) || running;
    work("look", e, running);
    for (const input of section.querySelectorAll('input[name="look"]')) input.checked = input.value === why.method;
    $("look-how").dataset.i18n = `look.${why.method}.how`;
    setText($("look-how"), t($("look-how").dataset.i18n));
    $("look-frame").hidden = true;
    if (!e) {
      setText($("look-text"), "");
      return;
    }
    picture.put($("look-picture"), e.picture);
    if (e.done < e.of) {
      setText($("look-text"), t("look.working", { digit: e.class }));
      return;
    }
    const where = { digit: e.class, from: e.row + 1, to: e.row + patch, left: e.column + 1, right: e.column + patch, before: e.beforeText[e.class], after: e.afterText[e.class] };
    const old = why.lookFits ? "" : t("look.old", { step: e.step.toLocaleString(text.language) });
    const robust = e.method === "occlusion" && where.before === where.after;
    setText($("look-text"), join(t(robust ? "look.occlusion.robust" : `look.${e.method}.text`, where), old));
    picture.frame($("look-frame"), { row: e.row, column: e.column, rows: patch, columns: patch }, 28, 28);
  }

  const best = (p) => p.indexOf(Math.max(...p));

  function alterText(e) {
    const answer = best(e.before);
    if (e.done < e.of) return t("look.working", { digit: e.class });
    if (answer === e.class && e.inked + e.cleared === 0) return t("alter.already", { digit: e.class, before: e.beforeText[e.class] });
    const values = { inked: e.inked, cleared: e.cleared, digit: e.class, before: e.beforeText[e.class], after: e.afterText[e.class] };
    return t(best(e.after) === e.class ? "alter.text" : "alter.failed", values);
  }

  function showAlter() {
    const e = why.target === null || !why.alter || why.alter.class !== why.target ? null : why.alter;
    $("alter").dataset.state = !e ? "empty" : why.alterFits ? "fits" : "old";
    const running = why.running && why.now === "alter";
    for (const input of $("targets").querySelectorAll("input")) {
      input.checked = why.target === Number(input.value);
    }
    const done = e && e.done === e.of && e.inked + e.cleared > 0;
    $("alter-read").disabled = !done;
    work("alter", e, running);
    $("alter-read").setAttribute("aria-expanded", String(Boolean(done) && reading));
    setText($("alter-read"), t(reading ? "alter.hide" : "alter.read"));
    $("altered").hidden = !done || !reading;
    if (!e) {
      setText($("alter-text"), why.target !== null && running ? t("look.working", { digit: why.target }) : "");
      return;
    }
    picture.put($("alter-picture"), e.picture);
    setText($("alter-text"), join(alterText(e), why.alterFits || e.done < e.of ? "" : t("look.old", { step: e.step.toLocaleString(text.language) })));
    if ($("altered").hidden) return;
    picture.put($("altered-picture"), e.altered);
    setText($("altered-text"), t("altered.text", { digit: best(e.after), percent: e.afterText[best(e.after)] }));
    const [before, after] = $("altered").querySelectorAll("tbody tr");
    for (const [row, p, words] of [[before, e.before, e.beforeText], [after, e.after, e.afterText]]) {
      words.forEach((w, i) => {
        const cell = row.cells[i + 1];
        setText(cell, w.replace(/\.\d/, ""));
        cell.className = i === best(p) ? "answers" : "";
      });
    }
  }

  function showNow() {
    if (!why) return;
    showLook();
    showAlter();
  }
  const show = picture.paced(showNow);

  for (const input of document.querySelectorAll('input[name="look"]')) {
    input.addEventListener("change", () => boot.app.look(input.value));
  }
  $("look-again").addEventListener("click", () => boot.app.look(why.method));
  $("look-stop").addEventListener("click", () => boot.app.stopAsking());
  $("alter-stop").addEventListener("click", () => boot.app.stopAsking());
  $("alter-read").addEventListener("click", () => {
    reading = !reading;
    showNow();
  });
  for (let d = 0; d < 10; d++) {
    const label = document.createElement("label");
    const input = document.createElement("input");
    Object.assign(input, { type: "radio", name: "target", value: String(d), disabled: true });
    input.addEventListener("change", () => boot.app.alter(d));
    const face = document.createElement("span");
    face.textContent = String(d);
    label.append(input, face);
    $("targets").append(label);
    const head = document.createElement("th");
    head.scope = "col";
    head.textContent = String(d);
    $("altered").querySelector("thead tr").append(head);
    for (const row of $("altered").querySelectorAll("tbody tr")) row.append(document.createElement("td"));
  }

  let visible = false;
  function tellSeen() {
    boot.app?.see(visible && !document.hidden);
  }
  new IntersectionObserver((entries) => {
    visible = entries[entries.length - 1].isIntersecting;
    tellSeen();
  }, { rootMargin: "80px" }).observe($("why"));
  document.addEventListener("visibilitychange", tellSeen);
  document.addEventListener("zerokara:network", tellSeen);
  document.addEventListener("zerokara:why", (event) => {
    why = event.detail;
    show();
  });
  document.addEventListener("zerokara:state", (event) => {
    page = event.detail;
    for (const input of $("targets").querySelectorAll("input")) input.disabled = !(page.ink && page.engine);
    show();
  });
  document.addEventListener("zerokara:language", show);
})();
