//go:build js

package dom

import (
	"slices"
	"strconv"
	"syscall/js"
	"testing"
	"time"
)

// swap puts another value in the place of a property, until the test ends.
func swap(t *testing.T, of js.Value, name string, value any) {
	old := of.Get(name)
	of.Set(name, value)
	t.Cleanup(func() { of.Set(name, old) })
}

// TestHost puts the page into another, which hears how high it is.
func TestHost(t *testing.T) {
	// In JavaScript: a function of Go's would let this test go on within the handler.
	host := js.Global().Get("Object").New()
	host.Set("postMessage", js.Global().Get("Function").New("m", "if (m.zerokara === 'height') this.heard = m.height"))
	swap(t, js.Global(), "parent", host)
	e := body(t, New("div", "")).Style("height", "50px").TellHeight()
	for _, want := range []float64{50, 70} {
		e.Style("height", strconv.FormatFloat(want, 'f', -1, 64)+"px")
		for limit := time.Now().Add(time.Minute); host.Get("heard").IsUndefined() || host.Get("heard").Float() != want; time.Sleep(time.Millisecond) {
			if time.Now().After(limit) {
				t.Fatalf("the host heard %v, want %v", host.Get("heard"), want)
			}
		}
	}
	data := document.Get("body").Get("dataset")
	swap(t, js.Global(), "name", "second")
	if Embedded() || frameName() != "" {
		t.Error("it is embedded where nobody asked for that")
	}
	data.Set("embed", "")
	defer data.Delete("embed")
	if !Embedded() || frameName() != "second" {
		t.Errorf("embedded %v, in the frame %q", Embedded(), frameName())
	}
}

func TestOpenLinksApart(t *testing.T) {
	var opened []string
	open := js.FuncOf(func(_ js.Value, args []js.Value) any {
		opened = append(opened, args[0].String())
		return nil
	})
	defer open.Release()
	swap(t, js.Global(), "open", open)
	path := window.Get("location").Get("pathname").String()
	ReplaceFragment("#/look/why")
	defer ReplaceFragment("#")
	OpenLinksApart()
	for _, href := range []string{"#/book/2", "#here", "#title"} {
		inner := New("b", "")
		body(t, New("a", "", inner).Attr("href", href))
		inner.value.Call("click")
	}
	if want := []string{path + "#/book/2", path + "#/look/why"}; !slices.Equal(opened, want) {
		t.Errorf("opened %q, want %q", opened, want)
	}
}
