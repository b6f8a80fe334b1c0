package local

import (
	"errors"

	"golang.org/x/sys/windows"
)

// taken includes ports that Windows keeps for itself.
func taken(err error) bool {
	return errors.Is(err, windows.WSAEADDRINUSE) || errors.Is(err, windows.WSAEACCES)
}
