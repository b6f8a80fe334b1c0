// The training worker's JavaScript side: starts worker.wasm on the first
// message, {module, base}, and downloads files for it. Everything after that
// message is between the page and Go (wasm/protocol).
"use strict";

(() => {
  const stalled = 30000; // ms without a byte before a download is given up

  let base = null; // what URLs are relative to
  let answer = null; // Go's {received, arrived, failed}
  const early = []; // commands that came before Go was listening

  // Errors must reach the page's worker.onerror: those of promises do not.
  const die = (error) => setTimeout(() => { throw error; });

  const listen = (event) => {
    if (base !== null) {
      early.push(event.data);
      return;
    }
    base = event.data.base;
    start(event.data.module).catch(die);
  };

  const start = async (module) => {
    importScripts("wasm_exec.js");
    const go = new Go();
    let code = 0;
    go.exit = (c) => { code = c; };
    await go.run(await WebAssembly.instantiate(module, go.importObject));
    throw new Error(`the training engine stopped with exit code ${code}`);
  };

  // started is called by Go once it listens.
  const started = (received, arrived, failed) => {
    answer = { received, arrived, failed };
    removeEventListener("message", listen);
    for (const data of early.splice(0)) {
      dispatchEvent(new MessageEvent("message", { data }));
    }
  };

  // collect reads a stream of at most limit bytes, telling how many there are
  // so far.
  const collect = async (stream, limit, progress) => {
    const reader = stream.getReader();
    const chunks = [];
    let size = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.length;
      if (size > limit) {
        reader.cancel().catch(() => {});
        throw new Error(`more than ${limit} bytes`);
      }
      chunks.push(value);
      progress(size);
    }
    const all = new Uint8Array(size);
    let at = 0;
    for (const chunk of chunks) {
      all.set(chunk, at);
      at += chunk.length;
    }
    return all;
  };

  // sha256 returns "" where the platform has none (a page not served securely).
  const sha256 = async (bytes) => {
    if (!self.crypto || !crypto.subtle) return "";
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    return Array.from(hash, (b) => b.toString(16).padStart(2, "0")).join("");
  };

  const inflate = async (bytes, limit) => {
    try {
      const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
      return await collect(stream, limit, () => {});
    } catch (error) {
      throw new Error(`cannot be inflated: ${error.message}`);
    }
  };

  const download = async (id, url, reload, gzip, limit) => {
    const abort = new AbortController();
    const giveUp = () => abort.abort(new Error(`no byte for ${stalled / 1000} s`));
    let timer = setTimeout(giveUp, stalled);
    try {
      const response = await fetch(new URL(url, base), {
        // The manifest is small and says what the rest must be: always ask.
        cache: reload ? "reload" : gzip ? "default" : "no-cache",
        signal: abort.signal,
      });
      if (!response.ok) throw new Error(`HTTP ${response.status} ${response.statusText}`.trim());
      // A little room: gzip makes what cannot be compressed longer.
      const bytes = await collect(response.body, limit + 65536, (size) => {
        clearTimeout(timer);
        timer = setTimeout(giveUp, stalled);
        answer.received(id, size);
      });
      const packed = bytes[0] === 0x1f && bytes[1] === 0x8b;
      if (!gzip || !packed) {
        // Some servers label .gz files so that the browser inflates them: then
        // Go's length and CRC-32 checks of the content must do.
        answer.arrived(id, bytes, "");
        return;
      }
      const hash = await sha256(bytes);
      answer.arrived(id, await inflate(bytes, limit), hash);
    } finally {
      clearTimeout(timer);
    }
  };

  self.zerokaraWorker = {
    started,
    fetch: (id, url, after, reload, gzip, limit) => {
      setTimeout(() => {
        download(id, url, reload, gzip, limit).catch((error) => answer.failed(id, error.message));
      }, after);
    },
  };
  addEventListener("message", listen);
})();
