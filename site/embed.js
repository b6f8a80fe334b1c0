// embed.html: its languages, and what its second frame says.
"use strict";

(() => {
  /** @type {(selector: string) => HTMLElement[]} */
  const all = (selector) => [...document.querySelectorAll(selector)].filter((e) => e instanceof HTMLElement);
  const [result] = all("#result");
  /** @type {(name: string, value: unknown) => unknown} */
  const short = (_, value) => (typeof value === "number" ? Number(value.toFixed(4)) : value);

  /** @param {string} language */
  function speak(language) {
    document.documentElement.lang = language;
    for (const e of all("zerokara-view")) e.lang = language;
    for (const e of all(".language")) e.textContent = language;
    for (const b of all("[data-lang]")) b.setAttribute("aria-pressed", String(b.dataset.lang === language));
  }
  for (const b of all("[data-lang]")) b.addEventListener("click", () => speak(b.dataset.lang ?? "en"));
  speak(navigator.language.startsWith("ja") ? "ja" : "en");

  for (const e of all(".home-url")) e.textContent = new URL("./", location.href).href;
  for (const e of all("#net")) {
    e.addEventListener("result", (event) => {
      if (event instanceof CustomEvent)
        result.textContent = JSON.stringify(event.detail, short, 1).replace(/\s+/g, " ");
    });
  }
})();
