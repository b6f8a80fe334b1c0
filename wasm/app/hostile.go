//go:build js

package main

import (
	"errors"
	"syscall/js"
)

// What a visitor's script passes may throw when it is looked at: a getter, a proxy. Go
// survives that in a Call, not in a Get or an Index, so that all looks are Calls of
// these.

var reflectGet = js.Global().Get("Reflect").Get("get")

// member returns a member of an object of a script's.
func member(v js.Value, name string) js.Value { return reflectGet.Invoke(v, name) }

func item(v js.Value, i int) js.Value { return reflectGet.Invoke(v, i) }

// length returns the length of an array of a script's, 0 for what is not a number.
func length(v js.Value) int {
	if n := member(v, "length"); isFinite(n) {
		return int(n.Float())
	}
	return 0
}

// caught does what a script asks for. If that panics, by what the script passed or by
// our mistake, the error is what fail makes of it, and the page goes on.
func caught(do func(args []js.Value) any, args []js.Value, fail func(error) js.Value) (result any) {
	defer func() {
		if r := recover(); r != nil {
			result = fail(errors.New("zerokara: " + reasonOf(r)))
		}
	}()
	return do(args)
}

// reasonOf returns a panic's value in words.
func reasonOf(r any) (reason string) {
	defer func() {
		if recover() != nil {
			reason = "what was thrown cannot be read"
		}
	}()
	switch r := r.(type) {
	case js.Error: // of any value
		return js.Global().Get("String").Invoke(r.Value).String()
	case error:
		return r.Error()
	case string:
		return r
	}
	return "panic with a value that is no text"
}
