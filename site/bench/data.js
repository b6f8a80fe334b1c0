// Made-up images as a data set in the shape of assets/mnist.
"use strict";

// dataFiles returns the files of a data set, by name: the images again and
// again, as often as makes about so many in all, and a single test image.
const dataFiles = async (images, labels, all = 60000) => {
  const pixels = 784;
  const n = labels.length;
  const times = Math.max(1, Math.round(all / n));
  const grey = Uint8Array.from(images, (v) => Math.round(255 * v));
  const train = new Uint8Array(times * n * (pixels + 1));
  for (let i = 0; i < times; i++) {
    train.set(grey, i * n * pixels);
    train.set(labels, times * n * pixels + i * n);
  }
  const test = new Uint8Array(pixels + 1);
  test.set(grey.subarray(0, pixels));
  test[pixels] = labels[0];

  const files = {};
  const shard = async (name, content) => {
    const gzip = new Blob([content]).stream().pipeThrough(new CompressionStream("gzip"));
    const bytes = new Uint8Array(await new Response(gzip).arrayBuffer());
    files[name] = bytes;
    return {
      name, count: content.length / (pixels + 1), bytes: bytes.length,
      sha256: hex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))), crc32: crc32(content),
    };
  };
  const manifest = {
    version: 1, source: "noise", citation: "none", licence: "none",
    train: [await shard("train-00.bin.gz", train)], test: [await shard("test-00.bin.gz", test)],
  };
  const name = /** @type {string} */ ("../mnist/MANIFEST.json".split("/").pop());
  files[name] = new TextEncoder().encode(JSON.stringify(manifest));
  return files;
};

const hex = (bytes) => Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");

const crc32 = (bytes) => {
  const table = Uint32Array.from({ length: 256 }, (_, i) => {
    for (let k = 0; k < 8; k++) i = i & 1 ? (i >>> 1) ^ 0xedb88320 : i >>> 1;
    return i;
  });
  let c = 0xffffffff;
  for (const b of bytes) c = (c >>> 8) ^ table[(c ^ b) & 255];
  return ((c ^ 0xffffffff) >>> 0).toString(16).padStart(8, "0");
};
