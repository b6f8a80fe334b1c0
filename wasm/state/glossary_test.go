package state

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/optim"
	"github.com/zerokara/zerokara/wasm/lab/table"
	"github.com/zerokara/zerokara/wasm/words"
)

// TestTermsAreComplete checks that every term has its name and sentence in every
// language, and that each list of them has all.
func TestTermsAreComplete(t *testing.T) {
	for name, sentences := range languages(t) {
		var w words.Words
		w.Use(joined(sentences))
		var got, want []string
		for _, term := range TermsInOrder(&w) {
			got = append(got, term.Key)
		}
		for _, term := range Terms() {
			want = append(want, term.Key)
			if term.Name(&w) == term.Key && sentences["term."+term.Key] != term.Key || term.Text(&w) == "" {
				t.Errorf("%s: %s has no name or no sentence", name, term.Key)
			}
			if chapter := term.ChapterText(&w); (term.Chapter != "") != strings.Contains(chapter, "Deep Learning") || !strings.Contains(chapter, term.Chapter) {
				t.Errorf("%s: %s is in %q", name, term.Key, chapter)
			}
			if related := term.Related(); len(related) == 0 || len(related) > MostRelated || len(related) != len(strings.Fields(term.See)) || slices.Contains(related, TermOf(term.Key)) {
				t.Errorf("%s: related terms are %q", term.Key, term.See)
			}
			if strings.ContainsFunc(term.Formula, func(r rune) bool { return unicode.In(r, unicode.Hiragana, unicode.Katakana, unicode.Han) }) {
				t.Errorf("%s: the formula %s is of one language", term.Key, term.Formula)
			}
		}
		slices.Sort(got)
		if slices.Sort(want); !slices.Equal(got, want) {
			t.Errorf("%s: terms.order has %v, want %v", name, got, want)
		}
	}
}

// TestTermsCover checks that what a beginner meets is explained.
func TestTermsCover(t *testing.T) {
	for key := range strings.FieldsSeq(`weight bias activation softmax normalisation loss cross-entropy gradient learning-rate
		backpropagation momentum adam schedule initial-weights batch-norm weight-decay dropout overfitting convolution filter
		stride padding pooling epoch batch seed augmentation calibration test-better perceptron gate linear perceptron-rule
		hidden-layer matrix-product transpose score temperature overflow float32 saturation chain-rule computational-graph
		divergence gradient-check gradient-descent kink landscape numerical-gradient rounding tangent`) {
		if TermOf(key) == nil {
			t.Errorf("%s is not explained", key)
		}
	}
	if TermOf("no such") != nil {
		t.Error("a term that is none is explained")
	}
}

func TestEnglishTermsAreInAlphabeticalOrder(t *testing.T) {
	var w words.Words
	w.Use(joined(languages(t)["en.json"]))
	last := ""
	for _, term := range TermsInOrder(&w) {
		name := strings.ToLower(strings.TrimPrefix(term.Name(&w), "a "))
		if name < last {
			t.Errorf("%s is after %s", name, last)
		}
		last = name
	}
	if last == "" {
		t.Error("no term is in order")
	}
}

// TestEveryTermButtonHasItsTerm checks the buttons of the page's markup and of what is
// listed in it: each has a term, each term one, and each field, number and kind of layer.
func TestEveryTermButtonHasItsTerm(t *testing.T) {
	html := read(t, "index.html")
	reached := map[string]bool{}
	reach := func(key string) { reached[key] = true }
	buttons := regexp.MustCompile(`class="term" data-term="([^"]*)"`).FindAllStringSubmatch(html, -1)
	if len(buttons) < 20 || len(buttons) != strings.Count(html, `class="term"`) {
		t.Fatalf("found %d buttons", len(buttons))
	}
	for _, m := range buttons {
		if TermOf(m[1]) == nil {
			t.Errorf("a button has the term %q", m[1])
		}
		reach(m[1])
	}
	for _, name := range Fields {
		if ok, _ := regexp.MatchString(`id="field-`+name+`".*(\n  .*)*?class="term"[^\n]*</div>`, html); !ok {
			t.Errorf("the field %s has no explanation", name)
		}
	}
	for _, kind := range append(layer.Kinds(), "input") {
		key := TermOfKind(kind)
		if key == "" {
			t.Errorf("the layer %s has no explanation", kind)
		}
		if key != "" && TermOf(key) == nil {
			t.Errorf("the layer %s has the term %s", kind, key)
		}
		reach(key)
	}
	numbers := 0
	for _, list := range regexp.MustCompile(`(?s)<dl class="(?:numbers|losses)">.*?</dl>`).FindAllString(html, -1) {
		for _, dt := range regexp.MustCompile(`<dt.*?</dt>`).FindAllString(list, -1) {
			if numbers++; !strings.Contains(dt, `class="term"`) {
				t.Errorf("the number %s has no explanation", dt)
			}
		}
	}
	if numbers < 10 {
		t.Errorf("found %d numbers", numbers)
	}
	for _, name := range optim.Kinds() {
		reach(TermOfOptimizer(name))
	}
	for _, l := range table.All() {
		for key := range strings.FieldsSeq(l.Terms) {
			if TermOf(key) == nil {
				t.Errorf("lab %s has the term %q", l.ID, key)
			}
			reach(key)
		}
		if l.Terms == "" {
			t.Errorf("lab %s explains nothing", l.ID)
		}
	}
	bias := Line{Kind: LineBias}
	reach(bias.Explained())
	for _, term := range Terms() {
		if !reached[term.Key] {
			t.Errorf("no button has %s", term.Key)
		}
	}
}

func TestPlacePanel(t *testing.T) {
	for name, c := range map[string]struct{ w, h, x, y, height, panelW, panelH, left, top float64 }{
		"below":              {1000, 800, 100, 100, 20, 360, 200, 100, 128},
		"above":              {1000, 800, 100, 700, 20, 360, 200, 100, 492},
		"at the right":       {1000, 800, 990, 100, 20, 360, 200, 632, 128},
		"at the left":        {1000, 800, -50, 100, 20, 360, 200, 8, 128},
		"neither fits":       {1000, 300, 100, 140, 20, 360, 200, 100, 92},
		"larger than it all": {320, 200, 100, 100, 20, 400, 300, 8, 8},
		"scrolled up":        {1000, 800, 100, -500, 20, 360, 200, 100, 8},
		"scrolled down":      {1000, 800, 100, 2000, 20, 360, 200, 100, 592},
	} {
		left, top := PlacePanel(c.w, c.h, c.x, c.y, c.height, c.panelW, c.panelH)
		if left != c.left || top != c.top {
			t.Errorf("%s: at %v, %v, want %v, %v", name, left, top, c.left, c.top)
		}
	}
}
