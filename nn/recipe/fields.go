package recipe

import (
	"github.com/zerokara/zerokara/nn/internal/fields"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/loss"
	"github.com/zerokara/zerokara/nn/optim"
)

// visit shows all fields of a recipe, so that reading, writing and validating
// share one list.
func (r *Recipe) visit(v fields.Visitor) {
	v.Int("version", &r.Version, Version, Version)
	v.Text("name", &r.Name, MaxName)
	v.Shape("input", &r.Input, MaxInput)
	visitLayers(v, "layers", &r.Layers)
	v.Part("init", true, r.Init.visit)
	v.Part("loss", true, func(v fields.Visitor) { r.Loss = loss.Visit(v, r.Loss) })
	v.Part("optimizer", true, func(v fields.Visitor) { r.Optimizer = optim.Visit(v, r.Optimizer) })
	v.Part("schedule", true, func(v fields.Visitor) { r.Schedule = optim.VisitSchedule(v, r.Schedule) })
	v.Float("learningRate", &r.LearningRate, fields.Positive(100))
	v.Float("weightDecay", &r.WeightDecay, fields.UpTo(100))
	v.Int("batchSize", &r.BatchSize, 1, MaxBatchSize)
	v.Int("epochs", &r.Epochs, 1, MaxEpochs)
	v.Int("steps", &r.Steps, 0, MaxSteps)
	v.Part("augment", true, r.Augment.visit)
	v.Float("temperature", &r.Temperature, fields.UpTo(maxTemperature))
	v.Uint("seed", &r.Seed, MaxSeed)
	v.Part("weights", r.Weights != Weights{}, r.Weights.visit)
}

// visitLayers shows a field that is a list of layers.
func visitLayers(v fields.Visitor, name string, layers *[]layer.Spec) {
	v.List(name, len(*layers), MaxLayers,
		func(n int) { *layers = make([]layer.Spec, n) },
		func(i int, v fields.Visitor) { (*layers)[i] = layer.Visit(v, (*layers)[i]) })
}

func (i *Init) visit(v fields.Visitor) {
	if v.Reading() {
		*i = Init{}
	}
	v.Choice("kind", &i.Kind, "an initialiser", []string{InitNormal, InitXavier, InitHe})
	if i.Kind == InitNormal {
		v.Float("std", &i.Std, fields.Positive(100))
	}
}

func (w *Weights) visit(v fields.Visitor) {
	if v.Reading() {
		*w = Weights{}
	}
	v.Choice("dense", &w.Dense, "a shape of dense weights", []string{DenseOutIn, DenseInOut})
	v.Text("names", &w.Names, MaxNames)
	v.Choice("dropout", &w.Dropout, "a kind of dropout", []string{"", DropoutInverted, DropoutScaled})
}
