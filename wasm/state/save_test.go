package state

import (
	"errors"
	"testing"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/wire"
)

// A page that holds more than a drawing or a curve may is refused.
func TestRestorePageKeepsLimits(t *testing.T) {
	for name, spoil := range map[string]func(*page){
		"strokes": func(p *page) { p.strokes = make([]ink.Stroke, maxPoints+1) },
		"points":  func(p *page) { p.strokes = []ink.Stroke{make(ink.Stroke, maxPoints+1)} },
		"series":  func(p *page) { p.curves.TestLoss.points = make([]Point, seriesCap+1) },
		"stride":  func(p *page) { p.curves.TestLoss.stride = 1 << 31 },
	} {
		p := page{version: saveVersion}
		c := wire.Writer(nil)
		p.fields(&c)
		if err := new(Model).RestorePage(c.Buffer()); err != nil {
			t.Fatalf("an empty page: %v", err)
		}
		spoil(&p)
		c = wire.Writer(nil)
		p.fields(&c)
		if err := new(Model).RestorePage(c.Buffer()); !errors.Is(err, ErrSaved) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
