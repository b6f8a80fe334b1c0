// Package form is the fields of a recipe, with what is refused and what a choice brings
// beside it: in the form of the next run, and in a copy of it at a lane of the race.
//
// The package is empty off GOOS=js.
package form
