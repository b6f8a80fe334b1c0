// Package notices is what the visitor is to know of what went wrong, and the download
// of the images. site/notice.js shows it.
//
// The package is empty off GOOS=js.
package notices
