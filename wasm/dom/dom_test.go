//go:build js

package dom

import (
	"fmt"
	"slices"
	"strings"
	"syscall/js"
	"testing"
)

// body appends an element to the document for as long as the test runs.
func body(t *testing.T, e *Element) *Element {
	document.Get("body").Call("append", e.value)
	t.Cleanup(func() { e.value.Call("remove") })
	return e
}

// quiet keeps the stacks of panics that a test provokes out of the console, and
// returns a function that counts them.
func quiet(t *testing.T) (logged func() int) {
	console := js.Global().Get("console")
	old, n := console.Get("error"), 0
	f := js.FuncOf(func(js.Value, []js.Value) any { n++; return nil })
	console.Set("error", f)
	t.Cleanup(func() { console.Set("error", old); f.Release() })
	return func() int { return n }
}

func press(e *Element, key string, with map[string]any) (taken bool) {
	init := map[string]any{"key": key, "cancelable": true}
	for name, v := range with {
		init[name] = v
	}
	return !e.value.Call("dispatchEvent", js.Global().Get("KeyboardEvent").New("keydown", init)).Bool()
}

func TestUnchangedValuesMakeNoCall(t *testing.T) {
	e := body(t, New("p", "a"))
	ignore := js.FuncOf(func(js.Value, []js.Value) any { return nil })
	defer ignore.Release()
	observer := js.Global().Get("MutationObserver").New(ignore)
	observer.Call("observe", e.value, map[string]any{"attributes": true, "childList": true})
	set := func() int {
		e.Text("one").Class("b").Attr("title", "c").Attr("lang", "").Style("--part", "0.5").Hidden(true).Disabled(true)
		return observer.Call("takeRecords").Length()
	}
	if n := set(); n < 5 { // lang was not there, a paragraph's disabled is no attribute
		t.Fatalf("%d changes are observed at first", n)
	}
	if n := set(); n != 0 {
		t.Errorf("%d changes although nothing changed", n)
	}
	e.value.Set("textContent", "somebody else's")
	observer.Call("takeRecords")
	Forget()
	if n := set(); n < 4 || e.value.Get("textContent").String() != "one" {
		t.Errorf("after Forget %d changes, the text is %q", n, e.value.Get("textContent").String())
	}
	if got := e.value.Get("style").Call("getPropertyValue", "--part").String(); got != "0.5" {
		t.Errorf("--part is %q", got)
	}
	e.Attr("title", "")
	if e.value.Call("hasAttribute", "title").Bool() {
		t.Error("an empty value does not remove an attribute")
	}
}

func TestByID(t *testing.T) {
	body(t, New("p", "").Attr("id", "here"))
	if first, second := ByID("here"), ByID("here"); first != second {
		t.Error("two Elements of one element, of which neither knows what the other wrote")
	}
	delete(byID, "here")
	defer func() {
		if r := recover(); r == nil || !strings.Contains(fmt.Sprint(r), "nowhere") {
			t.Errorf("an unknown id: %v", r)
		}
	}()
	ByID("nowhere")
}

func TestKeys(t *testing.T) {
	var keys []string
	e := body(t, New("p", "")).OnKey(func(key string) bool {
		keys = append(keys, key)
		return key == "Home"
	})
	if !press(e, "Home", nil) || press(e, "x", nil) || press(e, "Home", map[string]any{"ctrlKey": true}) {
		t.Error("the browser is kept from keys that are not taken, or not from one that is")
	}
	if !slices.Equal(keys, []string{"Home", "x"}) {
		t.Errorf("keys %v", keys)
	}
}

func TestListIsKeyed(t *testing.T) {
	before := len(handlers)
	clicks := ""
	list := List[string, *Element]{
		Parent: body(t, New("ul", "")),
		Make: func(key string) (*Element, *Element) {
			b := Button("", func() { clicks += key })
			return New("li", "", b), b
		},
	}
	show := func(keys string) {
		t.Helper()
		list.Show(strings.Split(keys, ""), func(i int, b *Element) { b.Text(fmt.Sprint(keys[i:i+1], i)) })
		want := ""
		for i, k := range strings.Split(keys, "") {
			want += fmt.Sprint(k, i)
		}
		if got := list.Parent.value.Get("textContent").String(); got != want {
			t.Errorf("%s is shown as %s", keys, got)
		}
		if n := len(handlers) - before; n != len(keys) {
			t.Errorf("%s: %d handlers", keys, n)
		}
	}
	show("abc")
	b := list.rows["b"].row
	b.Focus()
	for _, keys := range []string{"bc", "bca", "acb", "bdcea", "b", "ab"} {
		show(keys)
	}
	if list.rows["b"].row != b {
		t.Error("a row that stays is made anew")
	}
	show("bcd")
	b.Focus()
	show("bd")
	if !b.HasFocus() || !list.Parent.HasFocus() {
		t.Error("a row that stays loses the focus")
	}
	gone := list.rows["d"].row
	show("b")
	gone.value.Call("click")
	b.value.Call("click")
	if clicks != "b" {
		t.Errorf("clicks on %q, of which d is gone", clicks)
	}
	list.Show(nil, nil)
	if n := len(handlers) - before; n != 0 || list.Parent.value.Get("childElementCount").Int() != 0 {
		t.Errorf("an empty list has %d handlers", n)
	}
}

func TestPanicBreaksOneSection(t *testing.T) {
	logged := quiet(t)
	language := "en"
	section := func() (*Section, *Element) {
		root := body(t, New("section", ""))
		return NewSection(root, func(reason string) string { return language + ": " + reason }), root
	}
	one, root := section()
	two, other := section()
	var first, second, third *Element
	calls := 0
	one.Run(func() {
		first = Button("", func() { var e *Element; e.Text("nil") })
		second = Button("", func() { calls++ })
		root.Append(first, second)
	})
	two.Run(func() {
		third = Button("", func() { calls += 10 })
		other.Append(third)
	})
	click := func() {
		for _, e := range []*Element{first, second, third} {
			e.value.Call("click")
		}
	}
	click()
	if calls != 10 || logged() != 1 || running != 0 || current != nil {
		t.Errorf("%d calls of handlers, %d panics logged, %d running", calls, logged(), running)
	}
	said := func() string { return root.value.Get("firstChild").Get("textContent").String() }
	if !strings.HasPrefix(said(), "en: runtime error") {
		t.Errorf("the broken section says %q", said())
	}
	if other.value.Get("childElementCount").Int() != 1 {
		t.Error("the other section says something")
	}
	one.Run(func() { calls++ }) // a message
	language = "ja"
	one.Run(nil)
	click()
	if calls != 20 || logged() != 1 || !strings.HasPrefix(said(), "ja: ") || root.value.Get("childElementCount").Int() != 3 {
		t.Errorf("%d calls of handlers, %d panics logged, the broken section says %q", calls, logged(), said())
	}

	// Outside of sections, too, a panic stays in its handler.
	New("p", "").OnClick(func() { panic("alone") }).value.Call("click")
	if logged() != 2 {
		t.Error("a panic outside of sections is not logged")
	}
}

func TestAwait(t *testing.T) {
	quiet(t)
	promise := js.Global().Get("Promise").Call("resolve", 7)
	if v, err := Await(promise); err != nil || v.Int() != 7 {
		t.Errorf("got %v, %v", v, err)
	}
	s := NewSection(body(t, New("section", "")), func(reason string) string { return reason })
	later := make(chan int)
	s.Run(func() {
		go func() {
			v, _ := Await(promise)
			later <- v.Int()
		}()
	})
	if v := <-later; v != 7 || s.reason != "" {
		t.Errorf("got %d in a goroutine of a handler; %s", v, s.reason)
	}
	var b *Element
	s.Run(func() {
		b = Button("", func() { Await(promise) })
	})
	b.value.Call("click")
	if !strings.Contains(s.reason, "goroutine") {
		t.Errorf("Await in a handler: %q", s.reason)
	}
}

func TestOnLanguageForgets(t *testing.T) {
	e := body(t, New("p", "")).Text("mine")
	OnLanguage(func() { e.Text("mine") })
	e.value.Set("textContent", "of another language")
	document.Call("dispatchEvent", js.Global().Get("Event").New("zerokara:language"))
	if got := e.value.Get("textContent").String(); got != "mine" {
		t.Errorf("the text is %q", got)
	}
	drop([]int{last})
}

func TestCanvas(t *testing.T) {
	small, large := NewCanvas(New("canvas", "")), NewCanvas(New("canvas", ""))
	small.Put(1, 1, []byte{1, 2, 3, 255})
	large.Put(2, 1, []byte{4, 5, 6, 255, 7, 8, 9, 255})
	small.Put(1, 1, []byte{10, 11, 12, 255})
	for c, want := range map[*Canvas][]byte{small: {10, 11, 12, 255}, large: {4, 5, 6, 255, 7, 8, 9, 255}} {
		data := c.context.Call("getImageData", 0, 0, c.element.value.Get("width"), c.element.value.Get("height")).Get("data")
		got := make([]byte, data.Length())
		js.CopyBytesToGo(got, data)
		if !slices.Equal(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("no panic on pixels of another size")
		}
	}()
	small.Put(2, 2, make([]byte, 4))
}

func TestReveal(t *testing.T) {
	e := body(t, New("p", "").Attr("tabindex", "0"))
	seen := 0
	e.OnFocus(func() { seen++ })
	e.Reveal()
	e.value.Call("dispatchEvent", js.Global().Get("FocusEvent").New("focus")) // a window without the focus sends none
	if !e.HasFocus() || seen == 0 {
		t.Errorf("focus: %v, seen %d times", e.HasFocus(), seen)
	}
}
