//go:build pictures

package e2e

import (
	"flag"
	"fmt"
	"strings"
	"testing"
)

// TestViewPictures' places may name a lab: "book/2?lab=2.1".
var (
	sizes  = flag.String("sizes", "1280x800 1920x1080 844x390 390x844 320x640", "windows of TestViewPictures")
	only   = flag.String("places", "", "places of TestViewPictures, all if empty")
	themes = flag.String("themes", "en-light ja-dark", "languages and themes of TestViewPictures")
)

// TestViewPictures takes a screenshot of every view, trained, in several windows.
func TestViewPictures(t *testing.T) {
	for _, size := range strings.Fields(*sizes) {
		for _, theme := range strings.Fields(*themes) {
			t.Run(size+"-"+theme, func(t *testing.T) {
				p := open(t, looks(size, theme)...)
				p.shot(size + "-" + theme + "-watch-empty")
				eval[bool](p, `(zerokara.draw(`+strokesOf(7)+`), true)`)
				p.train(briefly)
				places := []string{"", "look/inside", "look/why", "look/preparation", "test/errors", "test/score", "test/teach", "noise", "runs", "race", "book/2", "book/3", "book/4", "book/5", "about"}
				if *only != "" {
					places = strings.Fields(*only)
				}
				for _, place := range places {
					if place == "watch" {
						place = ""
					}
					eval[bool](p, fmt.Sprintf("(location.hash = %q, true)", "#/"+place))
					view, _, _ := strings.Cut(place, "?")
					p.await("the view", fmt.Sprintf("zerokara.state().view === %q", view), patience)
					name := strings.NewReplacer("/", "-", "?", "-", "=", "-", "&", "-").Replace(place)
					if name == "" {
						name = "watch"
					}
					p.shot(size + "-" + theme + "-" + name)
					if *full {
						p.full(size + "-" + theme + "-" + name + "-full")
					}
				}
			})
		}
	}
}

var full = flag.Bool("full", false, "TestViewPictures takes whole pages, too")

func strokesOf(digit int) string {
	var all []string
	for _, s := range digits[digit] {
		var points []string
		for _, q := range s {
			points = append(points, fmt.Sprintf("[%g,%g]", q.X, q.Y))
		}
		all = append(all, "["+strings.Join(points, ",")+"]")
	}
	return "[" + strings.Join(all, ",") + "]"
}

// looks are the options of a window's size and of a language with a theme.
func looks(size, theme string) []option {
	var w, h int64
	fmt.Sscanf(size, "%dx%d", &w, &h)
	options := []option{func(s *setup) {
		s.width, s.height = w, h
		s.touch = w < 900 || h < 500
	}}
	if strings.HasPrefix(theme, "ja") {
		options = append(options, japanese)
	}
	if strings.HasSuffix(theme, "dark") {
		options = append(options, dark)
	}
	return options
}

// TestRunsPictures takes screenshots of a history of eight runs: as it is, one of them
// open, three compared.
func TestRunsPictures(t *testing.T) {
	for _, size := range strings.Fields(*sizes) {
		for _, theme := range strings.Fields(*themes) {
			t.Run(size+"-"+theme, func(t *testing.T) {
				p := open(t, append(looks(size, theme), on(few(t)))...)
				eval[bool](p, `(zerokara.draw(`+strokesOf(7)+`), true)`)
				for i, recipe := range []string{`preset: "mlp"`, `preset: "twolayer", seed: 3`, `preset: "mlp", optimizer: {kind: "adam", beta1: 0.9, beta2: 0.999, epsilon: 1e-8}, learningRate: 0.01, epochs: 3`, `preset: "mlp"`, `preset: "mlp", seed: 9`, `preset: "twolayer"`, `preset: "zerokara", steps: 20`, `preset: "mlp", epochs: 5`} {
					p.train("{" + recipe + "}")
					p.listed(i + 1)
				}
				p.run(`zerokara.go("runs")`)
				name := size + "-" + theme + "-runs"
				p.shot(name)
				p.full(name + "-full")
				for _, i := range []int{1, 3, 5} {
					p.click(fmt.Sprintf("#history .runs-list > li:nth-child(%d) input", i))
				}
				p.details(2)
				p.await("the comparison", `e2e.count("#history-compare tbody tr") > 0`, patience)
				p.run("scrollTo(0, 0)")
				p.shot(name + "-compare")
				p.full(name + "-compare-full")
				t.Logf("%v screens high", eval[float64](p, "document.documentElement.scrollHeight / innerHeight"))
			})
		}
	}
}
