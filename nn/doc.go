// Package nn is the map of the engine: a small neural network library written
// from zero, following the book Deep Learning from Scratch. It is Go, its inner
// loops in Go assembly for amd64 and WebAssembly, and runs natively and in a
// browser. ARCHITECTURE.md beside this file has the glossary and the path of one
// image through a training step; adr has the decisions.
//
// Packages, each importing only those above it:
//
//	wire               records as bytes, field by field
//	tensor             Shape, Tensor: views without arithmetic
//	data               samples of any shape, classes or values, in memory or as a stream; their order
//	mnist              the MNIST database in its own files
//	mnist/shard        the same in the page's files
//	ink                drawings to images
//	ink/ndjson         drawings as text
//	layer              dense, convolutions, pooling, batch norm, dropout, activations, reshape
//	loss               softmax with cross-entropy or sum of squares, squares, logistic
//	optim              SGD to AdamW, weight decay; learning rate schedules
//	recipe             a run's configuration as data, of what layer, loss and optim state; JSON
//	augment            training images changed at random
//	network            a recipe, or layers, to a network; forward, backward, checkpoint
//	evaluate           a network that predicts: reports, calibration, ensembles
//	evaluate/decision  a class from probabilities, a tie, or none
//	explain            reasons: saliency, occlusion, counterfactuals
//	train              Trainer: optimiser steps on any data and workers; snapshots, fine-tuning, early stopping
//	gan                a generator and a discriminator that learn from each other
//	weights/safetensors  named arrays in a file, checked; as small as the page needs it
//	weights/layout     which array of a file is whose in a network
//	weights/onnx       models that other programs run
//	export             files of a network for other programs: ONNX, safetensors, notebook, Go
//	weights            .npz, .npy, safetensors, half precision; native tools only
//
//	book/perceptron    one neuron with a step function; gates; Rosenblatt's rule
//	book/numeric       gradients by differences, and descent by them
//	book/graph         a computational graph of numbers, printed and drawn
//	book/gradcheck     backpropagation against numerical gradients, for any recipe
//
// The packages of book are what the book starts from and checks with; no other
// package of the list imports them. cmd/zerokara is the command line; internal
// holds the kernels and what else only the engine calls.
//
// # Shapes
//
// Arrays are row-major float32. A batch is (N, C, H, W): samples, channels,
// height, width; a vector is (N, n, 1, 1). A dense weight is (out, in), a
// convolution's (out, in, kernel, kernel), a transposed convolution's (in, out,
// kernel, kernel). Losses are means over the batch, of cross-entropy in nats;
// accuracies are fractions from 0 to 1.
//
// # Reproducibility
//
// A recipe and the data determine the weights bit for bit on one platform, with
// any number of workers: every mini-batch is cut into the same micro-batches,
// whose gradients are added as one fixed tree. WebAssembly is one platform, in
// every browser; amd64 with AVX2 and FMA is another.
package nn
