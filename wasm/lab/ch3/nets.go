package ch3

import (
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/recipe"
)

// steps of a training of the chapter's network: one pass over all training images.
const steps = 600

// Nets are the chapter's networks, one for each activation that it was trained with.
// The chapter's labs share them.
type Nets struct {
	own       [NumActivations]*Net
	accuracy  [NumActivations]float32 // on test images, when it was trained
	untrained *Net
	collapsed *Collapsed // of collapsedOf
	of        *Net
	rev       uint32
}

// NewNets returns none but an untrained one.
func NewNets() *Nets { return &Nets{untrained: Untrained(1)} }

// Rev counts the changes.
func (n *Nets) Rev() uint32 { return n.rev }

// Set takes the weights of a network that was trained with an activation, and reports
// whether they are so many as they must be.
func (n *Nets) Set(a Activation, values []float32, accuracy float32) bool {
	net, ok := NewNet(values)
	if ok {
		net.Trained = true
		n.own[a], n.accuracy[a] = net, accuracy
		n.rev++
	}
	return ok
}

// Base returns the network with sigmoids, as the book has it: trained, or not yet.
func (n *Nets) Base() *Net { return n.For(Sigmoid) }

// For returns the network for an activation: trained with it, or else the one with
// sigmoids.
func (n *Nets) For(a Activation) *Net {
	switch {
	case n.own[a] != nil:
		return n.own[a]
	case n.own[Sigmoid] != nil:
		return n.own[Sigmoid]
	}
	return n.untrained
}

// Own reports whether there is a network that was trained with the activation.
func (n *Nets) Own(a Activation) bool { return n.own[a] != nil }

// Accuracy returns that network's accuracy on test images.
func (n *Nets) Accuracy(a Activation) float64 { return float64(n.accuracy[a]) }

// Collapsed returns the network for Identity as one matrix.
func (n *Nets) Collapsed() *Collapsed {
	if net := n.For(Identity); n.of != net {
		n.of, n.collapsed = net, Collapse(net)
	}
	return n.collapsed
}

// Recipe returns how the network is trained with an activation. On the test images it
// is correct for some 95% with sigmoids, 96% with ReLU or tanh, 92% with none. A step
// lets no gradient pass, so that only the last layer learns: 60%.
func Recipe(a Activation) recipe.Recipe {
	r, _ := recipe.Preset("mlp-sigmoid")
	bend := [...]layer.Spec{recipe.Sigmoid(), recipe.Step(), recipe.ReLU(), recipe.Tanh(), recipe.Identity()}[a]
	r.Name, r.Layers = "", recipe.MLP(bend, Sizes[1], Sizes[2], Sizes[3])
	r.LearningRate, r.Schedule, r.Steps = 0.01, recipe.OneCycle(), steps
	return r
}
