//go:build pictures

package e2e

import (
	"testing"
	"time"
)

// briefly is a recipe that trains for seconds to classify most drawings correctly.
const briefly = `{preset: "zerokara", epochs: 1}`

// TestInsidePictures takes screenshots of the views of layers and reasons.
func TestInsidePictures(t *testing.T) {
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
			p.train(briefly)
			p.click("#targets label:nth-child(10)")
			p.await("an alteration", `!document.querySelector("#alter-read").disabled`, patience)
			p.click("#alter-read")
			p.show("#why")
			p.shot(name + "-why")
			p.show("#layers")
			p.shot(name + "-layers")
			p.unfold()
			p.click(layerCanvas(0))
			time.Sleep(time.Second)
			p.shot(name + "-closeup")
			p.full(name + "-full")
		})
	}
}
