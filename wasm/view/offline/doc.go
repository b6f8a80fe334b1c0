// Package offline says whether the page works without a network.
//
// The package is empty off GOOS=js.
package offline
