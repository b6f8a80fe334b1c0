//go:build js

package dom

import "syscall/js"

const namespaceSVG = "http://www.w3.org/2000/svg"

// NewSVG returns a new element of SVG outside of the document. Its properties are not
// those of HTML's elements; Class, Attr, Style, Text and Hidden work as for these.
func NewSVG(tag, class string, parts ...*Element) *Element {
	e := &Element{value: document.Call("createElementNS", namespaceSVG, tag), svg: true}
	if class != "" {
		e.Class(class)
	}
	return e.Append(parts...)
}

// isSVG reports whether an element of the document is one of SVG.
func isSVG(v js.Value) bool { return v.Get("namespaceURI").String() == namespaceSVG }
