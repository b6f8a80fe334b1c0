// Package table lists the labs of the book's chapters and what a visitor has done in
// them. It knows no browser.
package table

import "strings"

// Lab is one lab: its number and where else its matter stands. Its sentences have the
// keys Key(of).
type Lab struct {
	ID      string // "5.4"
	Book    string // the book's section: "5.7.3"
	Script  string // the book's program: "ch05/gradient_check.py"
	File    string // ours, in the repository
	Guesses int    // to choose from before the visitor tries; 0 if the guess is drawn or typed
	Terms   string // of the glossary, that its words need; keys separated by spaces
	Primary bool   // it has a primary button of its own
}

// all are the labs, in the book's order. To add one, add its line.
var all = [...]Lab{
	{"2.1", "2.2 – 2.5", "ch02/and_gate.py", "nn/book/perceptron/perceptron.go", 3, "gate perceptron linear bias", false},
	{"2.2", "2.3.2", "ch02/and_gate.py", "nn/book/perceptron/learn.go", 3, "weight bias perceptron-rule", false},
	{"2.3", "2.4, 2.5", "ch02/xor_gate.py", "nn/book/perceptron/gates.go", 3, "linear hidden-layer", false},
	{"3.1", "3.3 – 3.4", "ch03/neuralnet_mnist_batch.py", "nn/layer/dense.go", 3, "matrix-product transpose batch", false},
	{"3.2", "3.2", "ch03/sig_step_compare.py", "nn/layer/sigmoid.go", 3, "activation", false},
	{"3.3", "3.5", "common/functions.py", "nn/loss/softmax.go", 3, "score softmax temperature overflow", false},
	{"3.4", "3.6.2 – 3.6.3", "ch03/neuralnet_mnist_batch.py", "nn/cmd/zerokara/internal/book/inference.go", 3, "batch float32 saturation", false},
	{"4.1", "4.3", "ch04/gradient_1d.py", "nn/book/numeric/numeric.go", 3, "tangent numerical-gradient rounding", false},
	{"4.2", "4.2, 4.4", "ch04/gradient_2d.py", "wasm/session/labloss.go", 3, "landscape cross-entropy gradient", false},
	{"4.3", "4.4.1, 6.1", "ch04/gradient_method.py", "nn/book/numeric/numeric.go", 0, "gradient-descent learning-rate divergence", false},
	{"4.4", "4.4.2, 4.5", "common/gradient.py", "nn/book/numeric/compare.go", 3, "numerical-gradient backpropagation", false},
	{"5.1", "5.1 – 5.4", "ch05/buy_apple_orange.py", "nn/book/graph/graph.go", 4, "computational-graph chain-rule gradient", true},
	{"5.2", "5.2 – 5.3", "ch05/layer_naive.py", "nn/book/graph/ops.go", 3, "computational-graph chain-rule", true},
	{"5.3", "5.5 – 5.7", "ch05/two_layer_net.py", "nn/recipe/layers.go", 3, "convolution pooling dense cross-entropy", true},
	{"5.4", "5.7.3", "ch05/gradient_check.py", "nn/book/gradcheck/gradcheck.go", 3, "tangent backpropagation kink", false},
	{"5.5", "5.7.3", "ch05/gradient_check.py", "nn/book/gradcheck/gradcheck.go", 3, "backpropagation gradient-check dense", true},
}

// All returns the labs, in the book's order.
func All() []Lab { return all[:] }

// Chapter returns the labs of a chapter: of "5", all with 5.
func Chapter(chapter string) (labs []Lab) {
	for _, l := range all {
		if l.Chapter() == chapter {
			labs = append(labs, l)
		}
	}
	return labs
}

// Find returns the lab with an ID.
func Find(id string) (l Lab, ok bool) {
	for _, l := range all {
		if l.ID == id {
			return l, true
		}
	}
	return l, false
}

// Chapter returns the number of the lab's chapter.
func (l Lab) Chapter() string {
	chapter, _, _ := strings.Cut(l.ID, ".")
	return chapter
}

// Next returns the lab that follows in the book.
func (l Lab) Next() (next Lab, ok bool) {
	for i := range all[:len(all)-1] {
		if all[i].ID == l.ID {
			return all[i+1], true
		}
	}
	return next, false
}

// Key returns the key of one of the lab's sentences: "title", "question", "mission",
// "code", and with Guesses "guess", "guess.0", "guess.1", ...
func (l Lab) Key(of string) string { return "lab." + l.ID + "." + of }
