package state

import (
	"strings"

	"github.com/zerokara/zerokara/wasm/words"
)

// GlossaryTerm is an entry of the glossary. Its name and its explanation are the sentences
// "term.KEY" and "term.KEY.text".
type GlossaryTerm struct {
	Key     string
	Formula string // the same in every language; empty if none helps
	Chapter string // of the book Deep Learning from Scratch; empty if it is not there
	See     string // keys of related terms, separated by spaces
}

// MostRelated is the largest number of related terms.
const MostRelated = 4

var glossary = [...]GlossaryTerm{
	{"accuracy", "correct / all", "4.5", "loss test-better calibration"},
	{"activation", "ReLU: max(0, x)    sigmoid: 1 / (1 + e⁻ˣ)", "3.2", "weight bias"},
	{"adam", "w ← w − η · m / (√v + ε)", "6.1", "optimizer momentum learning-rate"},
	{"attribution", "", "", "gradient counterfactual"},
	{"augmentation", "", "8.1", "overfitting test-better"},
	{"backpropagation", "∂L/∂x = ∂L/∂y · ∂y/∂x", "5.2", "gradient loss"},
	{"batch", "L = (L₁ + … + Lₙ) / n", "4.2", "epoch step"},
	{"batch-norm", "y = γ · (x − μ) / √(σ² + ε) + β", "6.3", "normalisation batch"},
	{"bias", "y = w₁x₁ + … + wₙxₙ + b", "2.3", "weight activation"},
	{"calibration", "", "", "softmax accuracy"},
	{"chain-rule", "∂L/∂x = ∂L/∂y · ∂y/∂x", "5.2", "computational-graph backpropagation gradient"},
	{"computational-graph", "(a × b) × c", "5.1", "chain-rule backpropagation"},
	{"convolution", "y(i, j) = Σ w(m, n) · x(i + m, j + n) + b", "7.2", "filter stride padding pooling"},
	{"counterfactual", "", "", "attribution gradient"},
	{"cross-entropy", "L = −ln p", "4.2", "loss softmax"},
	{"dense", "y = Wx + b", "5.6", "weight bias"},
	{"discriminator", "L = −ln D(real) − ln(1 − D(made))", "", "generator loss"},
	{"divergence", "|w − η · ∂L/∂w| → ∞", "6.1", "learning-rate gradient-descent"},
	{"dropout", "", "6.4", "overfitting test-better"},
	{"epoch", "60,000 / n", "4.5", "batch step"},
	{"filter", "", "7.2", "convolution stride padding"},
	{"flatten", "16 × 7 × 7 → 784", "", "dense convolution"},
	{"float32", "24 bits ≈ 7 digits, up to 3.4 × 10³⁸", "", "overflow"},
	{"gate", "XOR = AND(NAND, OR)", "2.2", "perceptron linear"},
	{"generator", "L = −ln D(made)", "", "discriminator loss"},
	{"gradient", "∇L = (∂L/∂w₁, …, ∂L/∂wₙ)", "4.4", "backpropagation learning-rate"},
	{"gradient-check", "|∇ by backpropagation − ∇ by differences|", "5.7.3", "numerical-gradient backpropagation"},
	{"gradient-descent", "x ← x − η · ∂f/∂x", "4.4.1", "gradient learning-rate divergence"},
	{"hidden-layer", "x → h → y", "2.5", "perceptron activation dense"},
	{"initial-weights", "Xavier: σ = 1/√n    He: σ = √(2/n)", "6.2", "weight seed"},
	{"kink", "max(0, x)", "", "activation pooling gradient-check"},
	{"landscape", "w → L(w)", "4.4", "loss gradient weight"},
	{"learning-rate", "w ← w − η · ∂L/∂w", "4.4", "schedule gradient optimizer"},
	{"linear", "w₁x₁ + w₂x₂ + b = 0", "2.4", "perceptron hidden-layer"},
	{"loss", "", "4.2", "cross-entropy gradient test-better"},
	{"matrix-product", "(n × k)(k × m) → n × m", "3.3", "transpose dense batch"},
	{"momentum", "v ← αv − η · ∂L/∂w    w ← w + v", "6.1", "optimizer adam"},
	{"normalisation", "(x − μ) / σ", "3.6", "batch-norm"},
	{"numerical-gradient", "(f(x + h) − f(x − h)) / 2h", "4.3.2", "gradient rounding backpropagation tangent"},
	{"optimizer", "w ← w − η · ∂L/∂w", "6.1", "momentum adam learning-rate"},
	{"overfitting", "", "6.4", "weight-decay dropout augmentation"},
	{"overflow", "e⁸⁹ > 3.4 × 10³⁸", "3.5", "float32 softmax"},
	{"padding", "", "7.2", "convolution stride"},
	{"perceptron", "y = 1 if w₁x₁ + w₂x₂ + b > 0, else 0", "2.1", "weight bias linear perceptron-rule"},
	{"perceptron-rule", "w ← w + η(t − y)x    b ← b + η(t − y)", "", "perceptron linear"},
	{"pooling", "max(x₁, x₂, x₃, x₄)", "7.3", "convolution stride"},
	{"rounding", "1 + 10⁻⁸ = 1 in float32", "4.3.1", "float32 numerical-gradient"},
	{"saturation", "y(1 − y) ≈ 0", "", "activation normalisation gradient"},
	{"schedule", "", "6.1", "learning-rate"},
	{"score", "", "3.5", "softmax temperature"},
	{"seed", "", "", "initial-weights batch"},
	{"softmax", "pᵢ = eˣⁱ / (eˣ¹ + … + eˣⁿ)", "3.5", "cross-entropy calibration"},
	{"step", "w ← w − η · ∂L/∂w", "4.5", "batch epoch backpropagation"},
	{"stride", "(H + 2P − F) / S + 1", "7.2", "padding convolution"},
	{"tangent", "f(x) + f′(x) · t", "4.3", "gradient numerical-gradient"},
	{"temperature", "pᵢ = e^(aᵢ / T) / Σ e^(aₖ / T)", "", "softmax score"},
	{"test-better", "", "6.4", "dropout augmentation overfitting"},
	{"throughput", "", "", "batch step time-left"},
	{"time-left", "", "", "throughput epoch step"},
	{"transpose", "(Aᵀ)ᵢⱼ = Aⱼᵢ", "5.6", "matrix-product"},
	{"weight", "y = w₁x₁ + … + wₙxₙ + b", "2.3", "bias initial-weights weight-decay"},
	{"weight-decay", "w ← w − η · (∂L/∂w + λw)", "6.4", "overfitting weight"},
}

// Terms returns the glossary, in the order of the keys.
func Terms() []GlossaryTerm { return glossary[:] }

// TermOf returns the term with a key, nil if there is none.
func TermOf(key string) *GlossaryTerm {
	for i := range glossary {
		if glossary[i].Key == key {
			return &glossary[i]
		}
	}
	return nil
}

// Related returns the terms that explain more.
func (t *GlossaryTerm) Related() []*GlossaryTerm { return termsOf(t.See) }

// TermsInOrder returns the glossary in the order of the language's alphabet.
func TermsInOrder(w *words.Words) []*GlossaryTerm {
	order, _ := w.Find("terms.order")
	return termsOf(order)
}

func termsOf(keys string) (all []*GlossaryTerm) {
	for key := range strings.FieldsSeq(keys) {
		if t := TermOf(key); t != nil {
			all = append(all, t)
		}
	}
	return all
}

// TermOfKind returns the key of the term that explains a kind of layer, "" if none does.
func TermOfKind(kind string) string {
	switch kind {
	case "input":
		return "normalisation"
	case "conv2d", "convtranspose2d":
		return "convolution"
	case "batchnorm":
		return "batch-norm"
	case "relu", "leakyrelu", "sigmoid", "tanh", "step", "identity":
		return "activation"
	case "maxpool2d", "avgpool2d":
		return "pooling"
	case "flatten", "reshape":
		return "flatten"
	case "dense", "dropout", "softmax":
		return kind
	}
	return ""
}

// TermOfOptimizer returns the key of the term that explains an optimiser.
func TermOfOptimizer(name string) string {
	switch name {
	case "adam", "adamw":
		return "adam"
	case "momentum", "nesterov":
		return "momentum"
	}
	return "optimizer"
}

// Name is what the term is called.
func (t *GlossaryTerm) Name(w *words.Words) string { return w.Named("term.", t.Key) }

// Text explains the term.
func (t *GlossaryTerm) Text(w *words.Words) string {
	text, _ := w.Find("term." + t.Key + ".text")
	return text
}

// ChapterText says where the book has the term, nothing if it has not.
func (t *GlossaryTerm) ChapterText(w *words.Words) string {
	if t.Chapter == "" {
		return ""
	}
	return w.T("terms.chapter", "n", t.Chapter)
}

// TermLabel is the name of a button that explains a term.
func TermLabel(w *words.Words, key string) string {
	return w.T("terms.what", "term", w.Named("term.", key))
}

// panelMargin is the least distance of a panel from the window's edges and from what
// it explains.
const panelMargin = 8

// PlacePanel returns where a panel of w × h goes in a window: below what it explains,
// above it if there is no room below, and never outside of the window while it is
// smaller than that.
func PlacePanel(windowW, windowH, x, y, height, w, h float64) (left, top float64) {
	left = max(panelMargin, min(x, windowW-w-panelMargin))
	lowest := windowH - h - panelMargin
	top = y + height + panelMargin
	if above := y - h - panelMargin; top > lowest && above >= panelMargin {
		top = above
	}
	return left, max(panelMargin, min(top, lowest))
}
