//go:build js

package dom

import "syscall/js"

// HoldLock holds a lock for as long as the page lives, which other tabs see. It reports
// whether the browser knows locks: it does on secure pages.
func HoldLock(name string) bool {
	return nil == attempt(func() {
		promise := js.Global().Get("Promise")
		race := promise.Get("race")
		forever := race.Call("bind", promise, []any{}) // a race of nobody never ends
		property(property(js.Global(), "navigator"), "locks").Call("request", name, forever).Call("catch", js.Global().Get("Boolean"))
	})
}

// HeldLocks returns the names of the locks that this browser's tabs hold; ok is false
// where it knows none. It waits, as Await does.
func HeldLocks() (names []string, ok bool) {
	var query js.Value
	if attempt(func() { query = property(property(js.Global(), "navigator"), "locks").Call("query") }) != nil {
		return nil, false
	}
	found, err := Await(query)
	if err != nil {
		return nil, false
	}
	held := found.Get("held")
	for i := range held.Length() {
		names = append(names, held.Index(i).Get("name").String())
	}
	return names, true
}
