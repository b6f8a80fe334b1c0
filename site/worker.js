// The training worker's JavaScript side: starts worker.wasm on the first
// message, {module, base}, and downloads files for it. Everything after that
// message is between the page and Go (wasm/protocol).
//
// A training worker starts replicas of itself, which share its mini-batches, with
// {module, recipe}. It and each replica send one ArrayBuffer to and fro
// (wasm/worker/frame.go); Go copies from and to it by read and write.
//
// It is no module: Firefox 113 starts no worker from one.
"use strict";

(() => {
  const build = "unreleased";
  const stalled = 30000; // ms without a byte before a download is given up

  /** @type {WebAssembly.Module | undefined} */
  let module; // worker.wasm
  let base = ""; // what URLs are relative to
  /** @type {WebAssembly.Memory} */
  let memory; // Go's
  /** @type {Answer} */
  let answer;
  /** @type {unknown[]} */
  const early = []; // commands that came before Go was listening

  /** @param {unknown} error */
  const reason = (error) => (error instanceof Error ? error.message : String(error));

  // Errors must reach the page's worker.onerror: those of promises do not.
  /** @param {unknown} error */
  const die = (error) =>
    setTimeout(() => {
      throw error;
    });

  /** @param {MessageEvent} event */
  const listen = (event) => {
    if (module) {
      early.push(event.data);
      return;
    }
    ({ module, base } = event.data);
    const [id] = WebAssembly.Module.customSections(event.data.module, "build");
    if (new TextDecoder().decode(id) !== build) return die(new Error("files of two releases"));
    offered.recipe = event.data.recipe;
    start(event.data.module).catch(die);
  };

  // links lead to the other end of a frame: to this worker's replicas by number,
  // or in a replica, as number 0, to its parent.
  /** @type {Map<number, Link>} */
  const links = new Map();
  /** @param {number} id */
  const linkOf = (id) => /** @type {Link} */ (links.get(id));
  /** @type {(buffer: ArrayBuffer, at: number, n: number) => Uint8Array} */
  const bytes = (buffer, at, n) => new Uint8Array(buffer, at >>> 0, n);
  /** @type {Record<string, (link: number, ...places: number[]) => void>} */
  const frames = {
    read: (link, at, to, n) => bytes(memory.buffer, to, n).set(bytes(linkOf(link).frame, at, n)),
    write: (link, at, from, n) => bytes(linkOf(link).frame, at, n).set(bytes(memory.buffer, from, n)),
    send: (link) => {
      const { port, frame } = linkOf(link);
      port?.postMessage(frame, [frame]);
    },
  };

  /** @type {Map<number, Worker>} */
  const replicas = new Map();

  // spawn starts a replica; answer.replied tells of frames, and of its end.
  /** @type {(id: number, recipe: unknown) => void} */
  const spawn = (id, recipe) => {
    /** @param {Event} event */
    const died = (event) => {
      event.preventDefault();
      const message = event instanceof ErrorEvent && event.message;
      if (links.has(id)) answer.replied(id, message || "it sent what cannot be read");
    };
    /** @type {Link} */
    const link = { port: null, frame: new ArrayBuffer(1024) };
    links.set(id, link);
    try {
      const worker = new Worker(self.location.href);
      worker.onmessage = (event) => {
        link.frame = event.data;
        answer.replied(id);
      };
      worker.onerror = died;
      worker.onmessageerror = died;
      worker.postMessage({ module, recipe });
      link.port = worker;
      replicas.set(id, worker);
    } catch (error) {
      setTimeout(() => answer.replied(id, reason(error)));
    }
  };

  /** @param {number} id */
  const stop = (id) => {
    links.delete(id);
    const worker = replicas.get(id);
    if (worker) {
      replicas.delete(id);
      worker.onmessage = null;
      worker.terminate();
    }
  };

  // replica is called by Go in a replica once it can work.
  /** @type {(work: () => void, size: number) => void} */
  const replica = (work, size) => {
    const link = { port: self, frame: new ArrayBuffer(size) };
    links.set(0, link);
    removeEventListener("message", listen);
    addEventListener("message", (event) => {
      link.frame = event.data;
      work();
    });
  };

  /** @param {WebAssembly.Module} program */
  const start = async (program) => {
    importScripts("wasm_exec.js");
    const go = new Go();
    // Nearly all of Go's memory is arrays that stay, and to collect costs
    // little: a tenth of garbage is enough, where Go lets there be as much again.
    go.env.GOGC = "10";
    let code = 0;
    go.exit = (c) => void (code = c);
    const instance = await WebAssembly.instantiate(program, { ...go.importObject, zerokara: frames });
    memory = /** @type {WebAssembly.Memory} */ (instance.exports.mem);
    await go.run(instance);
    throw new Error(`the training engine stopped with exit code ${code}`);
  };

  // started is called by Go once it listens.
  /** @type {(received: Answer["received"], arrived: Answer["arrived"], failed: Answer["failed"], replied: Answer["replied"], tick: (n: number) => void, every: number) => void} */
  const started = (received, arrived, failed, replied, tick, every) => {
    answer = { received, arrived, failed, replied };
    setInterval(() => {
      if (links.size > 0) tick(0);
    }, every);
    removeEventListener("message", listen);
    for (const data of early.splice(0)) {
      dispatchEvent(new MessageEvent("message", { data }));
    }
  };

  // collect reads a stream of at most limit bytes, telling how many there are
  // so far.
  /** @type {(stream: ReadableStream<Uint8Array<ArrayBuffer>>, limit: number, progress: (size: number) => void) => Promise<Uint8Array<ArrayBuffer>>} */
  const collect = async (stream, limit, progress) => {
    const reader = stream.getReader();
    /** @type {Uint8Array<ArrayBuffer>[]} */
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
    return new Uint8Array(await new Blob(chunks).arrayBuffer());
  };

  // sha256 returns "" where the platform has none (a page not served securely).
  /** @type {(bytes: Uint8Array<ArrayBuffer>) => Promise<string>} */
  const sha256 = async (bytes) => {
    if (!self.crypto || !crypto.subtle) return "";
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    return Array.from(hash, (b) => b.toString(16).padStart(2, "0")).join("");
  };

  /** @type {(bytes: Uint8Array<ArrayBuffer>, limit: number) => Promise<Uint8Array<ArrayBuffer>>} */
  const inflate = async (bytes, limit) => {
    try {
      const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
      return await collect(stream, limit, () => {});
    } catch (error) {
      throw new Error(`cannot be inflated: ${reason(error)}`);
    }
  };

  // list is what Go needs of a manifest (nn/mnist/list.go), which judges it.
  /** @type {(bytes: Uint8Array) => Uint8Array<ArrayBuffer>} */
  const list = (bytes) => {
    /** @type {{ version: number } & Record<string, Shard[]>} */
    const manifest = JSON.parse(new TextDecoder().decode(bytes));
    const lines = ["train", "test"].flatMap((part) =>
      manifest[part].map((shard) => [part, shard.name, shard.count, shard.bytes, shard.sha256, shard.crc32].join(" ")),
    );
    return new TextEncoder().encode([manifest.version, ...lines].join("\n"));
  };

  /** @type {(id: number, url: string, reload: boolean, isManifest: boolean, limit: number) => Promise<void>} */
  const download = async (id, url, reload, isManifest, limit) => {
    const abort = new AbortController();
    const giveUp = () => abort.abort(new Error(`no byte for ${stalled / 1000} s`));
    let timer = setTimeout(giveUp, stalled);
    try {
      // Only the manifest's name is known here; it names the rest.
      const response = await fetch(new URL(isManifest ? "mnist/MANIFEST.json" : url, base), {
        cache: reload ? "reload" : "default",
        signal: abort.signal,
      });
      if (!response.ok || !response.body) throw new Error(`HTTP ${response.status} ${response.statusText}`.trim());
      // A little room: gzip makes what cannot be compressed longer.
      const bytes = await collect(response.body, limit + 65536, (size) => {
        clearTimeout(timer);
        timer = setTimeout(giveUp, stalled);
        answer.received(id, size);
      });
      // Some servers label .gz files so that the browser inflates them: then Go's
      // length and CRC-32 checks of the content must do.
      const packed = bytes[0] === 0x1f && bytes[1] === 0x8b;
      if (isManifest) answer.arrived(id, list(bytes), "");
      else if (!packed) answer.arrived(id, bytes, "");
      else answer.arrived(id, await inflate(bytes, limit), await sha256(bytes));
    } finally {
      clearTimeout(timer);
    }
  };

  // What Go finds, as zerokaraWorker.
  const offered = {
    /** @type {unknown} */
    recipe: undefined, // in a replica
    started,
    cores: "Worker" in self ? navigator.hardwareConcurrency || 1 : 0,
    spawn,
    stop,
    replica,
    /** @type {(id: number, url: string, after: number, reload: boolean, isManifest: boolean, limit: number) => void} */
    fetch: (id, url, after, ...how) => {
      setTimeout(() => download(id, url, ...how).catch((error) => answer.failed(id, reason(error))), after);
    },
  };
  Object.assign(self, { zerokaraWorker: offered });
  addEventListener("message", listen);
})();
