package state

import (
	"strings"

	"github.com/zerokara/zerokara/wasm/state/plot"
	"github.com/zerokara/zerokara/wasm/words"
)

// curveTexts is how many points of the curves are put into words, at most.
const curveTexts = 6

// CurvesText puts the test curves into words, for those who do not see them: the
// figures at points spread over the run, the newest among them.
func (m *Model) CurvesText(w *words.Words) string {
	losses, accuracies := m.Curves.TestLoss.Points(), m.Curves.TestAccuracy.Points()
	n := min(len(losses), len(accuracies))
	if n == 0 {
		return w.T("curves.empty")
	}
	var b strings.Builder
	b.WriteString(w.T("curves.text"))
	points := min(n, curveTexts)
	for i := 1; i <= points; i++ {
		at := i*n/points - 1
		b.WriteString(" " + w.T("curves.point", "step", plot.Thousands(int(accuracies[at].Step)),
			"accuracy", plot.Fraction(accuracies[at].Value, 1), "loss", lossText(losses[at].Value)))
	}
	return b.String()
}
