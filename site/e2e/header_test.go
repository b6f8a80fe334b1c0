package e2e

import (
	"fmt"
	"testing"
)

// TestHeader widens the window: the places stand on one line, apart from each other and
// within the window, or they are a menu.
func TestHeader(t *testing.T) {
	t.Parallel()
	p := open(t, on(few(t)))
	for _, language := range []string{"en", "ja"} {
		p.run(fmt.Sprintf(`e2e.one("[data-lang=%s]").click()`, language))
		p.await("the language", fmt.Sprintf("document.documentElement.lang === %q", language), patience)
		lines := 0
		for _, width := range []int64{1024, 1080, 1121, 1180, 1181, 1200, 1240, 1279, 1280, 1366, 1600, 1920} {
			p.view(width, 800, 1)
			p.frames()
			boxes := ask[[]box](p, "boxes", ".top h1, .places > a, .langs, .to-share")
			if len(boxes) > 3 {
				lines++
			}
			for i, b := range boxes {
				if b.X+b.Width > float64(width)-8 || b.Y < 0 || b.Y+b.Height > 49 || i > 0 && b.X < boxes[i-1].X+boxes[i-1].Width+7 {
					t.Errorf("%s, %d wide: the %d. of %d boxes is %+v", language, width, i+1, len(boxes), b)
				}
			}
		}
		if lines < 8 {
			t.Errorf("%s: the places stand on a line in %d widths", language, lines)
		}
	}
}
