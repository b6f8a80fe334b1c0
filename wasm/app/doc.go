// Command app is app.wasm, the page's program: it draws the scene, starts the
// training worker and connects both to the page's controls. Decisions are in
// wasm/state. site/boot.js starts it. It is empty off GOOS=js.
//
// # The page from a script
//
// globalThis.zerokara drives the page from the browser's console or from a
// script; the end-to-end tests use it, too.
//
//	ready           a promise, resolved when pad and worker accept input
//	state()         the run and the prediction, as an object; see below
//	start(recipe?)  begins a run; a promise, resolved when it has begun
//	pause()         stops after the current micro-batch
//	resume()        goes on after a pause
//	reset()         forgets what was learned
//	draw(strokes)   adds strokes, [[[x, y], ...], ...], from 0 to 1 across the pad
//	clear()         empties the pad
//	go(view, part?) shows the view at an address, as "look/inside"; "" is Watch;
//	                with {lab: "2.1"} as part that lab of the chapter "book/2"
//	seek(step?)     looks at the moment of the run nearest to a step, without one at
//	                now; returns the step that is shown
//	labs()          the labs, a list of {id, title, state}; state is "new",
//	                "tried" or, after its mission, "done"
//	link()          the address of the page as it is, with the drawing and the recipe;
//	                whoever opens it and trains gets the same weights
//	present(on)     begins a presentation, or ends it with false
//	input()         the 784 grey values that the network is given, 0 to 1
//	export(kind)    a file of the network as it is, a promise of a Uint8Array; kinds are
//	                "onnx", "safetensors", "model", "recipe", "curves", "notebook",
//	                "go" and "picture". Rejected for another kind, and before there is a
//	                network. The ONNX input is [N, 1, 28, 28] from 0 to 1, the last output
//	                the probabilities
//	score(seed?)    begins a round of "Your score"; the same seed asks for the same
//	                digits, in this round and those after it
//
// A recipe is an object as the page shows it in JSON, or the name of a preset
// with changes: {preset: "simpleconv", epochs: 3}. Without one, start takes what
// the page's form shows. A wrong recipe rejects the promise with the name of the
// field and the reason.
//
// # What state() returns
//
//	view             the address of the view that is shown, as go takes it
//	phase            "idle", "loading", "training", "paused", "done" or "error"
//	step, epoch      optimiser steps done; the epoch, from 1
//	at               the step that is looked back at, null for now: prediction,
//	                 probabilities, doubt and digits are of its network
//	imagesSeen       training images used, repeats counted
//	imagesPerSecond  over the last seconds of training
//	workers          that share each mini-batch; 0 before the engine is ready
//	trainLoss        mean over the last steps, null before the first
//	testLoss         of the newest evaluation, null before the first
//	testAccuracy     likewise, from 0 to 1
//	fingerprint      of the weights, 16 hexadecimal digits; null while they change
//	prediction       the most probable digit, null without a drawing
//	probabilities    its ten probabilities
//	doubt            "tie": two digits are about as probable; "none": it hardly
//	                 looks like a digit; else null
//	digits           all digits of the drawing from left to right, each
//	                 {digit, probabilities, doubt}
//	answered         whether all that is about the drawing on the pad now
//	error            the newest failure in words, null without one
//
// Of a drawing with several digits, prediction, probabilities, doubt and input()
// are those of the first, or of the one chosen on the page.
package main
