package recipe_test

import (
	"errors"
	"math"
	"reflect"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/nn/recipe"
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
		{`{"preset":"mlp","layers":[{"kind":"dense","units":9}]}`, "layers"},
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

// TestGroups checks what batch normalisation takes its statistics from, by the
// number of micro-batches.
func TestGroups(t *testing.T) {
	norm, dense := recipe.BatchNorm(), recipe.Dense(10)
	for _, c := range []struct {
		layers       []recipe.Layer
		batch, parts int
		field        string // of the refusal
	}{
		{[]recipe.Layer{dense}, 100, 8, ""},
		{[]recipe.Layer{norm, dense}, 100, 1, ""},
		{[]recipe.Layer{recipe.GhostBatchNorm(50), dense}, 100, 2, ""},
		{[]recipe.Layer{recipe.GhostBatchNorm(25), dense}, 100, 4, ""},
		{[]recipe.Layer{recipe.GhostBatchNorm(16), dense, recipe.GhostBatchNorm(16)}, 128, 8, ""},
		{[]recipe.Layer{recipe.GhostBatchNorm(1), dense}, 8, 8, ""}, // 784 values per channel
		{[]recipe.Layer{recipe.GhostBatchNorm(12), dense}, 100, 0, "layers[0].group"},
		{[]recipe.Layer{recipe.GhostBatchNorm(200), dense}, 100, 0, "layers[0].group"},
		{[]recipe.Layer{recipe.GhostBatchNorm(-1), dense}, 100, 0, "layers[0].group"},
		{[]recipe.Layer{recipe.GhostBatchNorm(16), dense}, 256, 0, "layers[0].group"},
		{[]recipe.Layer{norm, dense, recipe.GhostBatchNorm(50)}, 100, 0, "layers[2].group"},
		{[]recipe.Layer{dense, recipe.GhostBatchNorm(1)}, 8, 0, "layers[1].group"},
		{[]recipe.Layer{dense, norm}, 1, 0, "batchSize"},
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
	r.BatchSize, r.Layers = 512, []recipe.Layer{recipe.ConvPad(600, 3, 1), recipe.Pool(14), norm, dense}
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
		func(r *recipe.Recipe) { r.Optimizer.Beta1 = math.NaN() },
		func(r *recipe.Recipe) { r.Optimizer.Epsilon = math.Inf(1) },
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
	want := [][3]int{{30, 24, 24}, {30, 24, 24}, {30, 12, 12}, {100, 1, 1}, {100, 1, 1}, {10, 1, 1}}
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
	r.Layers = []recipe.Layer{
		recipe.ConvPad(4, 5, 2), recipe.BatchNorm(), recipe.ReLU(), recipe.Pool(2),
		strided, recipe.LeakyReLU(0.2), padded, recipe.AvgPool(2),
		recipe.ConvTranspose(3, 4, 2, 1), recipe.Tanh(), recipe.Flatten(), recipe.Softmax(),
		recipe.Reshape(2, 6, 16), recipe.Step(), recipe.Dense(20), recipe.Sigmoid(), recipe.Identity(), recipe.Dropout(0.5), recipe.Dense(10),
	}
	return r
}

func TestEveryKind(t *testing.T) {
	r := everyKind()
	used := map[string]bool{}
	for _, l := range r.Layers {
		used[l.Kind] = true
	}
	for _, kind := range recipe.Kinds() {
		if !used[kind] {
			t.Errorf("the network has no %s", kind)
		}
	}
	got, err := r.Shapes()
	want := [][3]int{
		{4, 28, 28}, {4, 28, 28}, {4, 28, 28}, {4, 14, 14},
		{6, 9, 9}, {6, 9, 9}, {6, 9, 9}, {6, 4, 4},
		{3, 8, 8}, {3, 8, 8}, {192, 1, 1}, {192, 1, 1},
		{2, 6, 16}, {2, 6, 16}, {20, 1, 1}, {20, 1, 1}, {20, 1, 1}, {20, 1, 1}, {10, 1, 1},
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
	if err != nil || r.Layers[0] != recipe.Conv(4, 5) {
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
