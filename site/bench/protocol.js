// The part of wasm/protocol that the bench speaks: little-endian fields after a
// byte of version and a byte of kind.
"use strict";

const protocol = (() => {
  const version = 2;
  const kinds = { prepare: 1, start: 2, pause: 3, resume: 4, input: 7 };
  const phases = ["idle", "loading", "training", "paused", "done", "error"];

  const message = (kind, size = 0) => {
    const bytes = new Uint8Array(2 + size);
    bytes.set([version, kinds[kind]]);
    return { bytes, view: new DataView(bytes.buffer, 2) };
  };

  const command = (kind) => message(kind).bytes;

  // prepare asks for a network; workers 0 leaves their number to the engine.
  const prepare = (recipe, workers) => {
    const json = new TextEncoder().encode(JSON.stringify(recipe));
    const { bytes, view } = message("prepare", 4 + json.length + 1);
    view.setUint32(0, json.length, true);
    bytes.set(json, 6);
    view.setUint8(4 + json.length, workers);
    return bytes;
  };

  // input asks for the probabilities of one image of grey values 0 to 1.
  const input = (seq, image) => {
    const { bytes, view } = message("input", 4 + 1 + 4 + image.length);
    view.setUint32(0, seq, true);
    view.setUint8(4, 1);
    view.setUint32(5, image.length, true);
    for (let i = 0; i < image.length; i++) bytes[11 + i] = Math.round(255 * image[i]);
    return bytes;
  };

  // decode returns an event that the bench cares about, or null.
  const decode = (data) => {
    const bytes = data instanceof Uint8Array ? data : new Uint8Array(data);
    if (bytes[0] !== version) throw new Error(`protocol version ${bytes[0]}, want ${version}`);
    const view = new DataView(bytes.buffer, bytes.byteOffset + 2, bytes.length - 2);
    const text = (at) => {
      const length = view.getUint32(at, true);
      return new TextDecoder().decode(bytes.subarray(at + 6, at + 6 + length));
    };
    switch (bytes[1]) {
      case 64: return { kind: "ready" };
      case 65: return { kind: "prepared" };
      case 66: return { kind: "phase", phase: phases[view.getUint8(0)], fingerprint: view.getBigUint64(1, true).toString(16) };
      case 68: return { kind: "progress", step: view.getUint32(0, true), loss: view.getFloat32(20, true), workers: view.getUint32(40, true) };
      case 70: return { kind: "probabilities", seq: view.getUint32(0, true), p: Float32Array.from({ length: 10 }, (_, i) => view.getFloat32(8 + 4 * i, true)) };
      case 71: return { kind: "fault", code: text(0), bytes };
      default: return null;
    }
  };

  return { command, prepare, input, decode };
})();
