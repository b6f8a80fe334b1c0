// <zerokara-view>: a lab or a view of Zerokara within another page; site/embed.html shows
// how. A plain script, not a module: those of another origin need its permission.
"use strict";

(() => {
  const script = document.currentScript;
  if (!(script instanceof HTMLScriptElement)) throw new Error("zerokara-view.js is no module: load it by <script src>");
  const home = new URL("./", script.src);
  const firstHeight = 640;
  const least = 520; // the page's layouts for lower windows are for phones on their side
  const most = 20000;
  const phases = ["idle", "loading", "training", "paused", "done", "error"];

  // What the element or HTML itself means by an attribute; all others are options of the lab,
  // or of the run where there is none. An address has the run's before "lab=".
  const own =
    /^(lab|view|run|lang|title|id|class|style|slot|part|exportparts|dir|hidden|inert|role|tabindex|translate|(data|aria)-.*|on.*)$/;

  /** @type {(text: string) => string} */
  const escaped = (text) => encodeURI(text).replace(/[#&?]/g, encodeURIComponent);

  /** @param {Element} e */
  function address(e) {
    const [lab, view, run, lang] = ["lab", "view", "run", "lang"].map((name) => e.getAttribute(name) ?? "");
    const options = [...e.attributes].filter((a) => !own.test(a.name));
    const query = options.map((a) => `${escaped(a.name)}=${escaped(a.value)}`);
    if (lab) query.unshift(`lab=${escaped(lab)}`);
    if (run) query.unshift(encodeURI(run).replace(/#/g, "%23"));
    const place = lab ? `book/${lab.split(".")[0]}` : view === "watch" ? "" : view;
    const language = lang ? `&lang=${encodeURIComponent(lang)}` : "";
    const fragment = escaped(place) + (query.length > 0 ? `?${query.join("&")}` : "");
    return `${home.href}?view=embed${language}#/${fragment}`;
  }

  /** @type {(x: unknown) => x is number} */
  const fraction = (x) => typeof x === "number" && x >= 0 && x <= 1;

  // result returns what a message says of the network, and nothing else that may be in it.
  /** @param {any} message */
  function result({ prediction, probabilities, phase, testAccuracy, fingerprint }) {
    const fine =
      (prediction === null || (Number.isInteger(prediction) && prediction >= 0 && prediction <= 9)) &&
      (probabilities === null ||
        (Array.isArray(probabilities) && probabilities.length === 10 && probabilities.every(fraction))) &&
      phases.includes(phase) &&
      (testAccuracy === null || fraction(testAccuracy)) &&
      (fingerprint === null || (typeof fingerprint === "string" && /^[0-9a-f]{16}$/.test(fingerprint)));
    return fine ? { prediction, probabilities, phase, testAccuracy, fingerprint } : null;
  }

  let frames = 0;

  class View extends HTMLElement {
    constructor() {
      super();
      this.frame = document.createElement("iframe");
      // Frames of one page share what a tab remembers: their names tell them apart.
      this.frame.name = `zerokara-${++frames}`;
      this.frame.allow = "clipboard-write; web-share; fullscreen";
      this.frame.loading = "lazy"; // each has an engine of its own
      this.frame.style.cssText = `display: block; width: 100%; height: ${firstHeight}px; border: 0`;
      this.attachShadow({ mode: "open" }).append(this.frame);
      this.last = "";
      this.hears = /** @param {MessageEvent} event */ (event) => this.hear(event);
      this.follows = new MutationObserver(() => this.show());
    }

    connectedCallback() {
      if (!this.style.display) this.style.display = "block";
      this.show();
      this.follows.observe(this, { attributes: true });
      addEventListener("message", this.hears);
    }

    disconnectedCallback() {
      this.follows.disconnect();
      removeEventListener("message", this.hears);
    }

    show() {
      const src = address(this);
      if (this.frame.src !== src) this.frame.src = src;
      this.frame.title = this.title || "Zerokara";
    }

    /** @param {MessageEvent} event */
    hear({ source, origin, data }) {
      if (!source || source !== this.frame.contentWindow || origin !== home.origin) return;
      const message = Object(data);
      if (message.zerokara === "height" && Number.isFinite(message.height)) {
        this.frame.style.height = `${Math.min(Math.max(Math.ceil(message.height), least), most)}px`;
      }
      const detail = message.zerokara === "result" ? result(message) : null;
      const now = JSON.stringify(detail);
      if (detail === null || now === this.last) return;
      this.last = now;
      this.dispatchEvent(new CustomEvent("result", { detail, bubbles: true }));
    }
  }
  customElements.define("zerokara-view", View);
})();
