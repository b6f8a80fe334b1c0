package state

import (
	"slices"
	"strconv"
	"strings"

	"github.com/zerokara/zerokara/nn/optim"
	"github.com/zerokara/zerokara/nn/recipe"
)

// The fields of a recipe that the page's form edits, as in its JSON except for
// network, which is a preset's name.
const (
	FieldNetwork      = "network"
	FieldOptimizer    = "optimizer"
	FieldLearningRate = "learningRate"
	FieldSchedule     = "schedule"
	FieldWeightDecay  = "weightDecay"
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
// a learning rate and weight decay that suit it. An error is a *recipe.FieldError, and r stays.
func Edit(r recipe.Recipe, field, value string) (recipe.Recipe, error) {
	e := r
	e.Layers = slices.Clone(r.Layers)
	var err error
	switch field {
	case FieldNetwork:
		p, ok := recipe.Preset(value)
		if !ok {
			return r, recipe.Refuse(field, "preset", value, strings.Join(recipe.Presets(), ", "))
		}
		p.Seed = r.Seed
		e = p
	case FieldOptimizer:
		if e.Optimizer, e.LearningRate, e.WeightDecay, err = optimizer(r, value); err != nil {
			return r, err
		}
	case FieldLearningRate:
		e.LearningRate, err = strconv.ParseFloat(plain(value), 64)
	case FieldSchedule:
		if e.Schedule, err = schedule(r, value); err != nil {
			return r, err
		}
	case FieldWeightDecay:
		e.WeightDecay, err = strconv.ParseFloat(plain(value), 64)
	case FieldBatchSize:
		e.BatchSize, err = strconv.Atoi(plain(value))
	case FieldEpochs:
		e.Epochs, err = strconv.Atoi(plain(value))
	case FieldInit:
		e.Init = recipe.Init{Kind: value}
		if value == recipe.InitNormal {
			e.Init.Std = normalStd
		}
	case FieldSeed:
		e.Seed, err = strconv.ParseUint(plain(value), 10, 64)
	default:
		return r, recipe.Refuse(field, "noSetting")
	}
	if err != nil {
		return r, recipe.Refuse(field, "notNumber", value)
	}
	if err := e.ValidateKinds(); err != nil {
		return r, err
	}
	return e, nil
}

// plain returns a number as strconv takes it: some keyboards have a comma as the
// decimal point, and Japanese ones wide figures. A comma beside a point is kept, for
// it to be refused.
func plain(number string) string {
	number = strings.Map(func(r rune) rune {
		if '！' <= r && r <= '～' {
			return r - '！' + '!'
		}
		return r
	}, strings.TrimSpace(number))
	if strings.Count(number, ",") == 1 && !strings.Contains(number, ".") {
		number = strings.Replace(number, ",", ".", 1)
	}
	return number
}

// optimizers are the documented optimisers, each with a learning rate and a weight
// decay that train all the presets' networks.
var optimizers = []struct {
	spec        optim.Spec
	rate, decay float64
}{
	{recipe.SGD(), 0.1, 0},
	{recipe.Momentum(), 0.02, 0},
	{recipe.Nesterov(), 0.02, 0},
	{recipe.AdaGrad(), 0.02, 0},
	{recipe.RMSprop(), 0.001, 0},
	{recipe.Adam(), 0.001, 0},
	{recipe.AdamW(), 0.001, 0.01}, // without decay it would be Adam
}

// optimizer returns the optimiser of a kind, a learning rate and a weight decay:
// the preset's own when it is the preset's optimiser.
func optimizer(r recipe.Recipe, kind string) (o optim.Spec, rate, decay float64, err error) {
	if p, ok := recipe.Preset(Network(r)); ok && optim.KindOf(p.Optimizer) == kind {
		return p.Optimizer, p.LearningRate, p.WeightDecay, nil
	}
	for _, o := range optimizers {
		if optim.KindOf(o.spec) == kind {
			return o.spec, o.rate, o.decay, nil
		}
	}
	return nil, 0, 0, recipe.Refuse(FieldOptimizer, "unknown", kind, "an optimiser", strings.Join(optim.Kinds(), ", "))
}

// schedules are the documented schedules.
var schedules = []optim.Schedule{recipe.Constant(), recipe.StepDown(), recipe.Cosine(), recipe.OneCycle()}

// schedule returns the schedule of a kind: the preset's own when it is the
// preset's.
func schedule(r recipe.Recipe, kind string) (optim.Schedule, error) {
	if p, ok := recipe.Preset(Network(r)); ok && optim.ScheduleOf(p.Schedule) == kind {
		return p.Schedule, nil
	}
	for _, s := range schedules {
		if optim.ScheduleOf(s) == kind {
			return s, nil
		}
	}
	return nil, recipe.Refuse(FieldSchedule, "unknown", kind, "a schedule", strings.Join(optim.Schedules(), ", "))
}
