// Package lab is the form that all labs of the book's chapters share: the chapter's
// list, and round each lab its question, the visitor's guess, what happened, the
// mission, where the matter stands in the code, and what comes next. The labs
// themselves are in wasm/lab/ch2 and its neighbours; wasm/lab/table lists them.
//
// Off GOOS=js the package has only what needs no browser.
package lab
