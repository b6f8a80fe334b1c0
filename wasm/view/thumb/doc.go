// Package thumb is a small picture of a digit in a list, as several views have them.
//
// The package is empty off GOOS=js.
package thumb
