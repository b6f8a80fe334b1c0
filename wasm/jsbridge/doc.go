// Package jsbridge is the syscall/js code that the page and its worker share: a
// Port sends and receives protocol messages, Yield gives the event loop a turn, and
// helpers copy typed arrays and wait for promises.
//
// Every js.Func is made once and lives as long as its owner; frequent calls reuse
// their JavaScript objects.
//
// The package is empty off GOOS=js.
package jsbridge
