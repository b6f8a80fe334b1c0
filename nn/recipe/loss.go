package recipe

// Loss says what training minimises: the mean over the images of how far the
// answer, softmax of the last layer's logits, is from the label.
type Loss struct {
	Kind      string  // one of the Loss constants
	Smoothing float64 // softmax-crossentropy: share of the target spread over all classes (Szegedy et al. 2016)
}

// The losses. Package loss has their formulas.
const (
	LossCrossEntropy = "softmax-crossentropy" // -log p[label]
	LossSquares      = "softmax-squares"      // half the sum of squares of p minus the one-hot label
)

// Losses returns the kinds of loss.
func Losses() []string { return []string{LossCrossEntropy, LossSquares} }

// CrossEntropy returns softmax with cross-entropy. A recipe whose JSON says no
// loss has it.
func CrossEntropy() Loss { return Loss{Kind: LossCrossEntropy} }

func (l *Loss) fields(visit visitor) {
	visit("kind", "", &l.Kind)
	visit("smoothing", LossCrossEntropy, &l.Smoothing)
}

func (l Loss) validate() error {
	switch l.Kind {
	case LossCrossEntropy, LossSquares:
	default:
		return unknown("loss.kind", l.Kind, "a loss", Losses()...)
	}
	if err := fraction("loss.smoothing", l.Smoothing); err != nil {
		return err
	}
	return unused("loss", l.Kind, &l)
}
