//go:build !js

package format

import "fmt"

// errorf and sprintf let go vet see that their callers take fmt's
// formats, so that it checks those as it checks fmt's. They do nothing.

func errorf(layout string, args ...any) {
	if false {
		_ = fmt.Errorf(layout, args...)
	}
}

func sprintf(layout string, args ...any) {
	if false {
		_ = fmt.Sprintf(layout, args...)
	}
}
