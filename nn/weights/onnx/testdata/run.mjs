// Runs ONNX models with onnxruntime-web:
//
//	node run.mjs DIR images.bin MODEL...
//
// DIR has its node_modules; images.bin has grey values, 784 bytes an image. The
// probabilities for all images go to MODEL.out as float32, and what the model says of
// itself to standard output.
import fs from "node:fs";
import { pathToFileURL } from "node:url";

const [dir, images, ...models] = process.argv.slice(2);
const ort = await import(pathToFileURL(`${dir}/node_modules/onnxruntime-web/dist/ort.node.min.mjs`));
ort.env.wasm.numThreads = 1;
const bytes = fs.readFileSync(images);
const batch = 100;
for (const model of models) {
  const session = await ort.InferenceSession.create(fs.readFileSync(model), { executionProviders: ["wasm"] });
  const name = session.outputNames.at(-1);
  console.log(session.inputNames.join(), session.outputNames.join());
  const parts = [];
  for (let at = 0; at < bytes.length; at += batch * 784) {
    const n = Math.min(batch, (bytes.length - at) / 784);
    const grey = Float32Array.from(bytes.subarray(at, at + n * 784), (v) => v / 255);
    const out = await session.run({ image: new ort.Tensor("float32", grey, [n, 1, 28, 28]) }, [name]);
    parts.push(Buffer.from(new Uint8Array(out[name].data.buffer, out[name].data.byteOffset, 4 * out[name].data.length)));
  }
  fs.writeFileSync(`${model}.out`, Buffer.concat(parts));
  await session.release();
}
