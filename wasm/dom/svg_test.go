//go:build js

package dom

import "testing"

// TestSVG draws a picture and looks at its boxes: what is in the wrong namespace has
// none.
func TestSVG(t *testing.T) {
	circle := NewSVG("circle", "point on").Attr("cx", "50").Attr("cy", "50").Attr("r", "10")
	picture := body(t, NewSVG("svg", "", circle).Attr("viewBox", "0 0 100 100").Style("width", "200px").Attr("id", "picture"))
	if b := circle.box(); b.w != 40 || b.h != 40 {
		t.Errorf("a circle with a radius of 20 pixels is %v", b)
	}
	if got := circle.value.Call("getAttribute", "class").String(); got != "point on" {
		t.Errorf("its class is %q", got)
	}
	circle.Class("").Hidden(true)
	if b := circle.box(); b.w != 0 || circle.value.Call("hasAttribute", "class").Bool() {
		t.Errorf("hidden, it is %v", b)
	}
	circle.Hidden(false)
	if b := circle.box(); b.w != 40 {
		t.Errorf("shown again, it is %v", b)
	}
	ByID("picture").Hidden(true)
	if b := picture.box(); b.w != 0 {
		t.Errorf("found by its id and hidden, the picture is %v", b)
	}
	delete(byID, "picture")
}
