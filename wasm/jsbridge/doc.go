// Package jsbridge is the only general syscall/js code, shared by the page and
// its worker: a Port sends and receives protocol messages, Yield gives the
// event loop a turn, and a few helpers copy typed arrays and wait for promises.
//
// Every js.Func is made once and lives as long as its owner; what happens many
// times a second creates no JavaScript object that an earlier call has made.
//
// The package is empty off GOOS=js.
package jsbridge
