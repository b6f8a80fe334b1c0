// Package confirm is the dialog that asks before something is deleted.
//
// The package is empty off GOOS=js.
package confirm
