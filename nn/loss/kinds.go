package loss

import "github.com/zerokara/zerokara/nn/internal/fields"

// kinds are the losses of this package.
var kinds = []fields.Config{SoftmaxCrossEntropy{}, SoftmaxSquares{}, Squares{}, Logistic{}}

// Kinds returns the names that this package's losses have in recipes.
func Kinds() []string { return fields.Kinds(kinds) }

// KindOf returns the name of a loss's kind in recipes, "own" for one that is not
// of this package.
func KindOf(l Loss) string { return fields.KindOf(l) }

// Visit shows a loss's kind and its fields to a visitor of recipes and returns the
// loss as that leaves it.
func Visit(v fields.Visitor, l Loss) Loss {
	l, _ = fields.Choose(v, "a loss", kinds, l).(Loss)
	return l
}
