//go:build !windows

package local

import (
	"errors"
	"syscall"
)

func taken(err error) bool { return errors.Is(err, syscall.EADDRINUSE) }
