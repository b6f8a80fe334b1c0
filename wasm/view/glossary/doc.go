// Package glossary is the page's explanations of terms: the panel behind every button
// of the class "term", and the list of all of them in "What is happening?". What they
// say and where the panel goes is decided in wasm/state.
//
// The package is empty off GOOS=js.
package glossary
