//go:build !windows

package server

import "os"

// colours reports whether f is a terminal that knows colours.
func colours(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0 && os.Getenv("TERM") != "dumb"
}
