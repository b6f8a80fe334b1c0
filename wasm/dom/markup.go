//go:build js

package dom

// Markup returns the element that constant HTML, or SVG within it, describes: much
// smaller in the program than a call for each element. Nothing that comes from outside
// may be in it.
func Markup(html string) *Element {
	template := document.Call("createElement", "template")
	template.Set("innerHTML", html)
	v := template.Get("content").Get("firstElementChild")
	return &Element{value: v, svg: isSVG(v)}
}

// Part returns the element inside this one whose data-part is name. It panics without
// one: the markup is a mistake.
func (e *Element) Part(name string) *Element {
	v := e.value.Call("querySelector", `[data-part="`+name+`"]`)
	if v.IsNull() {
		panic("dom: no part is " + name)
	}
	return &Element{value: v, svg: isSVG(v)}
}
