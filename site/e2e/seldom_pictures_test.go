//go:build pictures

package e2e

import (
	"strings"
	"testing"
)

// TestSeldomPictures takes screenshots of what is seldom seen: a race's lane in its own
// fields, what is said of a metered line and of a new version.
func TestSeldomPictures(t *testing.T) {
	for _, size := range strings.Fields(*sizes) {
		for _, theme := range strings.Fields(*themes) {
			t.Run(size+"-"+theme, func(t *testing.T) {
				name := size + "-" + theme + "-"
				p := open(t, append(looks(size, theme), on(few(t)), linked("#/race?a=preset:twolayer&b=init:he"))...)
				eval[bool](p, `(zerokara.draw(`+strokesOf(7)+`), true)`)
				p.click("#race-lanes li:nth-child(2) .edit")
				p.await("the lane's fields", `e2e.visible("#race-fields .field").length === 6`, patience)
				p.shot(name + "lane")
				p.full(name + "lane-full")

				site := serve(t, "/")
				site.spoil("/sw.js", always, keeper(t, metered))
				p = open(t, append(looks(size, theme), on(site), keeps)...)
				p.await("the notice", `e2e.one('[data-notice="offline"]').checkVisibility()`, patience)
				p.shot(name + "metered")

				site, next := twoReleases(t)
				p = open(t, append(looks(size, theme), on(site), keeps)...)
				p.await("it works offline", `/works offline|オフラインでも使えます/.test(`+offlineText+`)`, patience)
				next()
				p.reload()
				p.run(`location.hash = "#/about"`)
				p.click("#offline-keep")
				p.await("the notice", `e2e.one('[data-notice="release"]').checkVisibility()`, patience)
				p.shot(name + "release-about")
				p.run(`location.hash = "#/"`)
				p.shot(name + "release")
			})
		}
	}
}
