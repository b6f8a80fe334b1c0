// Times the engine's matrix product beside a WebAssembly module written by
// hand, in turn, in one run. The module, emitted below byte by byte, is the
// fastest loop we know without relaxed operations. It gets its operands packed
// already and padded, and that is not counted; the engine's product is the
// whole one, packing and all.
"use strict";

// wasm's encoding: LEB128 numbers and the few instructions we need.
const wasm = (() => {
  const u = (n) => (n < 128 ? [n] : [(n & 127) | 128, ...u(n >>> 7)]);
  const s = (n) => (n >= -64 && n < 64 ? [n & 127] : [(n & 127) | 128, ...s(n >> 7)]);
  const section = (id, ...items) => {
    const bytes = [u(items.length), items].flat(Infinity);
    return [id, u(bytes.length), bytes];
  };
  const i32 = 0x7f, v128 = 0x7b;
  return {
    get: (x) => [0x20, u(x)], set: (x) => [0x21, u(x)], tee: (x) => [0x22, u(x)],
    constant: (n) => [0x41, s(n)], add: 0x6a, sub: 0x6b, mul: 0x6c, ne: 0x47,
    loop: (...body) => [0x03, 0x40, body, 0x0b], again: [0x0d, 0],
    choose: (yes, no) => [0x04, 0x40, yes, 0x05, no, 0x0b],
    load: (offset) => [0xfd, u(0), 0, u(offset)],
    loadSplat: (offset) => [0xfd, u(9), 0, u(offset)],
    store: (offset) => [0xfd, u(11), 0, u(offset)],
    zero: [0xfd, u(12), Array(16).fill(0)],
    addF32x4: [0xfd, u(228)], mulF32x4: [0xfd, u(230)],

    // module has one function of i32s, "run", and a memory of some pages of 64 KB.
    module: (params, ints, vectors, body, pages) => {
      const code = [2, u(ints), i32, u(vectors), v128, body, 0x0b].flat(Infinity);
      const name = (text) => [text.length, [...text].map((c) => c.charCodeAt(0))];
      return Uint8Array.from([
        0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
        section(1, [0x60, u(params), Array(params).fill(i32), 0]),
        section(3, 0),
        section(5, [0, u(pages)]),
        section(7, [name("run"), 0, 0], [name("memory"), 2, 0]),
        section(10, [u(code.length), code]),
      ].flat(Infinity));
    },
  };
})();

const rows = 5; // of a tile, 8 columns wide: ten sums, two values of B and one of A fill the registers
const unroll = 4; // what the inner loop takes of k in a round
const blockK = 256; // what a tile takes of k at a time: 8 KB of B
const pages = 256;

// The function is run(a, b, c, m, n, k, ldc, accumulate): C = A B or C += A B for
// m panels of A and n of B; ldc in bytes. A panel of A is 5 rows, one of B 8
// columns, both k by k: the 5 or 8 values for each of k lie together.
const source = (() => {
  const { get, set, tee, constant, add, sub, mul, ne, loop, again, choose } = wasm;
  const a = 0, b = 1, c = 2, m = 3, n = 4, k = 5, ldc = 6, accumulate = 7;
  const atA = 8, atB = 9, endB = 10, tile = 11, row = 12, left = 13;
  const sums = 14, b0 = sums + 2 * rows, b1 = b0 + 1, value = b0 + 2;
  const each = (count, f) => Array.from({ length: count }, (_, i) => f(i));

  const step = (u) => [
    get(atB), wasm.load(32 * u), set(b0), get(atB), wasm.load(32 * u + 16), set(b1),
    each(rows, (r) => [
      get(atA), wasm.loadSplat(4 * (rows * u + r)), set(value),
      each(2, (half) => [get(sums + 2 * r + half), get(value), get(b0 + half), wasm.mulF32x4, wasm.addF32x4, set(sums + 2 * r + half)]),
    ]),
  ];
  const onTile = (f) => [get(tile), set(row), each(rows, (r) => [f(r), get(row), get(ldc), add, set(row)])];
  const body = loop(
    get(a), set(atA), get(c), set(tile), get(m), set(left),
    get(b), get(k), constant(32), mul, add, set(endB),
    loop(
      get(b), set(atB),
      get(accumulate),
      choose(
        onTile((r) => each(2, (half) => [get(row), wasm.load(16 * half), set(sums + 2 * r + half)])),
        each(2 * rows, (i) => [wasm.zero, set(sums + i)])),
      loop(
        each(unroll, step),
        get(atA), constant(4 * rows * unroll), add, set(atA),
        get(atB), constant(32 * unroll), add, tee(atB), get(endB), ne, again),
      onTile((r) => each(2, (half) => [get(row), get(sums + 2 * r + half), wasm.store(16 * half)])),
      get(row), set(tile),
      get(left), constant(1), sub, tee(left), again),
    get(endB), set(b), get(c), constant(32), add, set(c),
    get(n), constant(1), sub, tee(n), again);
  return wasm.module(8, left - 7, 2 * rows + 3, body, pages);
})();

// handProduct packs A and B for the module, and returns run(times), which
// multiplies them, and result(), C.
const handProduct = async (shape, a, b) => {
  const { instance } = await WebAssembly.instantiate(source);
  const run = /** @type {(...args: number[]) => void} */ (instance.exports.run);
  const memory = /** @type {WebAssembly.Memory} */ (instance.exports.memory);
  const { m, n, k, transB } = shape;
  const panelsM = Math.ceil(m / rows), panelsN = Math.ceil(n / 8), ldc = panelsN * 8;
  if (k % unroll !== 0) throw new Error(`k is ${k}, must be a multiple of ${unroll}`);
  const f = new Float32Array(memory.buffer);
  const blocks = [];
  let at = 0;
  const put = (v) => { f[at++] = v; };
  for (let p = 0; p < k; p += blockK) {
    const kp = Math.min(blockK, k - p);
    const block = { a: 4 * at, k: kp };
    for (let i = 0; i < panelsM * rows; i += rows)
      for (let q = p; q < p + kp; q++)
        for (let r = i; r < i + rows; r++) put(r < m ? a[r * k + q] : 0);
    at = Math.ceil(at / 16) * 16; // to a cache line
    block.b = 4 * at;
    for (let j = 0; j < ldc; j += 8)
      for (let q = p; q < p + kp; q++)
        for (let r = j; r < j + 8; r++) put(r < n ? (transB ? b[r * k + q] : b[q * n + r]) : 0);
    at = Math.ceil(at / 16) * 16;
    blocks.push(block);
  }
  const c = at;
  return {
    run: (times) => {
      for (let i = 0; i < times; i++)
        blocks.forEach((block, at) => run(block.a, block.b, 4 * c, panelsM, panelsN, block.k, 4 * ldc, at > 0 ? 1 : 0));
    },
    result: () => Float32Array.from({ length: m * n }, (_, i) => f[c + Math.floor(i / n) * ldc + i % n]),
  };
};

/**
 * What gemm.wasm offers.
 * @returns {{
 *   prepare: (m: number, n: number, k: number, transB: boolean, a: Uint8Array, b: Uint8Array) => void,
 *   run: (times: number) => void,
 *   result: (c: Uint8Array) => void,
 * }}
 */
const engine = () => globalThis["goGemm"];

const bytesOf = (x) => new Uint8Array(x.buffer);

// goProduct does the same with the engine's product.
const goProduct = ({ m, n, k, transB }, a, b) => {
  engine().prepare(m, n, k, transB, bytesOf(a), bytesOf(b));
  return {
    run: engine().run,
    result: () => {
      const c = new Float32Array(m * n);
      engine().result(bytesOf(c));
      return c;
    },
  };
};

// check compares a product with the plain loop's.
const check = (who, { m, n, k, transB }, a, b, c) => {
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let want = 0, size = 0;
      for (let p = 0; p < k; p++) {
        const term = a[i * k + p] * (transB ? b[j * k + p] : b[p * n + j]);
        want += term;
        size += Math.abs(term);
      }
      if (!(Math.abs(c[i * n + j] - want) <= 1e-6 * size)) throw new Error(`${who}: C(${i},${j}) is ${c[i * n + j]}, want ${want}`);
    }
  }
};

const shapes = [
  { m: 30, n: 576, k: 256, transB: false },
  { m: 100, n: 100, k: 4320, transB: false },
  { m: 100, n: 100, k: 4320, transB: true },
  { m: 13, n: 100, k: 4320, transB: true },
  { m: 256, n: 256, k: 256, transB: false },
];

const median = (x) => x.toSorted((a, b) => a - b)[x.length >> 1];

const loadGo = async () => {
  if (engine()) return;
  const go = new Go();
  const { instance } = await WebAssembly.instantiateStreaming(fetch("gemm.wasm"), go.importObject);
  go.run(instance);
};

// gemmBench returns [{shape, hand, go, ratio}]: GFLOP/s, and the median of the
// rounds' ratios of the engine to the hand-written module.
const gemmBench = async (report = (_) => {}) => {
  const rounds = 15, roundTime = 30; // ms
  await loadGo();
  const results = [];
  for (const shape of shapes) {
    const { m, n, k, transB } = shape;
    const random = (length) => Float32Array.from({ length }, () => 2 * Math.random() - 1);
    const a = random(m * k), b = random(k * n);
    const products = { hand: await handProduct(shape, a, b), go: goProduct(shape, a, b) };
    for (const [who, product] of Object.entries(products)) {
      product.run(1);
      check(who, shape, a, b, product.result());
    }
    const gflop = 2e-9 * m * n * k;
    const times = Math.ceil(roundTime / 1000 * 40 / gflop);
    const rate = (product) => {
      const from = performance.now();
      product.run(times);
      return times * gflop / (performance.now() - from) * 1000;
    };
    for (let i = 0; i < 5; i++) for (const product of Object.values(products)) rate(product); // warm-up
    const hand = [], go = [];
    for (let i = 0; i < rounds; i++) {
      hand.push(rate(products.hand));
      go.push(rate(products.go));
      await new Promise((resolve) => setTimeout(resolve));
    }
    const result = {
      shape: `${m}x${n}x${k}${transB ? ", B transposed" : ""}`,
      hand: median(hand), go: median(go), ratio: median(go.map((g, i) => g / hand[i])),
    };
    results.push(result);
    report(result);
  }
  return results;
};

Object.assign(globalThis, { gemmBench });

const button = /** @type {HTMLButtonElement} */ (document.querySelector("#go"));
button.onclick = async () => {
  const out = document.querySelector("#results");
  button.disabled = true;
  out.textContent = "";
  try {
    await gemmBench(({ shape, hand, go, ratio }) => {
      out.textContent += `${shape}: by hand ${hand.toFixed(1)} GFLOP/s, engine ${go.toFixed(1)} GFLOP/s, ratio ${ratio.toFixed(2)}\n`;
    });
  } catch (error) {
    out.textContent += `It failed: ${error.message}\n`;
  }
  button.disabled = false;
};
