// Package transport is what starts, stops and steps the run, and says how far it is.
//
// The package is empty off GOOS=js.
package transport
