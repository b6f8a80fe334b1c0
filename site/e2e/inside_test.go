package e2e

import (
	"testing"
	"time"
)

// TestInsideLooks takes pictures of the views of the inside.
func TestInsideLooks(t *testing.T) {
	for name, options := range map[string][]option{
		"inside-desktop-en-light": {},
		"inside-desktop-ja-dark":  {japanese, dark},
		"inside-phone-en-dark":    {phone, dark},
		"inside-phone-ja-light":   {phone, japanese},
	} {
		t.Run(name, func(t *testing.T) {
			p := open(t, options...)
			p.show("#inside")
			p.shot(name + "-empty")
			p.draw(7)
			eval[bool](p, `(zerokara.start(), true)`)
			p.await("some learning", "zerokara.state().testAccuracy > 0.95", 3*time.Minute)
			eval[bool](p, "(zerokara.pause(), true)")
			p.phase("paused", patience)
			p.show("#why")
			time.Sleep(time.Second)
			p.click(`#targets label:nth-child(10)`)
			time.Sleep(time.Second)
			p.click("#alter-read")
			p.show("#why")
			p.shot(name + "-why")
			p.show("#layers")
			p.shot(name + "-layers")
			p.click("#layers li:nth-child(2) canvas")
			time.Sleep(time.Second)
			p.shot(name + "-closeup")
			p.full(name + "-full")
		})
	}
}
