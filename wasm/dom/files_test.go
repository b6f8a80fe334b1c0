//go:build js

package dom

import (
	"syscall/js"
	"testing"
	"time"

	"github.com/zerokara/zerokara/wasm/jsbridge"
)

// choose chooses a file as a visitor does, and returns what OnFile gives.
func choose(e *Element, got chan File, content string) File {
	transfer := js.Global().Get("DataTransfer").New()
	transfer.Get("items").Call("add", js.Global().Get("File").New([]any{content}, "name"))
	e.value.Set("files", transfer.Get("files"))
	e.value.Call("dispatchEvent", js.Global().Get("Event").New("change"))
	return <-got
}

func TestOnFile(t *testing.T) {
	quiet(t)
	got := make(chan File, 1)
	var e *Element
	s := NewSection(body(t, New("section", "")), func(reason string) string { return reason })
	s.Run(func() {
		e = New("input", "").Attr("type", "file").OnFile(5, func(f File) {
			got <- f
			if f.Err != nil {
				panic("in the section")
			}
		})
	})
	if f := choose(e, got, "12345"); string(f.Data) != "12345" || f.Size != 5 || f.Err != nil {
		t.Errorf("got %+v", f)
	}
	if e.value.Get("files").Length() != 0 {
		t.Error("the same file cannot be chosen again")
	}
	if f := choose(e, got, "123456"); f.Data != nil || f.Size != 6 {
		t.Errorf("a file that is too large is read: %+v", f)
	}
	blobs := js.Global().Get("Blob").Get("prototype")
	defer blobs.Set("arrayBuffer", blobs.Get("arrayBuffer"))
	blobs.Set("arrayBuffer", js.Global().Get("Function").New("return Promise.reject(new Error('gone'))"))
	if f := choose(e, got, "gone"); f.Err == nil || f.Data != nil {
		t.Fatalf("a file that cannot be read: %+v", f)
	}
	for s.notice == nil { // the section breaks, and the page goes on
		time.Sleep(time.Millisecond)
	}
}

func TestDownload(t *testing.T) {
	urls := js.Global().Get("URL")
	old := urls.Get("createObjectURL")
	defer urls.Set("createObjectURL", old)
	blobs := make(chan js.Value, 1)
	f := js.FuncOf(func(_ js.Value, args []js.Value) any {
		blobs <- args[0]
		return "about:blank"
	})
	defer f.Release()
	urls.Set("createObjectURL", f)
	clicked := js.Global().Get("HTMLAnchorElement").Get("prototype")
	oldClick := clicked.Get("click")
	defer clicked.Set("click", oldClick)
	clicked.Set("click", js.Global().Get("Function").New("globalThis.saved = this.download + ' ' + this.href"))
	Download("name.txt", "text/plain", []byte("content"))
	blob := <-blobs
	buffer, err := Await(blob.Call("arrayBuffer"))
	if err != nil || string(jsbridge.Bytes(js.Global().Get("Uint8Array").New(buffer))) != "content" || blob.Get("type").String() != "text/plain" {
		t.Errorf("another file, %v", err)
	}
	if saved := js.Global().Get("saved").String(); saved != "name.txt about:blank" {
		t.Errorf("saved %s", saved)
	}
}
