// Package present is the page in front of a class: large, without all that is not the
// lesson, and with a prediction that can be hidden.
//
// It is empty off GOOS=js.
package present
