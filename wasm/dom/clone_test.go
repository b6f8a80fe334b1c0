//go:build js

package dom

import "testing"

func TestClone(t *testing.T) {
	clicks := 0
	e := body(t, Markup(`<div id="a"><label id="b">x<input name="n" value="7"></label><p class="out">y</p></div>`))
	e.Within("input").OnClick(func() { clicks++ })
	c := body(t, e.Clone(".out"))
	c.Within("input").value.Call("click")
	if clicks != 0 {
		t.Error("the copy has the original's handlers")
	}
	c.Within("input").Attr("name", "other")
	const want = `<label>x<input name="other" value="7"></label>`
	if got := c.value.Get("innerHTML").String(); got != want {
		t.Errorf("it is %s, want %s", got, want)
	}
	if n := e.value.Call("querySelectorAll", "#b, .out, [name=n]").Length(); n != 3 || e.value.Get("id").String() != "a" {
		t.Errorf("of the original %d of 3 are left", n)
	}
}
