package state

import (
	"slices"
	"strconv"

	"github.com/zerokara/zerokara/nn/recipe"
)

// The fields of a recipe that the page's form edits, as in its JSON except for
// network, which is a preset's name.
const (
	FieldNetwork      = "network"
	FieldOptimizer    = "optimizer"
	FieldLearningRate = "learningRate"
	FieldBatchSize    = "batchSize"
	FieldEpochs       = "epochs"
	FieldInit         = "init"
	FieldSeed         = "seed"
)

// Custom is what Network calls a network that is none of the presets.
const Custom = "custom"

// normalStd is the book's standard deviation for weights (section 6.2).
const normalStd = 0.01

// Network returns the name of the preset whose layers r has, or Custom.
func Network(r recipe.Recipe) string {
	for _, name := range recipe.Presets() {
		if p, _ := recipe.Preset(name); slices.Equal(p.Layers, r.Layers) {
			return name
		}
	}
	return Custom
}

// Edit returns r with one field of the form changed. Choosing a network brings
// the rest of its preset, keeping only the seed; choosing an optimiser brings
// a learning rate that suits it. An error is a *recipe.FieldError, and r stays.
func Edit(r recipe.Recipe, field, value string) (recipe.Recipe, error) {
	e := r
	e.Layers = slices.Clone(r.Layers)
	var err error
	switch field {
	case FieldNetwork:
		p, ok := recipe.Preset(value)
		if !ok {
			return r, &recipe.FieldError{Field: field, Reason: "there is none called " + strconv.Quote(value)}
		}
		p.Seed = r.Seed
		e = p
	case FieldOptimizer:
		e.Optimizer, e.LearningRate = optimizer(r, value)
	case FieldLearningRate:
		e.LearningRate, err = strconv.ParseFloat(value, 64)
	case FieldBatchSize:
		e.BatchSize, err = strconv.Atoi(value)
	case FieldEpochs:
		e.Epochs, err = strconv.Atoi(value)
	case FieldInit:
		e.Init = recipe.Init{Kind: value}
		if value == recipe.InitNormal {
			e.Init.Std = normalStd
		}
	case FieldSeed:
		e.Seed, err = strconv.ParseUint(value, 10, 64)
	default:
		return r, &recipe.FieldError{Field: field, Reason: "there is no such setting"}
	}
	if err != nil {
		return r, &recipe.FieldError{Field: field, Reason: strconv.Quote(value) + " is not a number that fits"}
	}
	if err := e.Validate(); err != nil {
		return r, err
	}
	return e, nil
}

// optimizer returns the documented optimiser of a kind and a learning rate: the
// preset's own when it is the preset's optimiser, else one that trains all the
// presets' networks.
func optimizer(r recipe.Recipe, kind string) (recipe.Optimizer, float64) {
	if p, ok := recipe.Preset(Network(r)); ok && p.Optimizer.Kind == kind {
		return p.Optimizer, p.LearningRate
	}
	switch kind {
	case recipe.OptimizerSGD:
		return recipe.SGD(), 0.1
	case recipe.OptimizerMomentum:
		return recipe.Momentum(), 0.02
	case recipe.OptimizerAdam:
		return recipe.Adam(), 0.001
	}
	return recipe.Optimizer{Kind: kind}, r.LearningRate
}
