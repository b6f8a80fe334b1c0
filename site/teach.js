// Lessons: a drawing is given its true digit and learned, and a receipt says
// what that changed.
"use strict";

globalThis.zerokaraTeach = (() => {
  const { zerokaraText: text, zerokaraBoot: boot, zerokaraThumbs: thumbs, zerokaraKept: kept } = globalThis;
  const $ = (id) => document.getElementById(id);
  const { t } = text;
  let state = null;
  let digit = -1; // that the visitor says it is
  let lesson = null; // {stage, done, of}
  let receipt = null;
  let taught = null; // {label, pixels, others: labels}
  let note = null;

  const writer = (() => {
    const fresh = `w-${Math.random().toString(36).slice(2, 8)}`;
    try {
      const known = localStorage.getItem("zerokara.writer");
      if (known && known.length <= 64) return known;
      localStorage.setItem("zerokara.writer", fresh);
    } catch {
      // then it is another one next time
    }
    return fresh;
  })();

  for (let d = 0; d < 10; d++) {
    const label = document.createElement("label");
    const radio = document.createElement("input");
    radio.type = "radio";
    radio.name = "digit";
    radio.value = String(d);
    const face = document.createElement("span");
    face.textContent = String(d);
    label.append(radio, face);
    radio.addEventListener("change", () => {
      digit = d;
      show();
    });
    $("teach-digits").append(label);
  }

  function tell(key, values = {}) {
    note = key ? { key, values } : null;
    $("teach-note").textContent = note ? t(note.key, note.values) : "";
  }

  function show() {
    const s = state;
    const ready = Boolean(s && s.engine && s.strokes && !s.drawing);
    const busy = lesson !== null;
    const legend = !s || !s.ink ? "teach.draw" : !s.strokes ? "teach.test"
      : s.digit === null ? "teach.what" : "teach.reads";
    $("teach-legend").textContent = t(legend, { digit: s ? s.digit : "" });
    $("teach-digits").disabled = !ready || busy;
    $("teach-go").disabled = !ready || busy || digit < 0 || !s.learned;
    $("teach-keep").disabled = !ready || busy || digit < 0;
    $("kept-again").disabled = busy || !s || !s.engine || !s.learned || kept.all().length === 0;
    for (const l of $("teach-digits").querySelectorAll("label")) {
      const value = Number(l.firstChild.value);
      l.firstChild.checked = value === digit;
      l.classList.toggle("answered", ready && s.digit === value);
    }
    if (note) $("teach-note").textContent = t(note.key, note.values);
    else $("teach-note").textContent = ready && !s.learned ? t("teach.untrained") : "";
    $("lesson").hidden = !busy;
    if (busy) {
      $("lesson-text").textContent = t(`lesson.${lesson.stage}`);
      const part = lesson.of > 0 ? lesson.done / lesson.of : 0;
      const [from, to] = { data: [0, 0.02], before: [0.02, 0.3], learning: [0.3, 0.7], after: [0.7, 1] }[lesson.stage];
      $("lesson-progress").value = from + (to - from) * part;
    }
  }

  function thumb(pixels) {
    if (pixels) thumbs.paint($("teach-thumb"), pixels);
  }

  // The receipt

  const signed = (n) => (n > 0 ? `+${n}` : n < 0 ? `−${-n}` : "±0");

  function row(name, before, after, className = "") {
    const div = document.createElement("div");
    div.className = className;
    const dt = document.createElement("dt");
    dt.textContent = name;
    const dd = document.createElement("dd");
    for (const [value, kind] of [[before, "before"], ["→", "to"], [after, "after"]]) {
      const span = document.createElement("span");
      span.className = kind;
      span.textContent = value;
      dd.append(span);
    }
    div.append(dt, dd);
    return div;
  }

  function paragraph(sentence, className = "") {
    const p = document.createElement("p");
    p.className = className;
    p.textContent = sentence;
    return p;
  }

  function showReceipt() {
    const r = receipt;
    $("receipt").hidden = r === null;
    if (!r) return;
    const parts = [];
    const title = document.createElement("h3");
    title.textContent = t(`receipt.${r.outcome}`);
    parts.push(title);
    if (r.outcome !== "taught") {
      if (r.detail) parts.push(paragraph(r.detail, "lead"));
      $("receipt").replaceChildren(...parts);
      return;
    }
    const list = document.createElement("dl");
    const { label, labels } = taught;
    const best = (p) => p.indexOf(Math.max(...p));
    const reading = (p) => t("receipt.read", { digit: best(p), percent: thumbs.percent(p[best(p)]) });
    const learned = best(r.after) === label;
    list.append(row(t("receipt.this", { label }), reading(r.before), reading(r.after), learned ? "good" : "bad"));
    const others = labels.map((l, i) => i).filter((i) => i !== r.target);
    if (others.length > 0) {
      const right = (read) => others.filter((i) => read[i] === labels[i]).length;
      const [was, is] = [right(r.read), right(r.readAfter)];
      list.append(row(t("receipt.others", { n: others.length }), t("receipt.right", { n: was }), t("receipt.right", { n: is }), is < was ? "bad" : ""));
    }
    if (r.images > 0) {
      list.append(row(t("receipt.test"), thumbs.percent(r.rightBefore / r.images, 2), thumbs.percent(r.rightAfter / r.images, 2), "test"));
    }
    parts.push(list);
    if (r.images > 0) {
      parts.push(paragraph(t("receipt.forgotten", { forgotten: r.forgotten, gained: r.gained, change: signed(r.rightAfter - r.rightBefore), images: r.images.toLocaleString(text.language) }), "lead"));
    }
    parts.push(paragraph(t("receipt.steps", { steps: r.steps }), "lead"));
    if (!learned) parts.push(paragraph(t("receipt.stubborn")));
    $("receipt").replaceChildren(...parts);
  }

  // From the page to the program

  function begin(index) {
    const all = kept.all();
    const d = all[index];
    if (!boot.app.teach(kept.joined(), Uint8Array.from(all, (k) => k.label), index)) {
      tell("teach.engine");
      return;
    }
    taught = { label: d.label, labels: all.map((k) => k.label) };
    receipt = null;
    lesson = { stage: "data", done: 0, of: 0 };
    tell(null);
    kept.busy(true);
    showReceipt();
    show();
    $("lesson-stop").focus({ preventScroll: true });
  }

  async function keep(d) {
    const n = await kept.add([d]);
    if (n < 0) {
      tell("import.full", { most: kept.most, n: kept.all().length });
      return -1;
    }
    return kept.all().findIndex((k) => k.line === d.line);
  }

  async function submit(teach) {
    const d = boot.app.keep(digit, writer);
    if (!d) return;
    const index = await keep(d);
    if (index < 0) return;
    if (teach) begin(index);
    else {
      tell("teach.kept", { label: digit });
      boot.say("kept", t("teach.kept", { label: digit }));
    }
    digit = -1;
    show();
  }

  $("teach-form").addEventListener("submit", (event) => {
    event.preventDefault();
    if (!$("teach-go").disabled) submit(true);
  });
  $("teach-keep").addEventListener("click", () => submit(false));
  $("kept-again").addEventListener("click", () => {
    // The first that is misread matters most; if none is, the newest.
    const all = kept.all();
    const wrong = all.findIndex((d) => d.read !== null && d.read !== d.label);
    begin(wrong >= 0 ? wrong : all.length - 1);
    $("lesson").scrollIntoView({ block: "center", behavior: boot.calm() ? "auto" : "smooth" });
  });
  $("lesson-stop").addEventListener("click", () => boot.app.stopTeaching());

  document.addEventListener("zerokara:lesson", (event) => {
    if (lesson === null) return;
    lesson = event.detail;
    show();
  });
  document.addEventListener("zerokara:receipt", (event) => {
    if (lesson === null) return;
    const hadFocus = document.activeElement === $("lesson-stop");
    lesson = null;
    receipt = event.detail;
    kept.busy(false);
    show();
    showReceipt();
    boot.say("lesson", t(`receipt.${receipt.outcome}`));
    if (hadFocus) {
      $("receipt").tabIndex = -1;
      $("receipt").focus({ preventScroll: true });
    }
  });
  document.addEventListener("zerokara:film", (event) => thumb(event.detail.result));
  document.addEventListener("zerokara:state", (event) => {
    const before = state;
    state = event.detail;
    if (before && before.ink && !state.ink) {
      digit = -1;
      tell(null);
    }
    show();
  });
  document.addEventListener("zerokara:kept", show);
  document.addEventListener("zerokara:language", () => {
    show();
    showReceipt();
  });

  // learn keeps a drawing, if it is not kept yet, and teaches it.
  return {
    learn: async (d) => {
      if (lesson !== null) return;
      const line = JSON.stringify({ ...JSON.parse(d.line), writer });
      const index = await keep(boot.app.parseKept(new TextEncoder().encode(line)).drawings[0]);
      $("teach").scrollIntoView({ block: "start", behavior: boot.calm() ? "auto" : "smooth" });
      if (index >= 0) begin(index);
    },
    get busy() { return lesson !== null; },
    writer,
  };
})();
