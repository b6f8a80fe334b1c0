//go:build js

package dom

import "testing"

// TestIsReplaced tells an address that the page has written from one that was opened.
func TestIsReplaced(t *testing.T) {
	defer ReplaceFragment("#")
	before := Address()
	SetFragment("#/opened")
	if IsReplaced() || Fragment() != "#/opened" {
		t.Errorf("%s, opened, counts as written", Fragment())
	}
	ReplaceFragment("#/written")
	if !IsReplaced() || Fragment() != "#/written" {
		t.Errorf("%s, written, counts as opened", Fragment())
	}
	if IsReload() {
		t.Error("opened once, the page counts as loaded again")
	}
	if Address() != before {
		t.Errorf("without its fragment the address is %q, was %q", Address(), before)
	}
}

// TestLanguage presses the button of a language, unless the page is in it.
func TestLanguage(t *testing.T) {
	pressed := 0
	b := Button("", func() { pressed++ }).Attr("data-lang", "ja")
	document.Get("body").Call("append", b.value)
	defer b.value.Call("remove")
	root := document.Get("documentElement")
	defer root.Set("lang", root.Get("lang"))
	root.Set("lang", "en")
	SetLanguage("ja")
	SetLanguage("xx")
	root.Set("lang", "ja")
	SetLanguage("ja")
	if pressed != 1 || Language() != "ja" {
		t.Errorf("pressed %d times, the page is in %q", pressed, Language())
	}
	if l := BrowserLanguage(); l != "en" && l != "ja" {
		t.Errorf("the browser's is %q", l)
	}
}

// TestSelect selects what a field has.
func TestSelect(t *testing.T) {
	field := New("textarea", "").SetValue("a link")
	document.Get("body").Call("append", field.value)
	defer field.value.Call("remove")
	if field.Select(); !field.HasFocus() || field.value.Get("selectionEnd").Int() != len("a link") {
		t.Error("nothing is selected")
	}
}
