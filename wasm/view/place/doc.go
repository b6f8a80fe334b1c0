// Package place shows one view at a time, at its address, and the ways to the others.
//
// It is empty off GOOS=js.
package place
