package kernel

import "testing"

// variants runs a test on every variant of the kernels that this machine has.
func variants(t *testing.T, test func(t *testing.T)) {
	eachVariant(func(name string) { t.Run(name, test) })
}
