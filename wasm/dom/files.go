//go:build js

package dom

import (
	"syscall/js"
	"time"

	"github.com/zerokara/zerokara/wasm/jsbridge"
)

// File is a file that the visitor has chosen.
type File struct {
	Name string
	Size int
	Data []byte // nil if the file is larger than the limit
	Err  error  // it could not be read
}

// OnFile calls f with each file that the visitor chooses in a file input, once it is
// read. A file of more than limit bytes is not read.
func (e *Element) OnFile(limit int, f func(File)) *Element {
	listen(e.value, "change", func(js.Value) {
		files := e.value.Get("files")
		if files.Length() == 0 {
			return
		}
		chosen := files.Index(0)
		e.value.Set("value", "") // so that the same file can be chosen again
		read(chosen, limit, f)
	})
	return e
}

// read calls f with a file's content, later.
func read(chosen js.Value, limit int, f func(File)) {
	section := current
	go func() {
		file := File{Name: chosen.Get("name").String(), Size: chosen.Get("size").Int()}
		if file.Size <= limit {
			var buffer js.Value
			if buffer, file.Err = Await(chosen.Call("arrayBuffer")); file.Err == nil {
				file.Data = jsbridge.Bytes(js.Global().Get("Uint8Array").New(buffer))
			}
		}
		section.Run(func() { f(file) })
	}()
}

// ChooseFile opens the browser's choice of a file for a file input. It works in a
// handler of a click or a key only.
func (e *Element) ChooseFile() { e.value.Call("click") }

// Download gives the visitor a file to save.
func Download(name, kind string, data []byte) {
	array := js.Global().Get("Uint8Array").New(len(data))
	js.CopyBytesToJS(array, data)
	blob := js.Global().Get("Blob").New([]any{array}, map[string]any{"type": kind})
	urls := js.Global().Get("URL")
	url := urls.Call("createObjectURL", blob)
	link := document.Call("createElement", "a")
	link.Set("href", url)
	link.Set("download", name)
	link.Call("click")
	time.AfterFunc(10*time.Second, func() { urls.Call("revokeObjectURL", url) })
}
