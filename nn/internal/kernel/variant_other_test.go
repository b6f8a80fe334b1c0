//go:build !amd64

package kernel

import "runtime"

func eachVariant(f func(name string)) { f(runtime.GOARCH) }
