//go:build js

package dom

import "testing"

func TestMarkup(t *testing.T) {
	e := Markup(`<p class="a"><b data-part="name"></b><svg><path data-part="line" d="M0 0"/></svg></p>`)
	e.Part("name").Text("x")
	line := e.Part("line").Attr("d", "M1 1").Hidden(true) // as SVG's elements are hidden
	if got := e.value.Get("outerHTML").String(); got != `<p class="a"><b data-part="name">x</b><svg><path data-part="line" d="M1 1" display="none"></path></svg></p>` {
		t.Errorf("it is %s", got)
	}
	if !isSVG(line.value) {
		t.Error("the line is not of SVG")
	}
	defer func() {
		if recover() == nil {
			t.Error("there is a part that is not there")
		}
	}()
	e.Part("other")
}
