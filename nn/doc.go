// Package nn is the map of the engine: a small neural network library written
// from zero, following the book Deep Learning from Scratch. It is pure Go and
// runs natively and, compiled to WebAssembly, in a browser.
//
// Packages, each importing only those above it:
//
//	wire         records as bytes, field by field
//	tensor       Shape, Tensor: views without arithmetic
//	data         samples, labels, their order
//	mnist        the MNIST database: its files, the page's shards
//	ink          drawings to images
//	layer        dense, convolutions, pooling, batch norm, dropout, activations, reshape: configuration and code
//	loss         softmax with cross-entropy or sum of squares; label smoothing
//	optim        SGD to AdamW, weight decay; learning rate schedules
//	recipe       a run's configuration as data, made of those of layer, loss and optim; JSON
//	augment      training images changed at random
//	network      a recipe, or layers, to a network; forward, backward, checkpoint
//	train        Trainer: step, evaluate, predict, snapshot; early stopping, ensembles
//	reading      what probabilities say: a digit, or that it is not sure
//	gan          a generator and a discriminator that learn from each other
//	weights      .npz, .npy, safetensors, half precision; native tools only
//
// Beside them stands what the book starts from and checks with, on its own:
//
//	book/perceptron   one neuron with a step function; gates; Rosenblatt's rule
//	book/numeric      gradients by differences, and descent by them
//	book/gradcheck    backpropagation against numerical gradients, for any recipe
//	book/graph        a computational graph of numbers, printed and drawn
//
// and cmd/zerokara, the command line around them.
//
// # Shapes
//
// Arrays are row-major float32. A batch is (N, C, H, W): samples, channels,
// height, width; a vector is (N, n, 1, 1). A dense weight is (out, in), a
// convolution's (out, in, kernel, kernel), a transposed convolution's (in, out,
// kernel, kernel). Losses are means over the batch in nats, accuracies shares
// from 0 to 1.
//
// # Reproducibility
//
// A recipe and the data determine the weights bit for bit on one platform.
// Every mini-batch is cut into the same micro-batches, whose gradients are
// summed in order.
package nn
