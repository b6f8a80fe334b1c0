// Times the real workers, without the page around them. globalThis.peer is what
// a side-by-side harness drives; the button drives it for a person.
"use strict";

const recipeOf = (spec, batch) => {
  const layers = [];
  spec.layers.forEach((l, i) => {
    const last = i === spec.layers.length - 1;
    if (l.conv) layers.push({ kind: "conv2d", filters: l.conv, kernel: l.k, stride: 1, pad: l.pad }, { kind: "relu" });
    else if (l.pool) layers.push({ kind: "maxpool2d", kernel: l.pool, stride: l.pool });
    else if (last) layers.push({ kind: "dense", units: 10 });
    else layers.push({ kind: "dense", units: l.dense }, { kind: "relu" });
  });
  return {
    version: 1, name: "bench", input: [1, 28, 28], layers, init: { kind: "he" },
    optimizer: { kind: "adam", beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }, schedule: { kind: "constant" },
    learningRate: 0.001, batchSize: batch, epochs: 1000, seed: 1,
  };
};

// loadConnect starts the driver once and returns its connect.
const loadConnect = (() => {
  let loading = null;
  return () => loading ??= (async () => {
    const go = new Go();
    const { instance } = await WebAssembly.instantiateStreaming(fetch("driver.wasm"), go.importObject);
    go.run(instance);
    return globalThis.connect;
  })();
})();

const makePeer = () => {
  let worker, engine, workers = 0, phase = "", seq = 0;
  let step = 0, target = 0, loss = null;
  let waiters = []; // {match, resolve, reject}

  const until = (match) => new Promise((resolve, reject) => waiters.push({ match, resolve, reject }));
  const settle = (event) => {
    waiters = waiters.filter((w) => {
      if (!w.match(event)) return true;
      w.resolve(event);
      return false;
    });
  };
  const fail = (error) => {
    for (const w of waiters.splice(0)) w.reject(error);
  };
  const hear = (event) => {
    if (event.kind === "phase") phase = event.phase;
    if (event.kind === "progress") ({ step, loss, workers } = event);
    if (event.kind === "fault") fail(new Error(`the engine says: ${event.code} ${event.detail}`));
    settle(event);
  };

  return {
    async setup(cfg) {
      const connect = await loadConnect();
      const { body } = await fetch("../worker.wasm.gz");
      const module = await WebAssembly.compile(
        await new Response(body.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer(),
      );
      const files = await dataFiles(cfg.images, cfg.labels, cfg.all);
      worker = new Worker("worker.js");
      worker.onerror = (e) => fail(new Error(e.message));
      engine = connect(worker, hear);
      const ready = until((e) => e.kind === "ready");
      worker.postMessage({ module, base: new URL("..", document.baseURI).href, files });
      await ready;
      const prepared = until((e) => e.kind === "prepared");
      const recipe = cfg.recipe ?? recipeOf(cfg.spec, cfg.batch);
      engine.prepare(JSON.stringify(recipe), cfg.workers ?? (cfg.backend === "one" ? 1 : 0));
      await prepared;
      return { version: "zerokara", backend: cfg.backend, optimizer: "adam" };
    },
    // Training goes on between calls; a call waits until n more steps are done.
    async train(n) {
      if (step === 0 && target === 0) engine.start();
      else if (phase === "paused") engine.resume();
      target = Math.max(target, step) + n;
      if (step < target) await until((e) => e.kind === "progress" && e.step >= target);
      return loss;
    },
    // finish trains to the recipe's end and returns the weights' fingerprint.
    async finish() {
      const done = until((e) => e.kind === "phase" && e.phase === "done");
      engine.start();
      return (await done).fingerprint;
    },
    async infer(image) {
      if (phase === "training") {
        const paused = until((e) => e.kind === "phase" && e.phase === "paused");
        engine.pause();
        await paused;
      }
      const id = ++seq;
      const classified = until((e) => e.kind === "classified" && e.seq === id);
      engine.classify(id, Uint8Array.from(image, (v) => Math.round(255 * v)));
      return Float32Array.from((await classified).p);
    },
    stats: () => ({ workers, steps: step }),
    close: () => worker.terminate(),
  };
};

globalThis.peer = makePeer();
globalThis.peerReady = true;

// noise makes images that a network can learn: noise with a bar for the digit.
const noise = (n) => {
  let state = 1;
  const random = () => (state = (state * 48271) % 2147483647) / 2147483647; // Park and Miller 1988
  const images = Float32Array.from({ length: n * 784 }, () => random() / 2);
  const labels = Uint8Array.from({ length: n }, () => Math.floor(10 * random()));
  for (let i = 0; i < n; i++) images.fill(1, i * 784 + (4 + 2 * labels[i]) * 28 + 4, i * 784 + (4 + 2 * labels[i]) * 28 + 24);
  return { images, labels };
};

const nets = {
  "SimpleConvNet": [{ conv: 30, k: 5, pad: 0 }, { pool: 2 }, { dense: 100 }, { dense: 10 }],
  "conv 8, conv 16": [{ conv: 8, k: 5, pad: 0 }, { pool: 2 }, { conv: 16, k: 5, pad: 0 }, { pool: 2 }, { dense: 10 }],
  "DeepConvNet without dropout": [
    ...[[16, 1], [16, 1], 2, [32, 1], [32, 2], 2, [64, 1], [64, 1], 2].map((l) =>
      typeof l === "number" ? { pool: l } : { conv: l[0], k: 3, pad: l[1] }
    ),
    { dense: 50 }, { dense: 10 },
  ],
};

const button = /** @type {HTMLButtonElement} */ (document.querySelector("#go"));
button.onclick = async () => {
  const out = document.querySelector("#results");
  button.disabled = true;
  out.textContent = "";
  try {
    for (const [name, layers] of Object.entries(nets)) {
      for (const backend of ["one", "all"]) {
        const peer = makePeer();
        await peer.setup({ spec: { layers }, batch: 100, backend, ...noise(2000) });
        const steps = layers.length > 6 ? 15 : 100;
        await peer.train(steps); // warm-up
        const speeds = [];
        for (let i = 0; i < 7; i++) {
          const from = performance.now();
          const before = peer.stats().steps;
          await peer.train(steps);
          speeds.push(100 * (peer.stats().steps - before) / (performance.now() - from) * 1000);
        }
        speeds.sort((a, b) => a - b);
        out.textContent += `${name}, ${peer.stats().workers} worker(s): ${Math.round(speeds[3])} images/s (${Math.round(speeds[0])} to ${Math.round(speeds[6])})\n`;
        peer.close();
      }
    }
  } catch (error) {
    out.textContent += `It failed: ${error.message}\n`;
  }
  button.disabled = false;
};
