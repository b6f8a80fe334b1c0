// Package share is the link to where the page is: as text, as a QR code, and what is in
// it.
//
// It is empty off GOOS=js.
package share
