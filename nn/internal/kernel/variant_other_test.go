//go:build !amd64

package kernel

import "runtime"

// eachVariant calls f once: this processor has one variant.
func eachVariant(f func(name string)) { f(runtime.GOARCH) }
