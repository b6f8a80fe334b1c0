//go:build js

package ch5

import (
	"syscall/js"
	"testing"

	"github.com/zerokara/zerokara/wasm/lab/table"
)

var document = js.Global().Get("document")

// sectionOf returns the chapter's place in the page. It stays from test to test, as dom
// remembers what has an id; a test's labs go.
func sectionOf(t *testing.T) js.Value {
	t.Helper()
	if document.Call("getElementById", "book5").IsNull() {
		var links string
		for _, l := range table.Chapter("5") {
			links += `<a id="to-lab-` + l.ID + `"></a><span id="standing-` + l.ID + `"></span>`
		}
		document.Get("body").Call("insertAdjacentHTML", "beforeend", `<section id="book5"><a id="book5-self"></a>`+links+`
			<div id="book5-said"><p id="book5-missions"></p><button id="book5-copy"></button><span id="book5-copied"></span></div>
			<div id="book5-lab" style="width: 800px"></div></section>`)
	}
	room := document.Call("getElementById", "book5-lab")
	t.Cleanup(func() { room.Set("textContent", "") })
	return document.Call("getElementById", "book5")
}
