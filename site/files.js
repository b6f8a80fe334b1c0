// What does not load: one listener, ahead of all other files, which says their names in
// words that stand in index.html. No module, since one that is missing runs no other.
"use strict";

(() => {
  /** @type {Set<string>} */
  const lost = new Set();

  // again loads the page anew, past what the browser has kept of it. Images have sums.
  const again = async () => {
    const kept = performance.getEntriesByType("resource").map((e) => e.name);
    const urls = new Set([...lost, ...kept].filter((url) => !url.includes("/mnist/")));
    await Promise.allSettled([...urls].map((url) => fetch(url, { cache: "reload" })));
    location.reload();
  };

  const say = () => {
    const box = document.getElementById("lost");
    if (!box || lost.size === 0) return;
    const names = [...lost].map((url) => url.replace(/.*\/|\.[0-9a-f]{10}(?=\.)/g, "")).join(", ");
    const japanese =
      (document.querySelector("[data-shown]") ? document.documentElement.lang : navigator.language) === "ja";
    for (const p of box.getElementsByTagName("p")) {
      p.hidden = (p.lang === "ja") !== japanese;
      p.getElementsByTagName("b")[0].textContent = japanese ? `（${names}）` : ` (${names})`;
      p.getElementsByTagName("button")[0].onclick = again;
    }
    box.dataset.files = names;
  };

  addEventListener(
    "error",
    (event) => {
      const { target } = event;
      if (target instanceof HTMLScriptElement) lost.add(target.src);
      else if (target instanceof HTMLLinkElement) lost.add(target.href);
      else if (event instanceof ErrorEvent && event.error instanceof SyntaxError) lost.add(event.filename);
      say();
    },
    true,
  );
  addEventListener("DOMContentLoaded", say);
  Object.assign(globalThis, { zerokaraAgain: again });
})();
