//go:build js

package dom

import (
	"bytes"
	"image/png"
	"syscall/js"
	"testing"
)

func TestPicture(t *testing.T) {
	p := NewPicture(8, 4)
	p.Fill(0, 0, 8, 4, "#fff")
	p.Fill(2, 1, 3, 2, "#c00")
	b, err := p.PNG()
	if err != nil {
		t.Fatal(err)
	}
	m, err := png.Decode(bytes.NewReader(b))
	if err != nil || m.Bounds().Dx() != 8 || m.Bounds().Dy() != 4 {
		t.Fatalf("%v, %v", m, err)
	}
	for at, red := range map[[2]int]bool{{1, 1}: false, {2, 1}: true, {4, 2}: true, {5, 2}: false} {
		r, g, _, _ := m.At(at[0], at[1]).RGBA()
		if (r>>8 == 0xcc && g == 0) != red {
			t.Errorf("pixel %v is %v", at, m.At(at[0], at[1]))
		}
	}
}

func TestDrop(t *testing.T) {
	var got []File
	done := make(chan bool, 9)
	e := New("div", "").OnDrop(4, func(f File) { got = append(got, f); done <- true })
	drop := func(text string) (prevented bool) {
		transfer := js.Global().Get("DataTransfer").New()
		transfer.Get("items").Call("add", js.Global().Get("File").New([]any{text}, text+".txt"))
		event := js.Global().Get("DragEvent").New("drop", map[string]any{"dataTransfer": transfer, "cancelable": true})
		return !e.value.Call("dispatchEvent", event).Bool()
	}
	if e.value.Call("dispatchEvent", js.Global().Get("DragEvent").New("dragover", map[string]any{"cancelable": true})).Bool() {
		t.Error("the browser leaves the page for a file that is dropped")
	}
	if !drop("four") {
		t.Error("the browser opens the file")
	}
	<-done
	drop("longer")
	<-done
	if string(got[0].Data) != "four" || got[0].Name != "four.txt" || got[1].Data != nil || got[1].Size != 6 {
		t.Errorf("files %+v", got)
	}
}
