// Command worker is worker.wasm: the training worker, session and jsbridge put
// together. site/worker.js starts it and does its downloads. It is empty off
// GOOS=js.
package main
