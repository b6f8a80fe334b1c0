// Package dom is the page's document, typed: elements, events, lists, pictures.
// No other package of Go touches the document.
//
// A setter keeps the value that it wrote and does nothing when it is given the same
// again: a call into JavaScript costs a microsecond, a comparison nanoseconds. The
// setters return their element, so that they can be chained.
//
// All events arrive through one js.Func. A handler changes the state, posts a
// message, asks for a frame; it never waits, since that would freeze the page for
// good. What waits runs in a goroutine; Await panics in a handler.
//
// A Section is a part of the page that breaks alone: after a panic in it, it says so
// in its place and the rest of the page goes on.
//
// The package is empty off GOOS=js.
package dom
