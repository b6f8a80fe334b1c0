// Package nn is the map of the engine: a neural network library written from
// zero, following the book Deep Learning from Scratch. It is pure Go and runs
// natively and, compiled to WebAssembly, in a browser. ARCHITECTURE.md has the
// glossary and the way of one image through a training step, adr the decisions.
//
// Packages, each importing only those above it:
//
//	wire         records as bytes, field by field
//	tensor       Shape, Tensor: views without arithmetic
//	recipe       a run's configuration as data
//	data         samples, targets, their order
//	mnist        the MNIST database: its files
//	mnist/shard  the page's files of MNIST
//	ink          drawings to images: preprocessing as MNIST's
//	ink/ndjson   drawings as text
//	augment      training images changed at random
//	layer        dense, convolutions, pooling, batch norm, dropout, activations, reshape
//	loss         softmax with cross-entropy or squares, squares, logistic
//	optim        SGD to AdamW, weight decay; learning rate schedules
//	network      layers in a chain; forward, backward, checkpoint
//	train        Trainer: step, evaluate, predict, snapshot; early stopping, ensembles
//	reading      a decision from probabilities: a digit, a tie, or none
//	gan          a generator and a discriminator that learn from each other
//	weights      .npz, .npy, safetensors, half precision; native tools only
//
// Beside them stands what the book starts from and checks with, which nothing
// above imports:
//
//	book/perceptron   one neuron with a step function; gates; Rosenblatt's rule
//	book/numeric      gradients by differences, and descent by them
//	book/gradcheck    backpropagation against numerical gradients, for any recipe
//	book/graph        a computational graph of numbers, printed and drawn
//
// and cmd/zerokara, the command line around them. The hot loops are in
// internal/kernel.
//
// # Shapes
//
// Arrays are row-major float32. A batch is (N, C, H, W): samples, channels,
// height, width; a vector is (N, n, 1, 1). A dense weight is (out, in), a
// convolution's (out, in, kernel, kernel), a transposed convolution's (in, out,
// kernel, kernel). Losses are means over the batch in nats, accuracies fractions
// from 0 to 1.
//
// # Reproducibility
//
// A recipe and the data determine the weights bit for bit: in every browser, and
// on every amd64 processor with AVX2, whatever the number of workers. Every
// mini-batch is cut into the same micro-batches, whose gradients are added as one
// fixed tree.
package nn
