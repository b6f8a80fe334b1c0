package e2e

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/wasm/lab/table"
)

// TestLabsFit opens every lab in a window of 1280 by 800: one line above it leads to the
// chapters and the labs, and all that is to be read, down to the way to the next lab,
// is seen without scrolling. One button is the primary one. The terms of its title line open.
func TestLabsFit(t *testing.T) {
	t.Parallel()
	p := open(t, reducedMotion)
	for _, l := range table.All() {
		p.run(fmt.Sprintf("zerokara.go('book/%s', { lab: %q })", l.Chapter(), l.ID))
		p.lab(l.ID)
		lab := fmt.Sprintf("[data-lab=%q]", l.ID)
		tabs, list := p.box("#book-tabs"), p.box("#book"+l.Chapter()+"-list")
		if tabs.Y+tabs.Height > list.Y+list.Height+1 || list.Height > 44 {
			t.Errorf("%s: above it are more lines than one: %v, %v", l.ID, tabs, list)
		}
		last := lab + " .next"
		if end, foot := p.box(last), p.box(".transport").Y; end.Height < 10 || end.Y+end.Height > foot {
			t.Errorf("%s ends at %v, the window at %v", l.ID, end.Y+end.Height, foot)
		}
		if primary := eval[int](p, `e2e.visible(".primary").length`); primary != 1 {
			t.Errorf("%s has %d primary buttons", l.ID, primary)
		}
		opened := eval[[]string](p, fmt.Sprintf(`e2e.all(%q).map((b) => {
			b.click();
			const { hidden, dataset } = e2e.one("#term"), said = e2e.text("#term-text");
			b.click();
			return !hidden && said && b.ariaLabel ? dataset.term : "";
		})`, lab+" .terms .term"))
		if want := strings.Fields(l.Terms); !slices.Equal(opened, want) {
			t.Errorf("%s opens the terms %q, want %q", l.ID, opened, want)
		}
	}
}
