package e2e

import (
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// landscape is a phone on its side.
func landscape(s *setup) { phone(s); s.width, s.height = 844, 390 }

// narrow is the smallest window that the page is made for.
func narrow(s *setup) { s.width, s.height, s.touch, s.scale = 320, 640, true, 2 }

// zoomed magnifies the page in its window, as 2 for 200%: fewer and larger CSS
// pixels, as a browser's zoom does.
func zoomed(by int64) option {
	return func(s *setup) { s.width, s.height, s.scale = s.width/by, s.height/by, s.scale*float64(by) }
}

// view sets the window's size in CSS pixels, and the screen's pixels per CSS pixel.
func (p *page) view(width, height int64, scale float64) {
	p.t.Helper()
	options := []chromedp.EmulateViewportOption{chromedp.EmulateScale(scale)}
	if p.mobi {
		options = append(options, chromedp.EmulateMobile, chromedp.EmulateTouch)
	}
	p.do(chromedp.EmulateViewport(width, height, options...))
}

// theme changes the colour scheme that the visitor prefers: "light" or "dark".
func (p *page) theme(scheme string) {
	p.t.Helper()
	p.scheme = scheme
	p.emulate("")
}

// forcedColors turns on forced colours, as a high-contrast theme does.
func (p *page) forcedColors() {
	p.t.Helper()
	p.forced = true
	p.emulate("")
}

// emulate sets the page's media: "" is the screen, "print" is paper.
func (p *page) emulate(media string) {
	p.t.Helper()
	feature := func(name, value string) *emulation.MediaFeature {
		return &emulation.MediaFeature{Name: name, Value: value}
	}
	features := []*emulation.MediaFeature{feature("prefers-color-scheme", p.scheme)}
	if p.reduced {
		features = append(features, feature("prefers-reduced-motion", "reduce"))
	}
	if p.forced {
		features = append(features, feature("forced-colors", "active"))
	}
	call(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: media, Features: features})
}
