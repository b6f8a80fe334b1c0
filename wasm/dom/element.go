//go:build js

package dom

import "syscall/js"

var (
	document = js.Global().Get("document")
	byID     = map[string]*Element{}
	written  int // counts calls of Forget
)

// Element is an element of the document and what was last written to it.
type Element struct {
	value   js.Value
	svg     bool     // of SVG, not of HTML
	style   js.Value // undefined before the first use
	values  []value  // few: a search costs less than a map
	written int      // Forget's count when values were written
}

// value is what was last written to a property, an attribute or a style.
type value struct{ name, value string }

// The names of values that are neither attributes nor styles. No attribute has a
// space in its name.
const (
	text   = " text"
	hidden = " hidden"
	style  = " style "
)

// ByID returns the document's element with an id, always the same Element for the
// same id. It panics without one: page and program are of different versions.
func ByID(id string) *Element {
	e := byID[id]
	if e == nil {
		v := document.Call("getElementById", id)
		if v.IsNull() {
			panic("dom: no element has the id " + id)
		}
		e = &Element{value: v, svg: isSVG(v)}
		byID[id] = e
	}
	return e
}

// New returns a new element outside of the document. class may be empty; parts are
// appended.
func New(tag, class string, parts ...*Element) *Element {
	e := &Element{value: document.Call("createElement", tag)}
	if class != "" {
		e.Class(class)
	}
	return e.Append(parts...)
}

// Button returns a new button that calls f when it is activated.
func Button(class string, f func(), parts ...*Element) *Element {
	return New("button", class, parts...).Attr("type", "button").OnClick(f)
}

// Forget makes the next setters write even what has not changed: somebody else may
// have written to the document.
func Forget() { written++ }

// changed records a value and reports whether it differs from the one before.
func (e *Element) changed(name, to string) bool {
	if e.written != written {
		e.written, e.values = written, e.values[:0]
	}
	for i := range e.values {
		if v := &e.values[i]; v.name == name {
			same := v.value == to
			v.value = to
			return !same
		}
	}
	e.values = append(e.values, value{name, to})
	return true
}

// Append appends parts to the element's children.
func (e *Element) Append(parts ...*Element) *Element {
	for _, p := range parts {
		e.value.Call("append", p.value)
	}
	return e
}

// Text sets the element's text, in place of all that it contains.
func (e *Element) Text(s string) *Element {
	if e.changed(text, s) {
		e.value.Set("textContent", s)
	}
	return e
}

// Class sets the element's class names.
func (e *Element) Class(names string) *Element { return e.Attr("class", names) }

// Attr sets an attribute; an empty value removes it.
func (e *Element) Attr(name, to string) *Element {
	if !e.changed(name, to) {
		return e
	}
	if to == "" {
		e.value.Call("removeAttribute", name)
	} else {
		e.value.Call("setAttribute", name, to)
	}
	return e
}

// Style sets a property of the element's own style, custom properties included.
func (e *Element) Style(property, to string) *Element {
	if e.changed(style+property, to) {
		if e.style.IsUndefined() {
			e.style = e.value.Get("style")
		}
		e.style.Call("setProperty", property, to)
	}
	return e
}

// Hidden hides or shows the element.
func (e *Element) Hidden(on bool) *Element {
	if !e.svg {
		return e.flag(hidden, "hidden", on)
	}
	if on { // SVG knows no hidden
		return e.Attr("display", "none")
	}
	return e.Attr("display", "")
}

// Disabled makes a control take no input, or take it again.
func (e *Element) Disabled(on bool) *Element { return e.flag(" disabled", "disabled", on) }

func (e *Element) flag(name, property string, on bool) *Element {
	to := ""
	if on {
		to = property
	}
	if e.changed(name, to) {
		e.value.Set(property, on)
	}
	return e
}

// Focus gives the element the focus.
func (e *Element) Focus() { e.value.Call("focus") }

// FocusInPlace gives the element the focus without scrolling to it.
func (e *Element) FocusInPlace() { e.value.Call("focus", map[string]any{"preventScroll": true}) }

// Shown reports whether the element takes any room in the page.
func (e *Element) Shown() bool { return e.value.Get("offsetWidth").Int() > 0 }

// HasFocus reports whether the focus is on the element or inside it.
func (e *Element) HasFocus() bool {
	return e.value.Call("contains", document.Get("activeElement")).Bool()
}

// Reveal scrolls the element into view, smoothly unless the visitor wants less
// motion, and gives it the focus.
func (e *Element) Reveal() {
	e.scroll("nearest")
	e.FocusHere()
}
