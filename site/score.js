// The visitor's own accuracy: twenty digits are asked for, drawn and read.
"use strict";

(() => {
  const { zerokaraText: text, zerokaraBoot: boot, zerokaraThumbs: thumbs, zerokaraTeach: teach } = globalThis;
  const $ = (id) => document.getElementById(id);
  const { t } = text;
  let round = null;
  let state = null;

  function showRound() {
    const running = Boolean(round && round.running);
    const was = !$("round").hidden;
    $("round").hidden = !running;
    document.body.toggleAttribute("data-round", running);
    if (running !== was) boot.relayout?.();
    $("score-stop").hidden = !running;
    $("score-begin").disabled = !state || !state.engine;
    $("score-begin").dataset.i18n = round && round.before > 0 ? "score.again" : "score.begin";
    $("score-begin").textContent = t($("score-begin").dataset.i18n);
    $("score-begin").hidden = running;
    if (!running) return;
    const ask = t("score.ask", { digit: round.asked, n: round.before + 1, total: round.total });
    if ($("round-ask").textContent !== ask) $("round-ask").textContent = ask;
    $("round-next").ariaDisabled = state && state.strokes && !state.drawing ? null : "true";
  }

  function showScore() {
    const any = round !== null && round.of > 0;
    $("score-body").hidden = !any;
    const untrained = Boolean(state && state.engine && !state.learned);
    $("score-text").dataset.i18n = untrained ? "score.untrained" : "score.text";
    $("score-text").textContent = t($("score-text").dataset.i18n);
    if (!any) return;
    const mine = round.right / round.of;
    const tests = state && state.testAccuracy !== null ? state.testAccuracy : null;
    $("score-yours").textContent = t("score.of", { percent: thumbs.percent(mine, 0), right: round.right, of: round.of });
    $("score-tests").textContent = tests === null ? "–" : thumbs.percent(tests);
    $("score-body").querySelector(".yours").style.setProperty("--part", mine);
    $("score-body").querySelector(".tests").style.setProperty("--part", tests || 0);
  }

  function showMisread() {
    if (!round) return;
    const wrong = round.results.filter((r) => !r.skipped && !r.right);
    $("misread-text").textContent = wrong.length > 0 ? t("score.look") : t("score.none");
    $("misread").replaceChildren(...wrong.map((r) => thumbs.item({
      pixels: r.pixels,
      text: t("score.item", { asked: r.asked, answer: r.read }),
      label: t("score.item.label", { asked: r.asked, answer: r.read, percent: thumbs.percent(r.p) }),
      className: "misread",
      run: () => {
        boot.app.drawKept(r.line);
        boot.say("pad", t("say.drawn", { label: r.asked }));
        thumbs.toPad();
      },
      more: [{ text: t("score.teach"), label: t("score.teach.label", { label: r.asked }), className: "small", run: () => teach.learn(r) }],
    })));
  }

  // A pen that the keyboard has put down is lifted first.
  function go(what) {
    $("pad").dispatchEvent(new KeyboardEvent("keydown", { key: `Escape` }));
    boot.app?.score(what);
  }

  // The focus goes to the pad, where the next digit is drawn.
  const act = (what) => () => {
    go(what);
    if (round && round.running) $("pad").focus({ preventScroll: true });
  };
  $("score-begin").addEventListener("click", () => {
    boot.app.score("begin");
    thumbs.toPad();
  });
  $("score-stop").addEventListener("click", act("stop"));
  $("round-skip").addEventListener("click", act("skip"));
  $("round-next").addEventListener("click", act("next"));

  // Keys work wherever the focus is, unless it is on something that wants them.
  document.addEventListener("keydown", (event) => {
    if (!round || !round.running || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.target.closest("input, select, textarea, dialog")) return;
    const pressed = event.target.closest("button, a, summary"); // Enter is theirs
    if (event.key === "Enter" && !pressed) go("next");
    else if (event.key === "s" || event.key === "S") go("skip");
    else return;
    event.preventDefault();
  });

  document.addEventListener("zerokara:score", (event) => {
    const ended = round && round.running && !event.detail.running;
    round = event.detail;
    showRound();
    showScore();
    showMisread();
    if (!ended) return;
    if (round.of > 0) boot.say("score", t("say.score", { percent: thumbs.percent(round.right / round.of, 0), right: round.right, of: round.of }));
    $("score").scrollIntoView({ block: "start", behavior: boot.calm() ? "auto" : "smooth" });
    // Not to the button: the Enter that ends a round must not begin another.
    $(round.of > 0 ? "score-body" : "score-begin").focus({ preventScroll: true });
  });
  document.addEventListener("zerokara:state", (event) => {
    state = event.detail;
    showRound();
    showScore();
  });
  document.addEventListener("zerokara:language", () => {
    showRound();
    showScore();
    showMisread();
  });
})();
