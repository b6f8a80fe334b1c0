package train

import (
	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/mnist"
	"github.com/zerokara/zerokara/nn/recipe"
)

// MaxClassify is how many images Classify takes at a time.
const MaxClassify = evalBatch

// Classify calls f with the softmax probabilities of each of at most
// MaxClassify images, 784 grey values each. Like Predict it may be called
// between any two calls of Advance.
func (t *Trainer) Classify(images []byte, f func(i int, p *[recipe.Classes]float32)) {
	n := len(images) / mnist.Pixels
	in := t.net.Input(n)
	for i := range n {
		data.Input(in.Sample(i), images[i*mnist.Pixels:(i+1)*mnist.Pixels])
	}
	logits := t.net.Forward(n, false)
	for i := range n {
		var p [recipe.Classes]float32
		t.softmax(p[:], logits.Sample(i))
		f(i, &p)
	}
}
