package state

import (
	"errors"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/loss"
	"github.com/zerokara/zerokara/nn/mnist"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
	"github.com/zerokara/zerokara/nn/train"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/words"
)

// english finds English words; terms are what Japanese text has in Latin letters, too.
var (
	english = regexp.MustCompile(`[A-Za-z]{2,}`)
	terms   = []string{"Adam", "SGD", "JSON", "UTF", "SHA", "MNIST", "Zerokara", "layers", "elasticAlpha", "softmax", "crossentropy"}
)

// wantJapanese checks that a sentence has no English but terms and what is in values.
func wantJapanese(t *testing.T, where, sentence string, values ...string) {
	t.Helper()
	if strings.ContainsAny(sentence, "{}") || sentence == "" || strings.HasPrefix(sentence, "refused.") {
		t.Errorf("%s: %q", where, sentence)
	}
	rest := sentence
	values = append(slices.Clone(values), terms...)
	slices.SortFunc(values, func(a, b string) int { return len(b) - len(a) }) // a name before a part of it
	for _, v := range values {
		if v != "" {
			rest = strings.ReplaceAll(rest, v, "")
		}
	}
	if w := english.FindString(rest); w != "" {
		t.Errorf("%s: %q in %q", where, w, sentence)
	}
}

// inBoth returns the words of both languages.
func inBoth(t *testing.T) (en, ja words.Words) {
	all := languages(t)
	en.Use(joined(all["en.json"]))
	ja.Use(joined(all["ja.json"]))
	return en, ja
}

// valuesOf returns what stands in a refusal and may be English: what was given, names.
func valuesOf(e *recipe.FieldError) (values []string) {
	for i := 0; i+1 < len(e.Values); i += 2 {
		if e.Values[i] != "what" && e.Values[i] != "detail" { // those are English
			values = append(values, e.Values[i+1])
		}
	}
	return values
}

// TestRefusedSettings makes every field of the form refuse.
func TestRefusedSettings(t *testing.T) {
	en, ja := inBoth(t)
	r, _ := recipe.Preset("mlp")
	for _, c := range []struct{ field, value, code, english, japanese string }{
		{FieldNetwork, "resnet", "preset", "there is no network “resnet”; choose from zerokara, patient", "「resnet」というネットワークはありません。"},
		{FieldOptimizer, "adagraph", "unknown", "there is no “adagraph”; choose from sgd, momentum", "「adagraph」というものはありません。sgd, momentum"},
		{FieldSchedule, "up", "unknown", "there is no “up”; choose from constant", "「up」というものはありません。constant"},
		{FieldLearningRate, "-1", "rangeAbove", "is -1, must be above 0 and at most 100", "-1ではなく、0より大きく100以下にしてください"},
		{FieldLearningRate, "1000", "rangeAbove", "is 1000, must be above 0 and at most 100", "1000ではなく、0より大きく100以下にしてください"},
		{FieldLearningRate, "NaN", "rangeAbove", "is NaN, must be above 0 and at most 100", "NaNではなく、0より大きく100以下にしてください"},
		{FieldLearningRate, "fast", "notNumber", "“fast” is not a number that fits", "「fast」は、ここで使える数ではありません"},
		{FieldWeightDecay, "-1", "range", "is -1, must be 0 to 100", "-1ではなく、0以上100以下にしてください"},
		{FieldWeightDecay, "", "notNumber", "“” is not a number that fits", "「」は、ここで使える数ではありません"},
		{FieldBatchSize, "0", "range", "is 0, must be 1 to 1024", "0ではなく、1以上1024以下にしてください"},
		{FieldBatchSize, "1.5", "notNumber", "“1.5” is not a number that fits", "「1.5」は、ここで使える数ではありません"},
		{FieldEpochs, "2000", "range", "is 2000, must be 1 to 1000", "2000ではなく、1以上1000以下にしてください"},
		{FieldInit, "zero", "unknown", "there is no “zero”; choose from normal, xavier, he", "「zero」というものはありません。normal, xavier, heから選んでください"},
		{FieldSeed, "9007199254740992", "max", "is 9007199254740992, at most 9007199254740991", "9007199254740992ではなく、9007199254740991以下にしてください"},
		{"colour", "red", "noSetting", "there is no such setting", "そのような設定はありません"},
	} {
		_, err := Edit(r, c.field, c.value)
		var e *recipe.FieldError
		if !errors.As(err, &e) || e.Code != c.code {
			t.Errorf("%s %q: %v", c.field, c.value, err)
			continue
		}
		if got := Refusal(&en, err); !strings.HasPrefix(got, c.english) {
			t.Errorf("%s %q: %q, want %q", c.field, c.value, got, c.english)
		}
		got := Refusal(&ja, err)
		if !strings.HasPrefix(got, c.japanese) {
			t.Errorf("%s %q: %q, want %q", c.field, c.value, got, c.japanese)
		}
		wantJapanese(t, c.field, got, valuesOf(e)...)
	}
	if got := Refusal(&ja, errors.New("of another kind")); got != "of another kind" {
		t.Errorf("%q", got)
	}
}

func heavyLayer() layer.Spec { return recipe.ConvPad(400, 3, 1) }

// heavy is a network of which a micro-batch of 128 images takes a worker half a minute.
func heavy(r *recipe.Recipe) {
	r.Layers = []layer.Spec{recipe.Conv(300, 3), recipe.Conv(400, 3), recipe.AvgPool(24), recipe.Dense(10)}
}

// TestRefusedRecipes prepares recipes as the worker does, one per reason.
func TestRefusedRecipes(t *testing.T) {
	_, ja := inBoth(t)
	layers := func(all ...layer.Spec) func(*recipe.Recipe) { return func(r *recipe.Recipe) { r.Layers = all } }
	dense := recipe.Dense(10)
	padded := recipe.Pool(2)
	padded.Pad = 2
	dilated := recipe.Conv(2, 5)
	dilated.Dilation = 16
	for code, spoil := range map[string]func(*recipe.Recipe){
		"range":       func(r *recipe.Recipe) { r.BatchSize = 2000 },
		"rangeAbove":  func(r *recipe.Recipe) { r.LearningRate = 0 },
		"rangeBelow":  func(r *recipe.Recipe) { adam := recipe.Adam(); adam.Beta1 = 1; r.Optimizer = adam },
		"rangeInside": func(r *recipe.Recipe) { s := recipe.StepDown(); s.Factor = 1; r.Schedule = s },
		"max":         func(r *recipe.Recipe) { r.Seed = 1 << 60 },
		"unknown":     func(r *recipe.Recipe) { r.Init.Kind = "zero" },
		"long":        func(r *recipe.Recipe) { r.Name = strings.Repeat("x", 65) },
		"control":     func(r *recipe.Recipe) { r.Name = "\a" },
		"window":      layers(recipe.Conv(2, 29), dense),
		"dilation":    layers(dilated, dense),
		"padPool":     layers(padded, dense),
		"padOutput":   layers(recipe.AvgPool(28), recipe.ConvTranspose(1, 2, 1, 1), dense),
		"reshape":     layers(recipe.Reshape(1, 28, 27), dense),
		"activations": layers(recipe.ConvPad(1400, 1, 0), dense),
		"parameters":  layers(recipe.Dense(6000), dense),
		"products":    layers(recipe.Conv(500, 1), recipe.ConvPad(800, 3, 1), dense),
		"work":        func(r *recipe.Recipe) { heavy(r); r.BatchSize = 1024 },
		"workLayers":  func(r *recipe.Recipe) { heavy(r); r.Layers = slices.Insert(r.Layers, 2, heavyLayer(), heavyLayer()) },
		"untrainable": layers(recipe.ReLU()),
		"oneValue":    func(r *recipe.Recipe) { r.Layers, r.BatchSize = []layer.Spec{dense, recipe.BatchNorm()}, 1 },
		"group":       func(r *recipe.Recipe) { r.Layers, r.BatchSize = []layer.Spec{recipe.GhostBatchNorm(12), dense}, 100 },
		"groups": func(r *recipe.Recipe) {
			r.Layers, r.BatchSize = []layer.Spec{recipe.BatchNorm(), dense, recipe.GhostBatchNorm(50)}, 100
		},
		"batchValues": func(r *recipe.Recipe) {
			r.Layers, r.BatchSize = []layer.Spec{recipe.Conv(100, 1), recipe.BatchNorm(), dense}, 1024
		},
		"lossSoftmax":  layers(recipe.Dense(1)),
		"lossLogistic": func(r *recipe.Recipe) { r.Loss = loss.Logistic{} },
		"softmax":      layers(dense, recipe.Softmax()),
		"std":          func(r *recipe.Recipe) { r.Init = recipe.Init{Kind: recipe.InitHe, Std: 1} },
		"elastic":      func(r *recipe.Recipe) { r.Augment.ElasticAlpha = 34 },
		"elasticAlone": func(r *recipe.Recipe) { r.Augment.ElasticSigma = 4 },
		"temperature":  func(r *recipe.Recipe) { r.Temperature = 0.01 },
		"names":        func(r *recipe.Recipe) { r.Weights = recipe.Weights{Dense: recipe.DenseOutIn, Names: "W W"} },
		"noDropout": func(r *recipe.Recipe) {
			r.Weights = recipe.Weights{Dense: recipe.DenseOutIn, Dropout: recipe.DropoutScaled}
		},
		"input":         func(r *recipe.Recipe) { r.Input = tensor.Shape{C: 1, H: 2, W: 2} },
		"outputs":       layers(recipe.Dense(3)),
		"lossOfValues":  func(r *recipe.Recipe) { r.Loss = loss.Squares{} },
		"lossOfClasses": func(r *recipe.Recipe) { r.Loss = loss.Logistic{}; r.Layers = []layer.Spec{recipe.Dense(1)} },
	} {
		r, _ := recipe.Preset("mlp")
		spoil(&r)
		tr, err := train.New(r, nil, nil)
		if err == nil {
			err = tr.Fits(mnist.Format)
		}
		var e *recipe.FieldError
		if !errors.As(err, &e) || e.Code != code {
			t.Errorf("%s: %v", code, err)
			continue
		}
		f := protocol.RefusalOf(err)
		if f.Code != protocol.CodeRecipe || f.Where != e.Field || f.Reason != code {
			t.Errorf("%s: fault %+v", code, f)
		}
		wantJapanese(t, code, FaultText(&ja, &f), append(valuesOf(e), e.Field)...)
		wantJapanese(t, code, Refusal(&ja, err), valuesOf(e)...)
	}
}

// TestEveryReason says all reasons in both languages, whatever can be refused by them.
func TestEveryReason(t *testing.T) {
	en, ja := inBoth(t)
	n := 0
	for code, sentence := range recipe.Reasons() {
		n++
		var values []string
		for _, m := range placeholder.FindAllString(sentence, -1) {
			values = append(values, strings.Trim(m, "{}"), "77")
		}
		e := &recipe.FieldError{Field: "x", Code: code, Values: values}
		wantJapanese(t, code, Refusal(&ja, e))
		if s := Refusal(&en, e); strings.ContainsAny(s, "{}") || strings.HasPrefix(s, "refused.") {
			t.Errorf("%s: %q", code, s)
		}
	}
	if n < 50 {
		t.Errorf("only %d reasons", n)
	}
}

// TestFaultsInJapanese says faults as session and app raise them; what is raw stays
// apart.
func TestFaultsInJapanese(t *testing.T) {
	en, ja := inBoth(t)
	raw := "HTTP 404"
	for _, f := range []protocol.Fault{
		{Code: protocol.CodeShard, Where: "train-00.bin.gz", Detail: raw},
		{Code: protocol.CodeShardLost, Where: "train-00.bin.gz", Detail: raw},
		{Code: protocol.CodeNoData}, {Code: protocol.CodeNoData, Detail: raw},
		{Code: protocol.CodeDiverged, Step: 1200, Detail: "train: diverged"},
		{Code: protocol.CodeSnapshot, Detail: "it is of another recipe"},
		{Code: protocol.CodeVersion, Detail: protocol.ErrVersion.Error()},
		{Code: protocol.CodeInternal, Detail: raw},
		{Code: protocol.CodeWorker, Step: 1200},
		{Code: protocol.CodeReplica, Detail: "no answer for 12 s"},
		{Code: CodeWorkerLost}, {Code: CodeWorkerLost, Detail: raw},
	} {
		wantJapanese(t, string(f.Code), FaultText(&ja, &f), raw, f.Where)
		g := GAN{GAN: protocol.GAN{Fault: f}}
		wantJapanese(t, "GAN "+string(f.Code), g.FailureText(&ja), raw, f.Where)
	}
	shown := protocol.Fault{Code: protocol.CodeNoData, Detail: raw}
	if got := FaultText(&en, &shown); !strings.HasSuffix(got, "press Train again. (HTTP 404)") {
		t.Errorf("%q", got)
	}
	if got := FaultText(&ja, &shown); !strings.HasSuffix(got, "押してください。（HTTP 404）") {
		t.Errorf("%q", got)
	}
	texts := map[string]bool{}
	for _, code := range []protocol.Code{protocol.CodeBusy, protocol.CodeUnprepared, protocol.CodeUntrained, protocol.CodeDrawings, protocol.CodeOtherData, protocol.CodeNoData, protocol.CodeInternal} {
		s := LessonRefusal(&ja, &protocol.Receipt{Reason: code})
		wantJapanese(t, "lesson "+string(code), s)
		texts[s] = true
	}
	if len(texts) != 7 || LessonRefusal(&ja, &protocol.Receipt{Outcome: protocol.OutcomeTaught}) != "" {
		t.Errorf("lessons: %v", slices.Collect(maps.Keys(texts)))
	}
	e := protocol.RefusalOf(recipe.Refuse("latent", "range", 0, 1, 1024))
	g := GAN{GAN: protocol.GAN{Fault: e}}
	if got := g.FailureText(&ja); got != "レシピの「latent」が正しくありません（0ではなく、1以上1024以下にしてください）。" {
		t.Errorf("%q", got)
	}
	if (&GAN{}).FailureText(&ja) != "" {
		t.Error("a GAN that did not fail has a failure")
	}
}
