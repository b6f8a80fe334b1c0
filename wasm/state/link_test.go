package state

import (
	"bytes"
	"encoding/base64"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/lab/table"
)

func sameRecipe(a, b recipe.Recipe) bool { return bytes.Equal(a.AppendJSON(nil), b.AppendJSON(nil)) }

// edited is a preset, changed.
func edited(name string, change func(r *recipe.Recipe)) recipe.Recipe {
	r, _ := recipe.Preset(name)
	change(&r)
	return r
}

func TestLinkOfARecipe(t *testing.T) {
	for want, r := range map[string]recipe.Recipe{
		"#/":                edited("zerokara", func(*recipe.Recipe) {}),
		"#/?seed=5":         edited("zerokara", func(r *recipe.Recipe) { r.Seed = 5 }),
		"#/?preset=mlp":     edited("mlp", func(*recipe.Recipe) {}),
		"#/?preset=codelab": edited("codelab", func(*recipe.Recipe) {}),
		"#/?preset=mlp&opt=sgd&lr=0.1&batch=50&seed=9007199254740991": edited("mlp", func(r *recipe.Recipe) {
			r.Optimizer, r.LearningRate, r.BatchSize, r.Seed = recipe.SGD(), 0.1, 50, recipe.MaxSeed
		}),
		"#/?preset=mlp&opt.beta1=0.5&init=normal&init.std=0.02&sched=onecycle": edited("mlp", func(r *recipe.Recipe) {
			o := recipe.Adam()
			o.Beta1 = 0.5
			r.Optimizer, r.Init, r.Schedule = o, recipe.Init{Kind: recipe.InitNormal, Std: 0.02}, recipe.OneCycle()
		}),
		"#/?preset=mlp&net=dense16-tanh-dense10&aug.rotate=20": edited("mlp", func(r *recipe.Recipe) {
			r.Layers, r.Augment.Rotate = []layer.Spec{recipe.Dense(16), recipe.Tanh(), recipe.Dense(10)}, 20
		}),
		"#/?preset=mlp&name=%E6%96%B0%20%26%20%22%5C": edited("mlp", func(r *recipe.Recipe) { r.Name = `新 & "\` }),
	} {
		l := Link{Run: true, Recipe: r}
		got := l.Fragment()
		if parts := func(s string) []string { p := strings.Split(s, "&"); slices.Sort(p[1:]); return p }; !slices.Equal(parts(got), parts(want)) {
			t.Errorf("written as %s, want %s", got, want)
		}
		back, err := ParseLink(want)
		if err != nil || back.Run != (want != "#/") || back.Run && !sameRecipe(back.Recipe, r) {
			t.Errorf("%s is read as %s: %v", want, back.Recipe.AppendJSON(nil), err)
		}
	}
	for _, name := range append(recipe.Presets(), recipe.BookPresets()...) {
		r, _ := recipe.Preset(name)
		l := Link{Place: "look/inside", Run: true, Recipe: r, Step: 7}
		if back, err := ParseLink(l.Fragment()); err != nil || !sameRecipe(back.Recipe, r) {
			t.Errorf("%s: %s is read as %s: %v", name, l.Fragment(), back.Recipe.AppendJSON(nil), err)
		}
	}
	alien := Link{Run: true, Recipe: edited("mlp", func(r *recipe.Recipe) { r.Layers = []layer.Spec{struct{ layer.ReLU }{}, recipe.Dense(10)} })}
	if got := alien.Fragment(); got != "#/" {
		t.Errorf("layers of another program: %s", got)
	}
}

func TestLinkOfThePage(t *testing.T) {
	const text = "#/book/5?preset=mlp&step=600&expect=2-00000000deadbeef&draw=A0sZWgBglgE&digit=0&lang=ja&hide=answer&lock=answer,recipe&big=1&view=embed&lab=5.3&net=dense10&lr=9&seed=x"
	l, err := ParseLink(text)
	if err != nil {
		t.Fatal(err)
	}
	if l.Place != "book/5" || l.Step != 600 || l.Expect != (Expect{2, 0xdeadbeef}) || len(l.Drawing) != 1 || l.Digit != 1 || l.Lang != "ja" ||
		l.Hide != (Parts{Answer: true}) || l.Lock != (Parts{true, true}) || !l.Big || !l.Embed || l.Lab != "lab=5.3&net=dense10&lr=9&seed=x" ||
		!sameRecipe(l.Recipe, edited("mlp", func(*recipe.Recipe) {})) {
		t.Errorf("read as %+v", l)
	}
	if got := l.Fragment(); got != text {
		t.Errorf("written as %s", got)
	}
	for _, lab := range table.All() {
		text := "#/book/" + lab.Chapter() + "?lr=0.5&lab=" + lab.ID + "&lr=1&x=" // a lab's names are its own
		if l, err := ParseLink(text); err != nil || l.Recipe.LearningRate != 0.5 || l.Fragment() != text {
			t.Errorf("%s: %+v, %v", text, l, err)
		}
		if id, rest, ok := table.ParseQuery(lab.Chapter(), Query(text)); !ok || id != lab.ID || rest != "lr=1&x=" {
			t.Errorf("%s opens %q with %q", text, id, rest)
		}
	}
}

// TestHostileLinks are links that somebody made to harm: each is refused at its key, in
// words that have nothing of what is not seen.
func TestHostileLinks(t *testing.T) {
	w := in(t, "en")
	for link, want := range map[string]string{
		"lr=1e308":                  "lr: is 1e+308, must be above 0 and at most 100",
		"lr=-0":                     "lr: ",
		"lr=NaN":                    "lr: must be a number",
		"lr=0x10":                   "lr: must be a number",
		"lr=1e999":                  "lr: must be a number",
		"seed=18446744073709551616": "seed: must be a whole number, not negative",
		"seed=-1":                   "seed: must be a whole number, not negative",
		"epochs=1e3":                "epochs: must be a whole number",
		"batch=1000000000":          "batch: is 1000000000, must be 1 to 1024",
		"opt=%7B%22a%22:1%7D":       `opt: there is no “{"a":1}”; choose from sgd`,
		"opt=adam&opt.kind=sgd":     "opt.kind: is not a field here",
		"opt=adam&opt.momentum=1":   "opt.momentum: is not a field here",
		"opt.beta1=2":               "opt.beta1: is 2",
		"preset=evil":               "preset: there is no network “evil”",
		"net=dense5":                "net: gives 5 values",
		"net=":                      "net: there is no “”",
		"net=dense10" + strings.Repeat("-dense10", 64): "net: there is no “dense10”",
		"net=conv8,999-dense10":                        "net: is 999",
		"net=dense65536-dense65536-dense10":            "net: ",
		"frobnicate=1":                                 "frobnicate: is not a field here; there are preset, net",
		"__proto__=1":                                  "__proto__: is not a field here",
		"%6c%72=1":                                     "%6c%72: is not a field here",
		"name=a%00b":                                   "name: must be text without control",
		"name=%E2%80%AEevil":                           "name: must be text without control",
		"name=" + strings.Repeat("x", 65):              "name: has 65 bytes",
		"name=%FF":                                     "name: must be text in UTF-8",
		"name=%":                                       "name: must be text in UTF-8",
		"seed=1&seed=1":                                "seed: is given twice",
		"x=" + strings.Repeat("y", MaxLink):            "#: is ",
		"draw=AAAA":                                    "draw: the drawing in it cannot be read",
		"draw=!":                                       "draw: the drawing",
		"draw=" + strings.Repeat("A", 3000):            "draw: the drawing",
		"digit=10":                                     "digit: there is no “10”; choose from 0, 1",
		"digit=-1":                                     "digit: ",
		"digit=７":                                      "digit: ",
		"expect=2":                                     "expect: “2” is not",
		"expect=2-0000000000000000":                    "expect: ",
		"step=4294967295":                              "step: ",
		"lang=xx":                                      "lang: there is no “xx”; choose from en, ja",
		"hide=answer,everything":                       "hide: there is no “everything”; choose from answer, recipe",
		"big=<b>":                                      "big: ",
		"view=full":                                    "view: ",
		"lr=" + strings.Repeat("9", 400):               "lr: ",
		"\u202eseed=1":                                 "?seed: is not a field here",
		"input=[1,1,1]":                                "input: is not a field here",
	} {
		l, err := ParseLink("#/?" + link)
		e, ok := errors.AsType[*LinkError](err)
		if !ok {
			t.Errorf("%q is taken: %+v", link, l)
			continue
		}
		got := e.Key + ": " + e.Text(w)
		if !strings.HasPrefix(got, want) || strings.ContainsFunc(got, hides) || len(got) > 500 {
			t.Errorf("%q is refused: %q", link, got)
		}
	}
}

// wobble is a digit drawn by a hand that trembles.
func wobble(digit int) (strokes []ink.Stroke) {
	for _, s := range Example(digit) {
		var hand ink.Stroke
		for i, p := range s {
			a := float64(i) * 1.7
			hand = hand.Extend(ink.Point{X: p.X + 0.004*math.Sin(a), Y: p.Y + 0.004*math.Cos(1.3*a)})
		}
		strokes = append(strokes, hand)
	}
	return strokes
}

func TestLinkOfADrawing(t *testing.T) {
	for digit := range 10 {
		for name, strokes := range map[string][]ink.Stroke{"neat": Example(digit), "wobbling": wobble(digit)} {
			text := strokesText(strokes)
			if len(text) == 0 || len(text) >= 200 {
				t.Errorf("%s %d: %d characters", name, digit, len(text))
			}
			back, ok := readStrokes(text)
			if !ok || len(back) != len(strokes) || strokesText(back) != text {
				t.Fatalf("%s %d comes back as %v", name, digit, back)
			}
			var a, b [ink.Pixels]byte
			ink.Render(a[:], strokes)
			ink.Render(b[:], back)
			var sum, off float64
			for i := range a {
				sum += float64(a[i])
				off += math.Abs(float64(a[i]) - float64(b[i]))
			}
			if off > 0.12*sum {
				t.Errorf("%s %d: %.0f%% of the ink differs", name, digit, 100*off/sum)
			}
		}
	}
	for n := range 9 {
		b := []byte{0, 255, 16, 131, 16, 81, 135, 255, 62}[:n]
		if got, want := base64url(b), base64.RawURLEncoding.EncodeToString(b); got != want {
			t.Errorf("%v is written as %q, want %q", b, got, want)
		} else if back, ok := fromBase64url(got); !ok || !bytes.Equal(back, b) {
			t.Errorf("%q is read as %v", got, back)
		}
	}
	var scribble ink.Stroke
	for i := range 20_000 {
		a := float64(i)
		scribble = append(scribble, ink.Point{X: 0.5 + 0.5*math.Sin(a*1.1), Y: 0.5 + 0.5*math.Cos(a*a)})
	}
	if got := strokesText([]ink.Stroke{scribble}); got != "" {
		t.Errorf("a scribble of 20,000 points takes %d characters", len(got))
	}
	far := []ink.Stroke{{{X: -1e300, Y: math.Inf(1)}, {X: 0.5, Y: 0.5}, {X: 1e9, Y: 0}}, {{X: 0.2, Y: 0.2}}}
	if back, ok := readStrokes(strokesText(far)); !ok || len(back) != 2 || len(back[1]) != 1 {
		t.Errorf("beyond the edges: %v, %v", back, ok)
	}
}

// FuzzLink reads anything; what is taken is written and read to the same.
func FuzzLink(f *testing.F) {
	for _, seed := range []string{
		"#/", "#/book/5?preset=mlp&step=600&expect=2-00000000deadbeef&draw=A0sZWgBglgE&lang=ja&hide=answer&lock=answer,recipe&big&view=embed&lab=5.3&net=dense10",
		"#/?preset=mlp&opt=adam&opt.beta1=0.5&lr=1e-05&init=normal&init.std=1&sched=stepdown&aug.rotate=3&loss=squares&loss.x=1",
		"#/look/inside?net=conv8,3-norm16-leaky0.2-pool2-dense10&name=%E6%96%B0&weights.dense=in-out&weights.names=a%20b", "#/runs?lr=1e308&seed=-1", "##/?=&&%", "#/?name=",
		"#/?draw=" + strokesText(wobble(8)), "#/?steps=5&temp=2&decay=0.1&batch=64&epochs=3&seed=0",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		l, err := ParseLink(s)
		if err != nil {
			if _, ok := errors.AsType[*LinkError](err); !ok {
				t.Fatalf("%T", err)
			}
			return
		}
		if l.Run && l.Recipe.Validate() != nil {
			t.Fatalf("an invalid recipe: %v", l.Recipe.Validate())
		}
		text := l.Fragment()
		back, err := ParseLink(text)
		if err != nil {
			t.Fatalf("%q is written as %q: %v", s, text, err)
		}
		if l.Run && back.Run && !sameRecipe(l.Recipe, back.Recipe) || back.Fragment() != text {
			t.Fatalf("%q is written as %q, and that as %q", s, text, back.Fragment())
		}
	})
}
