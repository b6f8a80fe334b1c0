package recipe_test

import (
	"errors"
	"math"
	"reflect"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/optim"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
)

func TestPresetsAreValidAndSurviveJSON(t *testing.T) {
	for _, name := range append(recipe.Presets(), recipe.BookPresets()...) {
		r, ok := recipe.Preset(name)
		if !ok {
			t.Fatalf("preset %q is listed but missing", name)
		}
		if err := r.Validate(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		b := r.AppendJSON(nil)
		got, err := recipe.Parse(b)
		if err != nil {
			t.Errorf("%s: %v in %s", name, err, b)
		} else if !reflect.DeepEqual(got, r) {
			t.Errorf("%s: JSON changes it:\n got %+v\nwant %+v", name, got, r)
		}
	}
	if _, ok := recipe.Preset("no such"); ok {
		t.Error("Preset made up a recipe")
	}
}

func TestParsePresetWithChanges(t *testing.T) {
	r, err := recipe.Parse([]byte(`{"preset":"simpleconv","epochs":3,"optimizer":{"kind":"sgd"},"seed":9007199254740991}`))
	if err != nil {
		t.Fatal(err)
	}
	want, _ := recipe.Preset("simpleconv")
	want.Epochs, want.Optimizer, want.Seed = 3, recipe.SGD(), recipe.MaxSeed
	if !reflect.DeepEqual(r, want) {
		t.Errorf("got %+v\nwant %+v", r, want)
	}
}

// TestParseNamesTheField checks that every kind of mistake names its field.
func TestParseNamesTheField(t *testing.T) {
	for _, c := range []struct{ json, field string }{
		{``, "recipe"},
		{`{"version":1`, "recipe"},
		{`[]`, "recipe"},
		{`null`, "recipe"},
		{strings.Repeat(" ", recipe.MaxJSON+1), "recipe"},
		{`{"preset":"nonesuch"}`, "preset"},
		{`{"preset":7}`, "preset"},
		{`{"preset":"mlp","learning_rate":1}`, "learning_rate"},
		{`{"preset":"mlp","epochs":1,"epochs":2}`, "epochs"},
		{`{"preset":"mlp","version":2}`, "version"},
		{`{"preset":"mlp","name":"` + strings.Repeat("x", 65) + `"}`, "name"},
		{`{"preset":"mlp","name":1}`, "name"},
		{`{"preset":"mlp","name":"\u0000"}`, "name"},
		{"{\"preset\":\"mlp\",\"name\":\"\xff\"}", "name"},
		{`{"preset":"mlp","input":[1,28]}`, "input"},
		{`{"preset":"mlp","input":[1,28,0]}`, "input[2]"},
		{`{"preset":"mlp","input":[1,28,1e9]}`, "input[2]"},
		{`{"preset":"mlp","input":7}`, "input"},
		{`{"preset":"mlp","layers":[]}`, "layers"},
		{`{"preset":"mlp","layers":{}}`, "layers"},
		{`{"preset":"mlp","layers":[{"kind":"own"}]}`, "layers[0].kind"},
		{`{"preset":"mlp","layers":[{"units":10}]}`, "layers[0].kind"},
		{`{"preset":"mlp","layers":[{"kind":"dense","units":1}]}`, "loss.kind"},
		{`{"preset":"mlp","loss":{"kind":"logistic"}}`, "loss.kind"},
		{`{"preset":"mlp"} x`, "recipe"},
		{`{"preset":"mlp","layers":[{"kind":"dense","units":10,"kernel":5}]}`, "layers[0].kernel"},
		{`{"preset":"mlp","layers":[{"kind":"dense","units":10,"size":5}]}`, "layers[0].size"},
		{`{"preset":"mlp","layers":[{"kind":"dense"}]}`, "layers[0].units"},
		{`{"preset":"mlp","layers":[{"kind":"dense","units":1e18}]}`, "layers[0].units"},
		{`{"preset":"mlp","layers":[{"kind":"dense","units":4096},{"kind":"dense","units":4096},{"kind":"dense","units":10}]}`, "layers[1]"},
		{`{"preset":"mlp","layers":[{"kind":"conv2d","filters":4096,"kernel":3,"stride":1,"pad":1},{"kind":"dense","units":10}]}`, "layers[0]"},
		{`{"preset":"mlp","layers":[{"kind":"conv2d","filters":4,"kernel":29,"stride":1},{"kind":"dense","units":10}]}`, "layers[0].kernel"},
		{`{"preset":"mlp","layers":[{"kind":"conv2d","filters":4,"kernel":5},{"kind":"dense","units":10}]}`, "layers[0].stride"},
		{`{"preset":"mlp","layers":[{"kind":"conv2d","filters":4,"kernel":5,"stride":1,"pad":-1},{"kind":"dense","units":10}]}`, "layers[0].pad"},
		{`{"preset":"mlp","layers":[{"kind":"batchnorm","epsilon":0,"decay":0.9},{"kind":"dense","units":10}]}`, "layers[0].epsilon"},
		{`{"preset":"mlp","layers":[{"kind":"batchnorm","epsilon":1e-5,"decay":1},{"kind":"dense","units":10}]}`, "layers[0].decay"},
		{`{"preset":"mlp","layers":[{"kind":"conv2d","filters":4,"kernel":5,"stride":1,"dilation":0},{"kind":"dense","units":10}]}`, "layers[0].dilation"},
		{`{"preset":"mlp","layers":[{"kind":"conv2d","filters":4,"kernel":5,"stride":1,"dilation":7},{"kind":"dense","units":10}]}`, "layers[0].dilation"},
		{`{"preset":"mlp","layers":[{"kind":"maxpool2d","kernel":2,"stride":2,"dilation":1},{"kind":"dense","units":10}]}`, "layers[0].dilation"},
		{`{"preset":"mlp","layers":[{"kind":"avgpool2d","kernel":3,"stride":2,"pad":2},{"kind":"dense","units":10}]}`, "layers[0].pad"},
		{`{"preset":"mlp","layers":[{"kind":"maxpool2d","kernel":3,"stride":2,"pad":-1},{"kind":"dense","units":10}]}`, "layers[0].pad"},
		{`{"preset":"mlp","layers":[{"kind":"avgpool2d","kernel":29,"stride":2},{"kind":"dense","units":10}]}`, "layers[0].kernel"},
		{`{"preset":"mlp","layers":[{"kind":"convtranspose2d","filters":1,"kernel":4,"stride":65},{"kind":"dense","units":10}]}`, "layers[0].stride"},
		{`{"preset":"mlp","layers":[{"kind":"convtranspose2d","filters":1,"kernel":0,"stride":1},{"kind":"dense","units":10}]}`, "layers[0].kernel"},
		{`{"preset":"mlp","layers":[{"kind":"dense","units":10},{"kind":"convtranspose2d","filters":1,"kernel":4,"stride":1,"pad":2}]}`, "layers[1].pad"},
		{`{"preset":"mlp","layers":[{"kind":"convtranspose2d","filters":1,"kernel":64,"stride":64},{"kind":"dense","units":10}]}`, "layers[0]"},
		{`{"preset":"mlp","layers":[{"kind":"leakyrelu"},{"kind":"dense","units":10}]}`, "layers[0].slope"},
		{`{"preset":"mlp","layers":[{"kind":"leakyrelu","slope":1},{"kind":"dense","units":10}]}`, "layers[0].slope"},
		{`{"preset":"mlp","layers":[{"kind":"sigmoid","slope":0.1},{"kind":"dense","units":10}]}`, "layers[0].slope"},
		{`{"preset":"mlp","layers":[{"kind":"reshape","shape":[4,14,13]},{"kind":"dense","units":10}]}`, "layers[0].shape"},
		{`{"preset":"mlp","layers":[{"kind":"reshape","shape":[-4,-14,14]},{"kind":"dense","units":10}]}`, "layers[0].shape[0]"},
		{`{"preset":"mlp","layers":[{"kind":"reshape","shape":[784,1]},{"kind":"dense","units":10}]}`, "layers[0].shape"},
		{`{"preset":"mlp","layers":[{"kind":"flatten","shape":[784,1,1]},{"kind":"dense","units":10}]}`, "layers[0].shape"},
		{`{"preset":"mlp","layers":[{"kind":"dropout","ratio":1},{"kind":"dense","units":10}]}`, "layers[0].ratio"},
		{`{"preset":"mlp","layers":[{"kind":"dense","units":10,"ratio":0.5}]}`, "layers[0].ratio"},
		{`{"preset":"mlp","layers":[{"kind":"dense","units":10},{"kind":"softmax"}]}`, "layers[1].kind"},
		{`{"preset":"mlp","layers":[{"kind":"conv2d","filters":256,"kernel":1,"stride":1},{"kind":"conv2d","filters":2,"kernel":28,"stride":2,"pad":14},{"kind":"dense","units":10}]}`, "layers[1]"},
		{`{"preset":"mlp","layers":[{"kind":"conv2d","filters":500,"kernel":1,"stride":1},{"kind":"conv2d","filters":800,"kernel":3,"stride":1,"pad":1},{"kind":"dense","units":10}]}`, "layers[1]"},
		{`{"preset":"mlp","input":[1,900,900],"layers":[{"kind":"avgpool2d","kernel":500,"stride":1},{"kind":"maxpool2d","kernel":250,"stride":1},{"kind":"dense","units":10}]}`, "layers[0]"},
		{`{"preset":"mlp","layers":[{"kind":"sigmoyd"}]}`, "layers[0].kind"},
		{`{"preset":"mlp","layers":[{}]}`, "layers[0].kind"},
		{`{"preset":"mlp","layers":[7]}`, "layers[0]"},
		{`{"preset":"mlp","layers":[{"kind":"relu"}],"input":[10,1,1]}`, "layers"},
		{`{"preset":"mlp","init":{"kind":"normal"}}`, "init.std"},
		{`{"preset":"mlp","init":{"kind":"he","std":1}}`, "init.std"},
		{`{"preset":"mlp","init":{"kind":"zero"}}`, "init.kind"},
		{`{"preset":"mlp","optimizer":{"kind":"sgd","momentum":0.9}}`, "optimizer.momentum"},
		{`{"preset":"mlp","optimizer":{"kind":"momentum","momentum":1}}`, "optimizer.momentum"},
		{`{"preset":"mlp","optimizer":{"kind":"adam","beta1":0.9,"beta2":0.999}}`, "optimizer.epsilon"},
		{`{"preset":"mlp","optimizer":{"kind":"adam","beta1":0.9,"beta2":2,"epsilon":1e-8}}`, "optimizer.beta2"},
		{`{"preset":"mlp","optimizer":{"kind":"nesterov","momentum":-0.1}}`, "optimizer.momentum"},
		{`{"preset":"mlp","optimizer":{"kind":"adagrad"}}`, "optimizer.epsilon"},
		{`{"preset":"mlp","optimizer":{"kind":"adagrad","epsilon":1e-10,"alpha":0.9}}`, "optimizer.alpha"},
		{`{"preset":"mlp","optimizer":{"kind":"rmsprop","epsilon":1e-8,"alpha":1}}`, "optimizer.alpha"},
		{`{"preset":"mlp","optimizer":{"kind":"adamw","beta1":1,"beta2":0.9,"epsilon":1e-8}}`, "optimizer.beta1"},
		{`{"preset":"mlp","optimizer":{"kind":"adamant"}}`, "optimizer.kind"},
		{`{"preset":"mlp","schedule":{"kind":"onecycle"}}`, "schedule.warmUp"},
		{`{"preset":"mlp","schedule":{"kind":"constant","warmUp":1}}`, "schedule.warmUp"},
		{`{"preset":"mlp","schedule":{"kind":"constant","cycles":1}}`, "schedule.cycles"},
		{`{"preset":"mlp","schedule":{"kind":"cosine"}}`, "schedule.cycles"},
		{`{"preset":"mlp","schedule":{"kind":"step","factor":0.1}}`, "schedule.drops"},
		{`{"preset":"mlp","schedule":{"kind":"step","drops":1,"factor":1}}`, "schedule.factor"},
		{`{"preset":"mlp","schedule":{"kind":"step","drops":1,"factor":0.1,"warmUp":-1}}`, "schedule.warmUp"},
		{`{"preset":"mlp","schedule":{"kind":"up"}}`, "schedule.kind"},
		{`{"preset":"mlp","learningRate":0}`, "learningRate"},
		{`{"preset":"mlp","learningRate":"fast"}`, "learningRate"},
		{`{"preset":"mlp","learningRate":1e999}`, "learningRate"},
		{`{"preset":"mlp","weightDecay":-1}`, "weightDecay"},
		{`{"preset":"mlp","steps":-1}`, "steps"},
		{`{"preset":"mlp","loss":{"kind":"hinge"}}`, "loss.kind"},
		{`{"preset":"mlp","loss":{}}`, "loss.kind"},
		{`{"preset":"mlp","loss":{"kind":"softmax-crossentropy","smoothing":1}}`, "loss.smoothing"},
		{`{"preset":"mlp","loss":{"kind":"softmax-squares","smoothing":0.1}}`, "loss.smoothing"},
		{`{"preset":"mlp","batchSize":0}`, "batchSize"},
		{`{"preset":"mlp","batchSize":1.5}`, "batchSize"},
		{`{"preset":"mlp","batchSize":100000}`, "batchSize"},
		{`{"preset":"mlp","epochs":-1}`, "epochs"},
		{`{"preset":"mlp","augment":{"shift":-1}}`, "augment.shift"},
		{`{"preset":"mlp","augment":{"rotate":360}}`, "augment.rotate"},
		{`{"preset":"mlp","augment":{"elasticAlpha":34}}`, "augment.elasticSigma"},
		{`{"preset":"mlp","augment":{"elasticSigma":4}}`, "augment.elasticSigma"},
		{`{"preset":"mlp","augment":{"mirror":1}}`, "augment.mirror"},
		{`{"preset":"mlp","augment":true}`, "augment"},
		{`{"preset":"mlp","temperature":0.01}`, "temperature"},
		{`{"preset":"mlp","temperature":-1}`, "temperature"},
		{`{"preset":"mlp","seed":-1}`, "seed"},
		{`{"preset":"mlp","seed":9007199254740992}`, "seed"},
		{`{"preset":"mlp","weights":{"dense":"sideways"}}`, "weights.dense"},
		{`{"preset":"mlp","weights":{"names":"W1"}}`, "weights.dense"},
		{`{"preset":"mlp","weights":{"dense":"in-out","names":"W1 b1 W1"}}`, "weights.names"},
		{`{"preset":"mlp","weights":{"dense":"in-out","names":"W1\tb1"}}`, "weights.names"},
		{`{"preset":"mlp","weights":{"dense":"in-out","conv":"hwio"}}`, "weights.conv"},
		{`{"preset":"mlp","weights":{"dense":"in-out","dropout":"scaled"}}`, "weights.dropout"},
		{`{"preset":"mlp","weights":{"dropout":"scaled"}}`, "weights.dense"},
		{`{"preset":"mlp","layers":[{"kind":"dropout","ratio":0.5},{"kind":"dense","units":10}],"weights":{"dense":"in-out","dropout":"upside down"}}`, "weights.dropout"},
	} {
		_, err := recipe.Parse([]byte(c.json))
		var fe *recipe.FieldError
		if !errors.As(err, &fe) {
			t.Errorf("%.120s: error %v, want a FieldError on %q", c.json, err, c.field)
		} else if fe.Field != c.field {
			t.Errorf("%.120s: names %q (%v), want %q", c.json, fe.Field, err, c.field)
		}
	}
}

// TestFits checks the recipe against data of other shapes and numbers of classes.
func TestFits(t *testing.T) {
	image := tensor.Shape{C: 1, H: 8, W: 8}
	r := recipe.Of(image, recipe.Conv(4, 3), recipe.ReLU(), recipe.Dense(3))
	if err := r.Validate(); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		input   tensor.Shape
		outputs int
		field   string
	}{{image, 3, ""}, {tensor.Vec(64), 3, "input"}, {image, 10, "layers[2]"}} {
		err := r.Fits(c.input, c.outputs)
		var fe *recipe.FieldError
		if c.field == "" && err != nil || c.field != "" && (!errors.As(err, &fe) || fe.Field != c.field) {
			t.Errorf("samples of %v and %d outputs: %v, want an error on %q", c.input, c.outputs, err, c.field)
		}
	}
}

// double is a layer of one's own; the embedded one's kind and plan are not its.
type double struct{ layer.Dense }

func (d double) Build(in tensor.Shape, maxBatch int) (layer.Layer, error) {
	return layer.Dense{Units: 2 * d.Units}.Build(in, maxBatch)
}

// TestOwnLayer checks that a layer of one's own is valid in a recipe, and that
// JSON does not pretend to hold it.
func TestOwnLayer(t *testing.T) {
	r := recipe.Of(tensor.Vec(4), recipe.Dense(3), double{layer.Dense{Units: 5}})
	if err := r.Validate(); err != nil {
		t.Fatal(err)
	}
	if err := r.Fits(tensor.Vec(4), 10); err != nil {
		t.Error(err)
	}
	text := r.AppendJSON(nil)
	if !strings.Contains(string(text), `{"kind":"own"}`) {
		t.Errorf("written as %s", text)
	}
	var fe *recipe.FieldError
	if _, err := recipe.Parse(text); !errors.As(err, &fe) || fe.Field != "layers[1].kind" || !strings.Contains(fe.Reason, "program") {
		t.Errorf("read back: %v", err)
	}
	r.Layers[1] = nil
	if err := r.Validate(); !errors.As(err, &fe) || fe.Field != "layers[1].kind" {
		t.Errorf("no layer: %v", err)
	}
	r.Layers[1], r.Optimizer = recipe.Dense(3), nil
	if err := r.Validate(); !errors.As(err, &fe) || fe.Field != "optimizer.kind" {
		t.Errorf("no optimiser: %v", err)
	}
}

// TestGroups checks what batch normalisation takes its statistics from, by the
// number of micro-batches.
func TestGroups(t *testing.T) {
	norm, dense := recipe.BatchNorm(), recipe.Dense(10)
	for _, c := range []struct {
		layers       []layer.Spec
		batch, parts int
		field        string // of the refusal
	}{
		{[]layer.Spec{dense}, 100, 8, ""},
		{[]layer.Spec{norm, dense}, 100, 1, ""},
		{[]layer.Spec{recipe.GhostBatchNorm(50), dense}, 100, 2, ""},
		{[]layer.Spec{recipe.GhostBatchNorm(25), dense}, 100, 4, ""},
		{[]layer.Spec{recipe.GhostBatchNorm(16), dense, recipe.GhostBatchNorm(16)}, 128, 8, ""},
		{[]layer.Spec{recipe.GhostBatchNorm(1), dense}, 8, 8, ""}, // 784 values per channel
		{[]layer.Spec{recipe.GhostBatchNorm(12), dense}, 100, 0, "layers[0].group"},
		{[]layer.Spec{recipe.GhostBatchNorm(200), dense}, 100, 0, "layers[0].group"},
		{[]layer.Spec{recipe.GhostBatchNorm(-1), dense}, 100, 0, "layers[0].group"},
		{[]layer.Spec{recipe.GhostBatchNorm(16), dense}, 256, 0, "layers[0].group"},
		{[]layer.Spec{norm, dense, recipe.GhostBatchNorm(50)}, 100, 0, "layers[2].group"},
		{[]layer.Spec{dense, recipe.GhostBatchNorm(1)}, 8, 0, "layers[1].group"},
		{[]layer.Spec{dense, norm}, 1, 0, "batchSize"},
	} {
		r, _ := recipe.Preset("mlp")
		r.Layers, r.BatchSize = c.layers, c.batch
		err := r.Validate()
		var fe *recipe.FieldError
		switch {
		case c.field == "" && err != nil:
			t.Errorf("%v in batches of %d: %v", c.layers, c.batch, err)
		case c.field != "" && (!errors.As(err, &fe) || fe.Field != c.field):
			t.Errorf("%v in batches of %d: error %v, want one on %s", c.layers, c.batch, err, c.field)
		case err == nil && r.MicroBatches() != c.parts:
			t.Errorf("%v in batches of %d: %d micro-batches, want %d", c.layers, c.batch, r.MicroBatches(), c.parts)
		}
	}
	r, _ := recipe.Preset("mlp")
	r.BatchSize, r.Layers = 512, []layer.Spec{recipe.ConvPad(600, 3, 1), recipe.Pool(14), norm, dense}
	var fe *recipe.FieldError
	if err := r.Validate(); !errors.As(err, &fe) || fe.Field != "batchSize" {
		t.Errorf("activations of gigabytes: %v", err)
	}
}

func TestValidateRefusesNaN(t *testing.T) {
	r, _ := recipe.Preset("simpleconv")
	for _, set := range []func(*recipe.Recipe){
		func(r *recipe.Recipe) { r.LearningRate = math.NaN() },
		func(r *recipe.Recipe) { r.Init.Std = math.NaN() },
		func(r *recipe.Recipe) { r.Optimizer = optim.Adam{Beta1: math.NaN(), Beta2: 0.9, Epsilon: 1e-8} },
		func(r *recipe.Recipe) { r.Optimizer = optim.AdaGrad{Epsilon: math.Inf(1)} },
		func(r *recipe.Recipe) { r.Augment.Scale = math.NaN() },
		func(r *recipe.Recipe) { r.Temperature = math.NaN() },
	} {
		bad := r
		set(&bad)
		if bad.Validate() == nil {
			t.Errorf("accepted %+v", bad)
		}
	}
}

func TestShapes(t *testing.T) {
	r, _ := recipe.Preset("simpleconv")
	got, err := r.Shapes()
	want := []tensor.Shape{{C: 30, H: 24, W: 24}, {C: 30, H: 24, W: 24}, {C: 30, H: 12, W: 12}, {C: 100, H: 1, W: 1}, {C: 100, H: 1, W: 1}, {C: 10, H: 1, W: 1}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, %v, want %v", got, err, want)
	}
}

// everyKind is a network of all the kinds of layer.
func everyKind() recipe.Recipe {
	r, _ := recipe.Preset("mlp")
	strided := recipe.Conv(6, 3)
	strided.Stride, strided.Pad, strided.Dilation = 2, 4, 2
	padded := recipe.AvgPool(3)
	padded.Stride, padded.Pad = 1, 1
	r.Layers = []layer.Spec{
		recipe.ConvPad(4, 5, 2), recipe.BatchNorm(), recipe.ReLU(), recipe.Pool(2),
		strided, recipe.LeakyReLU(0.2), padded, recipe.AvgPool(2),
		recipe.ConvTranspose(3, 4, 2, 1), recipe.Tanh(), layer.Flatten{}, recipe.Softmax(),
		recipe.Reshape(2, 6, 16), recipe.Step(), recipe.Dense(20), recipe.Sigmoid(), recipe.Identity(), recipe.Dropout(0.5), recipe.Dense(10),
	}
	return r
}

func TestEveryKind(t *testing.T) {
	r := everyKind()
	used := map[string]bool{}
	for _, l := range r.Layers {
		used[layer.KindOf(l)] = true
	}
	for _, kind := range layer.Kinds() {
		if !used[kind] {
			t.Errorf("the network has no %s", kind)
		}
	}
	got, err := r.Shapes()
	want := []tensor.Shape{
		{C: 4, H: 28, W: 28}, {C: 4, H: 28, W: 28}, {C: 4, H: 28, W: 28}, {C: 4, H: 14, W: 14},
		{C: 6, H: 9, W: 9}, {C: 6, H: 9, W: 9}, {C: 6, H: 9, W: 9}, {C: 6, H: 4, W: 4},
		{C: 3, H: 8, W: 8}, {C: 3, H: 8, W: 8}, {C: 192, H: 1, W: 1}, {C: 192, H: 1, W: 1},
		{C: 2, H: 6, W: 16}, {C: 2, H: 6, W: 16}, {C: 20, H: 1, W: 1}, {C: 20, H: 1, W: 1}, {C: 20, H: 1, W: 1}, {C: 20, H: 1, W: 1}, {C: 10, H: 1, W: 1},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, %v, want %v", got, err, want)
	}
	again, err := recipe.Parse(r.AppendJSON(nil))
	if err != nil || !reflect.DeepEqual(again, r) {
		t.Errorf("JSON changes it: %v\n got %+v\nwant %+v", err, again, r)
	}
}

// Recipes that were saved before convolutions had a dilation stay readable.
func TestParseWithoutDilation(t *testing.T) {
	r, err := recipe.Parse([]byte(`{"preset":"mlp","layers":[{"kind":"conv2d","filters":4,"kernel":5,"stride":1,"pad":0},{"kind":"dense","units":10}]}`))
	if err != nil || r.Layers[0] != layer.Spec(recipe.Conv(4, 5)) {
		t.Errorf("got %+v, %v", r.Layers, err)
	}
}

func FuzzParse(f *testing.F) {
	for _, name := range recipe.Presets() {
		r, _ := recipe.Preset(name)
		f.Add(r.AppendJSON(nil))
	}
	f.Add(everyKind().AppendJSON(nil))
	f.Add([]byte(`{"preset":"mlp","augment":{"shift":2,"rotate":10,"scale":0.1,"stretch":0.1,"shear":0.1,"thickness":1,"elasticAlpha":34,"elasticSigma":4}}`))
	f.Add([]byte(`{"preset":"mlp","name":"\u00e9\ud83d\"<&"}`))
	f.Add([]byte(`{"preset":"mlp","weights":{"dense":"in-out","names":"W1 b1 \"W2\" b2 W3 b3"}}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := recipe.Parse(b)
		if err != nil {
			return
		}
		again, err := recipe.Parse(r.AppendJSON(nil))
		if err != nil || !reflect.DeepEqual(again, r) {
			t.Fatalf("%s does not survive JSON: %v\n%+v\n%+v", b, err, r, again)
		}
	})
}
