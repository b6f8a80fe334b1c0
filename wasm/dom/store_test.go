//go:build js

package dom

import (
	"fmt"
	"strings"
	"syscall/js"
	"testing"
	"time"
)

// OpenStore returns the only store of a database.
func OpenStore(database string, version int, name string, options map[string]any) *Store {
	return OpenDatabase(database, version, Objects{name, options}).Store(name)
}

var autoID = map[string]any{"keyPath": "id", "autoIncrement": true}

// unique names a database of the test's own.
func unique(t *testing.T) string {
	name := fmt.Sprintf("%s-%d", t.Name(), time.Now().UnixNano())
	t.Cleanup(func() { js.Global().Get("indexedDB").Call("deleteDatabase", name) })
	return name
}

// replace replaces a property of the window for as long as the test runs.
func replace(t *testing.T, name, getter string) {
	object := js.Global().Get("Object")
	old := object.Call("getOwnPropertyDescriptor", js.Global(), name)
	object.Call("defineProperty", js.Global(), name, map[string]any{
		"configurable": true, "get": js.Global().Get("Function").New(getter),
	})
	t.Cleanup(func() { object.Call("defineProperty", js.Global(), name, old) })
}

func TestStore(t *testing.T) {
	before := len(handlers)
	s := OpenStore(unique(t), 1, "drawings", autoID)
	const want = "<number: 1> a <number: 2> b "
	add := func(lines ...any) ([]js.Value, error) {
		return s.Do(true, func(o js.Value) (requests []js.Value) {
			for _, line := range lines {
				requests = append(requests, o.Call("add", map[string]any{"line": line}))
			}
			return requests
		})
	}
	all := func() string {
		r, err := s.Do(false, func(o js.Value) []js.Value { return []js.Value{o.Call("getAll")} })
		if err != nil {
			t.Fatal(err)
		}
		text := ""
		for i := range r[0].Length() {
			text += fmt.Sprint(r[0].Index(i).Get("id"), r[0].Index(i).Get("line"), " ")
		}
		return text
	}
	ids, err := add("a", "b")
	if err != nil || len(ids) != 2 || ids[0].Int() != 1 || ids[1].Int() != 2 {
		t.Fatalf("ids %v, %v", ids, err)
	}
	if got := all(); got != want {
		t.Errorf("the store has %s", got)
	}

	// What throws leaves nothing half done: a function cannot be stored.
	if _, err := add("c", js.Global().Get("alert")); err == nil || !strings.Contains(err.Error(), "clone") {
		t.Errorf("a function is stored: %v", err)
	}
	if got := all(); got != want {
		t.Errorf("after an error the store has %s", got)
	}
	// So does a request that fails later: a key that is there already.
	if _, err := s.Do(true, func(o js.Value) []js.Value {
		return []js.Value{o.Call("add", map[string]any{"line": "d"}), o.Call("add", map[string]any{"id": 1})}
	}); err == nil {
		t.Error("two records have one key")
	}
	if got := all(); got != want {
		t.Errorf("after a failed request the store has %s", got)
	}
	if n := len(handlers) - before; n != 0 {
		t.Errorf("%d handlers are left", n)
	}
}

// TestDatabaseOfAnOlderPage checks that what is in it stays.
func TestDatabaseOfAnOlderPage(t *testing.T) {
	name := unique(t)
	drawings, checkpoints := Objects{"drawings", autoID}, Objects{Name: "checkpoints"}
	older := OpenDatabase(name, 1, drawings).Store("drawings")
	if _, err := older.Do(true, func(o js.Value) []js.Value { return []js.Value{o.Call("add", map[string]any{"line": "a"})} }); err != nil {
		t.Fatal(err)
	}
	d := OpenDatabase(name, 2, drawings, checkpoints)
	if _, err := d.Store("checkpoints").Do(true, func(o js.Value) []js.Value { return []js.Value{o.Call("put", "saved", "tab")} }); err != nil {
		t.Fatal(err)
	}
	r, err := d.Store("drawings").Do(false, func(o js.Value) []js.Value { return []js.Value{o.Call("getAll")} })
	if err != nil || r[0].Length() != 1 || r[0].Index(0).Get("line").String() != "a" {
		t.Errorf("%v, %v", r, err)
	}
}

// TestStoreWithKeys is a store without a key path.
func TestStoreWithKeys(t *testing.T) {
	s := OpenStore(unique(t), 1, "checkpoint", nil)
	if _, err := s.Do(true, func(o js.Value) []js.Value { return []js.Value{o.Call("put", "saved", "page")} }); err != nil {
		t.Fatal(err)
	}
	r, err := s.Do(false, func(o js.Value) []js.Value { return []js.Value{o.Call("get", "page"), o.Call("get", "none")} })
	if err != nil || r[0].String() != "saved" || !r[1].IsUndefined() {
		t.Errorf("got %v, %v", r, err)
	}
}

func TestStoreFails(t *testing.T) {
	read := func(s *Store) error {
		_, err := s.Do(false, func(o js.Value) []js.Value { return []js.Value{o.Call("getAll")} })
		return err
	}
	name := unique(t)
	newer := OpenStore(name, 2, "drawings", nil)
	if err := read(newer); err != nil {
		t.Fatal(err)
	}
	for s, want := range map[*Store]string{
		OpenStore(name, 1, "drawings", nil): "version", // of an older page
		OpenStore(name, 2, "others", nil):   "not found",
	} {
		if err := read(s); err == nil || !strings.Contains(strings.ToLower(err.Error()), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
	for _, getter := range []string{"throw new DOMException('denied', 'SecurityError')", "return undefined", "return {open() { throw new Error('denied') }}"} {
		t.Run(getter, func(t *testing.T) {
			replace(t, "indexedDB", getter)
			if read(newer) == nil {
				t.Error("no error")
			}
		})
	}
	if err := read(newer); err != nil { // an error does not last
		t.Error(err)
	}
}

func TestStoreThatNeverAnswers(t *testing.T) {
	limit := storeLimit
	storeLimit = 10 * time.Millisecond
	defer func() { storeLimit = limit }()
	replace(t, "indexedDB", "return {open: () => new EventTarget()}")
	s := OpenStore("silent", 1, "drawings", nil)
	if _, err := s.Do(true, func(js.Value) []js.Value { return nil }); err != errStoreSilent {
		t.Errorf("got %v", err)
	}
}

// TestStoreLate checks that a transaction whose wait has ended changes nothing.
func TestStoreLate(t *testing.T) {
	s := OpenStore(unique(t), 1, "drawings", autoID)
	late := transaction{store: s, mode: "readwrite", done: make(chan error, 1), make: func(o js.Value) []js.Value {
		return []js.Value{o.Call("add", map[string]any{"line": "late"})}
	}}
	late.open()
	late.expire()
	if err := <-late.done; err != errStoreSilent {
		t.Errorf("got %v", err)
	}
	begun := transaction{store: s, mode: "readwrite", done: make(chan error, 1)}
	begun.make = func(o js.Value) []js.Value {
		defer begun.expire() // while it is under way
		return late.make(o)
	}
	begun.open()
	if err := <-begun.done; err != errStoreSilent {
		t.Errorf("got %v", err)
	}
	r, err := s.Do(true, func(o js.Value) []js.Value { // after it, in the database's own order
		return []js.Value{o.Call("count")}
	})
	if err != nil || r[0].Int() != 0 {
		t.Errorf("%v, %v", r, err)
	}
}

// TestStoreNow ends a page, as it were, after a transaction was begun.
func TestStoreNow(t *testing.T) {
	name := unique(t)
	d := OpenDatabase(name, 1, Objects{Name: "checkpoints"})
	s := d.Store("checkpoints")
	put := func(o js.Value) { o.Call("put", "saved", "tab") }
	if s.DoNow(put) {
		t.Error("there is no connection, and it is begun")
	}
	d.Hold()
	for d.held.IsUndefined() {
		time.Sleep(time.Millisecond)
	}
	if !s.DoNow(put) {
		t.Fatal("it is not begun")
	}
	d.held.Call("close")
	r, err := s.Do(false, func(o js.Value) []js.Value { return []js.Value{o.Call("get", "tab")} })
	if err != nil || r[0].String() != "saved" {
		t.Errorf("%v, %v", r, err)
	}
	if s.DoNow(put) {
		t.Error("the connection was closed, and it is begun")
	}

	// A newer page is not held up.
	d.held = js.Undefined()
	before := len(handlers)
	d.Hold()
	newer := OpenDatabase(name, 2, Objects{Name: "checkpoints"}).Store("checkpoints")
	for d.held.IsUndefined() {
		time.Sleep(time.Millisecond)
	}
	if _, err := newer.Do(false, func(o js.Value) []js.Value { return nil }); err != nil {
		t.Error(err)
	}
	if !d.held.IsUndefined() {
		t.Error("the connection is held although another version is open")
	}
	d.Hold() // of an older version: it fails
	for deadline := time.Now().Add(time.Minute); len(handlers) > before; time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%d handlers are left", len(handlers)-before)
		}
	}
	if !d.held.IsUndefined() {
		t.Error("a connection of an older version is held")
	}
}

func TestStoreWaitsInGoroutines(t *testing.T) {
	quiet(t)
	section := NewSection(body(t, New("section", "")), func(reason string) string { return reason })
	section.Run(func() { OpenStore("x", 1, "y", nil).Do(false, nil) })
	if !strings.Contains(section.reason, "goroutine") {
		t.Errorf("Do in a handler: %q", section.reason)
	}
}
