// The page's HTML: buttons and settings send what the visitor wants to
// wasm/app; what it tells back, in "zerokara:state" events, becomes text.
"use strict";

(() => {
  const { zerokaraText: text, zerokaraBoot: boot, zerokaraNotice: notice } = globalThis;
  const $ = (id) => document.getElementById(id);
  const { t } = text;
  let now = null; // the newest state

  const number = (n) => n.toLocaleString(text.language);
  const lossText = (loss) => (loss < 1000 ? loss.toFixed(loss < 0.1 ? 4 : 3) : loss.toExponential(1));
  const percent = (share) => `${(Math.floor(share * 1000) / 10).toFixed(1)}%`;

  function setText(element, value) {
    if (element.textContent !== value) element.textContent = value;
  }

  function flag(name, on) {
    if (on) document.body.dataset[name] = "";
    else delete document.body.dataset[name];
  }

  // Saying it aloud: a sentence at a time, not too often; newer news of a kind
  // replaces older.

  const say = boot.say = (() => {
    const pause = 1500;
    const queue = new Map();
    let busy = false;
    const next = () => {
      const [first] = queue;
      busy = Boolean(first);
      if (!first) return;
      queue.delete(first[0]);
      $("live").textContent = first[1];
      setTimeout(next, pause);
    };
    return (kind, sentence) => {
      queue.set(kind, sentence);
      if (!busy) next();
    };
  })();

  // From the state to the page

  // enable does not take the focus away from who has just pressed the button.
  function enable(button, on) {
    button.disabled = !on && button !== document.activeElement;
    button.ariaDisabled = on ? null : "true";
  }

  function duration(seconds) {
    const s = Math.ceil(seconds);
    return s < 60 ? t("seconds", { s }) : t("minutes", { m: Math.floor(s / 60), s: s % 60 });
  }

  function sentence(s) {
    if (!s.engine) return t("status.starting");
    if (s.playing) return s.playing; // the GAN, while it trains
    const values = {
      epoch: s.epoch || 1, epochs: s.epochs || s.epochsWanted, step: number(s.step),
      accuracy: s.testAccuracy === null ? "–" : percent(s.testAccuracy),
    };
    if (s.phase === "loading" && s.learned) return t("status.waiting");
    return t(`status.${s.phase}`, values);
  }

  function showControls(s) {
    const running = s.phase === "training" || s.phase === "loading";
    const label = running ? "pause" : s.phase === "paused" ? "resume" : "train";
    $("train").dataset.i18n = label;
    setText($("train"), t(label));
    enable($("train"), s.engine);
    enable($("step"), s.engine && s.phase !== "done" && s.phase !== "error");
    enable($("reset"), s.engine);
    enable($("undo"), s.canUndo);
    enable($("clear"), s.ink);
    $("example").disabled = false;
    $("progress").value = s.steps > 0 ? s.step / s.steps : 0;
  }

  function showNumbers(s) {
    const known = s.learned && s.steps > 0;
    setText($("n-accuracy"), s.testAccuracy === null ? "–" : percent(s.testAccuracy));
    setText($("n-loss"), known ? lossText(s.trainLoss) : "–");
    setText($("n-left"), known && s.phase !== "done" && s.secondsLeft > 0 ? duration(s.secondsLeft) : "–");
    setText($("n-epoch"), known ? t("of", { n: s.epoch, all: s.epochs }) : "–");
    setText($("n-step"), known ? t("of", { n: number(s.step), all: number(s.steps) }) : "–");
    setText($("n-speed"), known && s.speed > 0 ? number(Math.round(s.speed)) : "–");
    const running = s.phase === "loading" || s.phase === "training";
    if (s.bytesTotal > 0 && (running || s.bytesDone > 0)) {
      const done = s.bytesDone >= s.bytesTotal;
      if (!done || !showNumbers.loaded) notice.load("data", s.bytesDone, s.bytesTotal, done);
      showNumbers.loaded = done;
    }
  }

  // The answer: a digit, a number of several, or that it does not know.

  function remark(s) {
    if (!s.ink) return ["remark.empty"];
    if (s.digit === null) return ["remark.wait"];
    if (s.answeredAt === 0) return ["remark.untrained"];
    if (s.digits.length > 1) return ["remark.several", { n: s.digits.length }];
    if (s.doubt === "tie") return ["remark.tie", { a: s.digit, b: s.second }];
    if (s.doubt) return ["remark.none"];
    return [s.probability < 0.95 ? "remark.likely" : "remark.sure"];
  }

  // figure is what stands for a digit: a question mark for none.
  const figure = (d) => (d.doubt === "none" ? "?" : String(d.digit));
  const reads = (s) => (s.digits.length > 1 ? s.digits.map(figure).join("") : figure(s));

  function showAnswer(s) {
    const several = s.digits.length > 1;
    $("answer").dataset.state = s.digit === null ? "empty" : several ? "several" : s.doubt || "known";
    $("answer").dataset.digits = s.digits.length;
    setText($("digit"), s.digit === null ? "?" : reads(s));
    setText($("percent"), s.digit === null ? "" : s.percents[s.digit]);
    const [key, values] = remark(s);
    if (values) delete $("remark").dataset.i18n;
    else $("remark").dataset.i18n = key;
    setText($("remark"), t(key, values));
    showNumber(s.digits);
    const rows = $("probabilities").rows;
    s.percents.forEach((p, i) => setText(rows[i].cells[1], s.digit === null ? "–" : p));
  }

  // showNumber makes a button of each of several digits: it shows that one's bars.
  function showNumber(digits) {
    const list = $("number");
    list.hidden = digits.length < 2;
    while (list.children.length > digits.length) list.lastChild.remove();
    digits.forEach((d, i) => {
      let b = list.children[i];
      if (!b) {
        b = list.appendChild(document.createElement("button"));
        b.type = "button";
        b.append(document.createElement("b"), document.createElement("span"));
        b.addEventListener("click", () => boot.app.choose(i));
      }
      setText(b.firstChild, figure(d));
      setText(b.lastChild, d.percent);
      b.ariaPressed = String(d.shown);
      b.ariaLabel = t(d.doubt ? "number.unsure" : "number.digit", { i: i + 1, digit: d.digit, percent: d.percent });
    });
  }

  function showSettings(s) {
    for (const field of $("settings").elements) {
      if (!field.name) continue;
      field.disabled = !s.engine;
      if (field === document.activeElement && field.tagName === "INPUT") continue; // being typed in
      const value = String(field.name === "epochs" ? s.epochsWanted : s[field.name]);
      if (field.value !== value && field.getAttribute("aria-invalid") !== "true") field.value = value;
    }
    setText($("settings").elements.init.querySelector('[value="normal"]'), t("init.std", { std: s.initStd || 0.01 }));
    const custom = $("settings").elements.network.querySelector('[value="custom"]');
    custom.hidden = s.network !== "custom";
    if (!refused) setText($("settings-note"), s.pending && s.learned ? t("settings.pending") : "");
  }

  function showRecipe(s) {
    setText($("fingerprint"), s.fingerprint || (s.engine ? t("recipe.changing") : "–"));
    if (showRecipe.shown !== s.recipe) {
      showRecipe.shown = s.recipe;
      const r = JSON.parse(s.recipe);
      // One line a field, and one a layer.
      const lines = Object.entries(r).map(([k, v]) => {
        const value = k === "layers"
          ? `[\n${v.map((l) => `    ${JSON.stringify(l)}`).join(",\n")}\n  ]`
          : JSON.stringify(v);
        return `  ${JSON.stringify(k)}: ${value}`;
      });
      setText($("json"), `{\n${lines.join(",\n")}\n}`);
    }
  }

  const faultIDs = new Set();

  function showFaults(s) {
    const seen = new Set();
    for (const f of s.faults) {
      const id = `fault.${f.code}.${f.where}`;
      seen.add(id);
      faultIDs.add(id);
      const dismiss = { label: "dismiss", run: () => boot.app.dismiss(f.code) };
      const fatal = f.code === "workerLost" || f.code === "version";
      notice.set(id, {
        text: f.text,
        quiet: f.code === "shard",
        actions: [fatal ? { label: "reload", run: () => location.reload() } : dismiss],
      });
    }
    for (const id of faultIDs) {
      if (!seen.has(id)) {
        notice.remove(id);
        faultIDs.delete(id);
      }
    }
  }

  function show(s) {
    const phase = document.body.dataset.phase;
    document.body.dataset.phase = s.phase;
    flag("ink", s.ink);
    flag("learned", s.learned);
    $("status").dataset.i18n = "";
    setText($("status"), sentence(s));
    showControls(s);
    showNumbers(s);
    showAnswer(s);
    showSettings(s);
    showRecipe(s);
    showFaults(s);
    if (s.restored && !show.restored) {
      show.restored = true;
      notice.set("restored", { key: "status.restored", quiet: true, actions: [{ label: "dismiss", run: () => notice.remove("restored") }] });
    }
    if (phase !== undefined) tell(s);
  }

  // What is worth saying between one state and the next

  const milestones = [0.5, 0.8, 0.9, 0.95, 0.98, 0.99];
  const told = { phase: null, epoch: 0, milestone: -1, answer: null, settled: 0 };

  function tell(s) {
    const status = s.engine ? `${s.phase} ${s.learned} ${s.playing !== ""}` : "starting";
    if (told.phase !== status) {
      if (!s.learned) Object.assign(told, { epoch: 0, milestone: -1 });
      told.phase = status;
      say("status", sentence(s));
    }
    if (s.epoch > told.epoch) {
      if (told.epoch > 0) say("epoch", t("say.epoch", { epoch: s.epoch - 1 }));
      told.epoch = s.epoch;
    }
    const reached = s.testAccuracy === null ? -1 : milestones.findLastIndex((m) => s.testAccuracy >= m);
    if (reached > told.milestone) {
      told.milestone = reached;
      say("milestone", t("say.milestone", { accuracy: `${milestones[reached] * 100}%` }));
    }
    // The answer, once it has been the same for a second and no stroke is open.
    clearTimeout(told.settled);
    if (s.digit === null || s.answeredAt === 0) told.answer = null;
    else if (!s.drawing && reads(s) !== told.answer) {
      told.settled = setTimeout(() => {
        if (!now || now.digit === null || reads(now) !== reads(s) || now.drawing) return;
        told.answer = reads(s);
        if (now.digits.length > 1) say("answer", t("say.number", { number: reads(now) }));
        else if (now.doubt) say("answer", t(...remark(now)));
        else say("answer", t("say.answer", { digit: now.digit, percent: now.percents[now.digit] }));
      }, 1000);
    }
  }

  // From the page to the program

  let refused = false;

  function change(field) {
    const reason = boot.app.edit(field.name, field.value);
    refused = reason !== null;
    if (refused) {
      field.setAttribute("aria-invalid", "true");
      const name = field.closest("label").querySelector("span").textContent;
      setText($("settings-note"), t("settings.refused", { name, reason }));
      return;
    }
    for (const f of $("settings").elements) f.removeAttribute("aria-invalid");
    boot.app.show();
  }

  $("settings").addEventListener("submit", (event) => event.preventDefault());
  $("settings").addEventListener("change", (event) => change(event.target));
  $("train").addEventListener("click", () => boot.app.train());
  $("step").addEventListener("click", () => boot.app.step());
  $("reset").addEventListener("click", () => {
    boot.app.reset();
    say("reset", t("say.reset"));
  });
  const undo = () => { boot.app.undo(); say("pad", t("say.undone")); };
  const clear = () => { boot.app.clear(); say("pad", t("say.cleared")); };
  $("undo").addEventListener("click", undo);
  $("clear").addEventListener("click", clear);
  $("example").addEventListener("click", () => {
    const digit = boot.app.example();
    say("pad", t("say.example", { digit }));
  });
  for (const b of document.querySelectorAll("[data-lang]")) {
    b.addEventListener("click", () => text.use(b.dataset.lang));
  }

  // Drawing by keyboard

  const pen = { x: 0.5, y: 0.3, down: false };
  const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  function showPen() {
    $("pen").style.left = `${pen.x * 100}%`;
    $("pen").style.top = `${pen.y * 100}%`;
    $("pen").classList.toggle("down", pen.down);
  }

  function lift() {
    if (!pen.down) return;
    pen.down = false;
    boot.app.pen("up", []);
    showPen();
  }

  $("pad").addEventListener("keydown", (event) => {
    if (!boot.app || event.ctrlKey || event.metaKey || event.altKey) return;
    const move = moves[event.key];
    if (move) {
      const step = event.shiftKey ? 0.01 : 0.04;
      const clamp = (v) => Math.min(Math.max(v, 0.04), 0.96);
      pen.x = clamp(pen.x + move[0] * step);
      pen.y = clamp(pen.y + move[1] * step);
      if (pen.down) boot.app.pen("move", [pen.x, pen.y]);
    } else if (event.key === " ") {
      pen.down = !pen.down;
      boot.app.pen(pen.down ? "down" : "up", [pen.x, pen.y]);
      say("pad", t(pen.down ? "say.penDown" : "say.penUp"));
    } else if (event.key === "Backspace") {
      lift();
      undo();
    } else if (event.key === "Delete") {
      lift();
      clear();
    } else if (event.key === "Escape" && pen.down) {
      lift();
    } else {
      return;
    }
    event.preventDefault();
    showPen();
  });
  $("pad").addEventListener("blur", lift);
  $("pad").addEventListener("pointerdown", lift);
  showPen();

  for (let i = 0; i < 10; i++) {
    const row = $("probabilities").insertRow();
    const th = document.createElement("th");
    th.scope = "row";
    th.textContent = String(i);
    row.append(th, document.createElement("td"));
    row.cells[1].textContent = "–";
  }

  document.addEventListener("zerokara:state", (event) => {
    now = event.detail;
    show(now);
  });
  document.addEventListener("zerokara:language", () => {
    if (now) show(now);
  });
})();
