package state

import (
	"strings"
	"testing"

	"github.com/zerokara/zerokara/wasm/words"
)

func TestCurvesText(t *testing.T) {
	for name, want := range map[string]string{
		"en.json": "Step 1,000: test accuracy 91.2%, test loss 0.300.",
		"ja.json": "ステップ1,000：テスト正解率91.2%、テスト損失0.300。",
	} {
		var w words.Words
		w.Use(joined(languages(t)[name]))
		var m Model
		if got := m.CurvesText(&w); got != w.T("curves.empty") {
			t.Errorf("%s: without curves %q", name, got)
		}
		for i := range 9 {
			m.Curves.TestAccuracy.Add(float64(i), 0.1)
			m.Curves.TestLoss.Add(float64(i), 2)
		}
		m.Curves.TestAccuracy.Add(1000, 0.9129)
		m.Curves.TestLoss.Add(1000, 0.3)
		got := m.CurvesText(&w)
		if !strings.HasSuffix(got, want) {
			t.Errorf("%s: %q, want its end %q", name, got, want)
		}
		if n := strings.Count(got, "10.0%"); n != curveTexts-1 {
			t.Errorf("%s: %d points before the newest: %q", name, n, got)
		}
	}
}
