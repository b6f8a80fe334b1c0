//go:build js

package dom

import "syscall/js"

// Remembered returns what Remember has stored under a name, "" for nothing.
func Remembered(name string) string { return stored("localStorage", name) }

// Remember stores a value for the next visit, where the browser allows it.
func Remember(name, value string) { store("localStorage", name, value) }

// InTab returns what RememberInTab has stored under a name, "" for nothing.
func InTab(name string) string { return stored("sessionStorage", name+frameName()) }

// RememberInTab stores a value for as long as this tab is open, and reports whether the
// browser allows it.
func RememberInTab(name, value string) bool { return store("sessionStorage", name+frameName(), value) }

func stored(storage, name string) (value string) {
	attempt(func() {
		if v := property(js.Global(), storage).Call("getItem", name); v.Type() == js.TypeString {
			value = v.String()
		}
	})
	return value
}

// store removes the value if it is empty.
func store(storage, name, value string) bool {
	return nil == attempt(func() {
		if s := property(js.Global(), storage); value == "" {
			s.Call("removeItem", name)
		} else {
			s.Call("setItem", name, value)
		}
	})
}
