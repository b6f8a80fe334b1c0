// Package mini is the line that stands for the bench where that is no part of the
// page: the drawing, small, and its prediction. It opens the bench as a sheet,
// or scrolls back to it where it is out of the window.
//
// It is empty off GOOS=js.
package mini
