package server

import (
	"os"

	"golang.org/x/sys/windows"
)

// colours reports whether f is a console that knows colours: Windows 10 has them turned on.
func colours(f *os.File) bool {
	h, mode := windows.Handle(f.Fd()), uint32(0)
	return windows.GetConsoleMode(h, &mode) == nil &&
		windows.SetConsoleMode(h, mode|windows.ENABLE_VIRTUAL_TERMINAL_PROCESSING) == nil
}
