// The confusion matrix, and the test digits of its cells.
"use strict";

(() => {
  const { zerokaraText: text, zerokaraBoot: boot, zerokaraThumbs: thumbs } = globalThis;
  const $ = (id) => document.getElementById(id);
  const { t } = text;
  const page = 24; // digits at a time
  const cells = []; // buttons, by 10 * label + answer
  let matrix = null;
  let chosen = null; // {label, answer, step, total, digits}
  let asking = false;
  let phase = "";

  const head = $("matrix").tHead.rows[0];
  for (let digit = 0; digit < 10; digit++) {
    const th = document.createElement("th");
    th.scope = "col";
    th.textContent = String(digit);
    head.append(th);
    const row = $("matrix").tBodies[0].insertRow();
    const rowHead = document.createElement("th");
    rowHead.scope = "row";
    rowHead.textContent = String(digit);
    row.append(rowHead);
    for (let answer = 0; answer < 10; answer++) {
      const b = document.createElement("button");
      b.type = "button";
      b.tabIndex = cells.length === 0 ? 0 : -1;
      const index = cells.push(b) - 1;
      b.addEventListener("click", () => choose(digit, answer));
      b.addEventListener("focus", () => {
        for (const c of cells) c.tabIndex = c === b ? 0 : -1;
      });
      b.addEventListener("keydown", (event) => move(event, index));
      row.insertCell().append(b);
    }
  }

  function move(event, index) {
    const row = Math.floor(index / 10);
    const column = index % 10;
    const to = {
      ArrowLeft: [row, column - 1], ArrowRight: [row, column + 1], ArrowUp: [row - 1, column], ArrowDown: [row + 1, column],
      Home: [row, 0], End: [row, 9],
    }[event.key];
    if (!to || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const clamp = (v) => Math.min(Math.max(v, 0), 9);
    cells[10 * clamp(to[0]) + clamp(to[1])].focus();
  }

  function showMatrix() {
    const any = matrix !== null && matrix.images > 0;
    $("errors-body").hidden = !any;
    $("errors-lead").dataset.i18n = any ? "errors.text" : "errors.empty";
    $("errors-lead").textContent = t($("errors-lead").dataset.i18n);
    if (!any) return;
    let wrong = 0;
    let most = 1;
    matrix.cells.forEach((n, i) => {
      if (i % 11 === 0) return; // right
      wrong += n;
      most = Math.max(most, n);
    });
    matrix.cells.forEach((n, i) => {
      const b = cells[i];
      const label = Math.floor(i / 10);
      const answer = i % 10;
      const value = n === 0 ? "·" : String(n);
      if (b.textContent !== value) b.textContent = value;
      b.className = label === answer ? "right" : n > 0 ? "wrong" : "none";
      b.style.setProperty("--part", label === answer ? 0 : Math.sqrt(n / most));
      b.ariaDisabled = n === 0 ? "true" : null;
      b.setAttribute("aria-label", t(label === answer ? "errors.cell.right" : "errors.cell", { label, answer, n }));
      b.setAttribute("aria-pressed", String(chosen !== null && chosen.label === label && chosen.answer === answer));
    });
    $("matrix-note").textContent = t(matrix.complete ? "errors.note" : "errors.live", {
      wrong: wrong.toLocaleString(text.language), images: matrix.images.toLocaleString(text.language), step: matrix.step.toLocaleString(text.language),
    });
    showMixups();
  }

  // The most frequent mix-ups are a way in.
  function showMixups() {
    const top = matrix.cells.map((n, i) => ({ n, label: Math.floor(i / 10), answer: i % 10 }))
      .filter((c) => c.n > 0 && c.label !== c.answer)
      .sort((a, b) => b.n - a.n).slice(0, 6);
    const chips = top.map((c) => {
      const b = document.createElement("button");
      b.type = "button";
      b.textContent = t("errors.mixup", c);
      b.setAttribute("aria-label", t("errors.cell", c));
      b.setAttribute("aria-pressed", String(chosen !== null && chosen.label === c.label && chosen.answer === c.answer));
      b.addEventListener("click", () => choose(c.label, c.answer));
      return b;
    });
    // Not under the visitor's finger or focus, unless something else is there.
    const old = [...$("mixups").children];
    if (old.length === chips.length && old.every((o, i) => o.textContent === chips[i].textContent)) {
      old.forEach((o, i) => o.setAttribute("aria-pressed", chips[i].getAttribute("aria-pressed")));
    } else if (!$("mixups").contains(document.activeElement)) {
      $("mixups").replaceChildren(...chips);
    }
  }

  const resting = () => phase === "paused" || phase === "done";

  function ask() {
    if (!boot.app || !chosen) return;
    asking = true;
    boot.app.askSamples(chosen.label, chosen.answer, chosen.digits.length, page);
    showCell();
  }

  function choose(label, answer) {
    if (!matrix || matrix.cells[10 * label + answer] === 0) return;
    chosen = { label, answer, step: null, total: matrix.cells[10 * label + answer], digits: [] };
    $("cell-digits").replaceChildren();
    showMatrix();
    ask();
  }

  function showCell() {
    $("mixups").hidden = false;
    if (!chosen) {
      $("cell-title").textContent = t("errors.common");
      $("cell-text").textContent = t("errors.choose");
      $("cell-digits").replaceChildren();
      $("cell-more").hidden = true;
      return;
    }
    const { label, answer, total, digits } = chosen;
    $("cell-title").textContent = t(label === answer ? "errors.cell.right" : "errors.cell", { label, answer, n: total });
    $("cell-text").textContent = asking && digits.length === 0 ? t("errors.wait") : digits.length === 0 ? t("errors.gone") : t("errors.put");
    const list = $("cell-digits");
    if (asking && digits.length === 0) return; // the old ones stay until then
    for (let i = list.children.length; i < digits.length; i++) {
      const d = digits[i];
      list.append(thumbs.item({
        pixels: d.pixels,
        text: thumbs.percent(d.confidence, 0),
        label: t("errors.digit", { index: d.index, label, answer, percent: thumbs.percent(d.confidence) }),
        className: label === answer ? "" : "misread",
        run: () => {
          boot.app.putImage(d.pixels);
          boot.say("pad", t("say.image", { label }));
          thumbs.toPad();
        },
      }));
    }
    $("cell-more").hidden = digits.length >= total;
    $("cell-more").disabled = asking;
  }

  // refresh asks anew: the network is another one.
  function refresh() {
    chosen = { ...chosen, step: null, digits: [], total: matrix.cells[10 * chosen.label + chosen.answer] };
    ask();
  }

  $("cell-more").addEventListener("click", ask);

  document.addEventListener("zerokara:samples", (event) => {
    const m = event.detail;
    if (!chosen || m.label !== chosen.label || m.answer !== chosen.answer) return;
    if (chosen.step !== null && m.step !== chosen.step && m.offset > 0) { // the network has changed meanwhile
      refresh();
      return;
    }
    if (m.offset !== chosen.digits.length) return;
    if (m.offset === 0) $("cell-digits").replaceChildren();
    asking = false;
    chosen.step = m.step;
    chosen.total = m.total;
    m.index.forEach((index, i) => {
      chosen.digits.push({ index, confidence: m.confidence[i], pixels: m.pixels.slice(784 * i, 784 * (i + 1)) });
    });
    showCell();
  });

  document.addEventListener("zerokara:matrix", (event) => {
    matrix = event.detail;
    if (matrix.images === 0) {
      chosen = null;
      asking = false;
    }
    showMatrix();
    if (!chosen) showCell();
    else if (!asking && resting()) refresh(); // after a lesson
  });

  // At rest, what is shown is of the network as it is.
  document.addEventListener("zerokara:state", (event) => {
    const before = phase;
    phase = event.detail.engine ? event.detail.phase : "";
    if (phase === before || !chosen || !matrix || matrix.images === 0) return;
    if (chosen.step !== matrix.step && resting() || asking && before === "") refresh();
  });

  document.addEventListener("zerokara:language", () => {
    if (!matrix) return;
    showMatrix();
    $("mixups").replaceChildren();
    if (matrix.images > 0) showMixups();
    $("cell-digits").replaceChildren();
    showCell();
  });
})();
