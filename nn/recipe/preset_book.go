package recipe

// BookPresets returns the names of the presets that take the weights that the
// book's authors published, as they are; Preset knows them too.
func BookPresets() []string { return []string{"book-mlp", "book-simpleconv", "book-deepconv"} }

// book returns a preset of BookPresets: the book's network, its optimiser and
// batch size, and the layout of its weights. Conv weights are (out, in, kernel,
// kernel) and an image is flattened channel by channel, there as here.
//
//   - book-mlp: section 3.6, 784-50-100-10 with sigmoids
//   - book-simpleconv: section 7.5
//   - book-deepconv: section 8.1; its fourth convolution pads by 2, and dropout
//     follows the last layer too, so that in the book the logits are halved at
//     inference
func book(name string, r Recipe) (Recipe, bool) {
	r.Weights = Weights{Dense: DenseInOut, Names: "W1 b1 W2 b2 W3 b3"}
	r.Epochs = 20
	switch name {
	case "book-mlp":
		r.Layers = MLP(Sigmoid(), 50, 100, Classes)
		r.Init = Init{Kind: InitXavier}
	case "book-simpleconv":
		r.Layers = SimpleConvNet()
		r.Init = Init{Kind: InitNormal, Std: 0.01}
	case "book-deepconv":
		r.Layers = DeepConvNet()
		r.Weights.Names = "W1 b1 W2 b2 W3 b3 W4 b4 W5 b5 W6 b6 W7 b7 W8 b8"
		r.Weights.Dropout = DropoutScaled
	default:
		return Recipe{}, false
	}
	return r, true
}
