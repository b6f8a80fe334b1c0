package kernel

import "testing"

func init() {
	vectorCases = append(vectorCases,
		vectorCase{"NesterovStep", 3, none(func(v [][]float32) { NesterovStep(v[0], v[1], v[2], 0.01, 0.9) }), none(func(v [][]float32) { nesterovStepRef(v[0], v[1], v[2], 0.01, 0.9) }), false},
		vectorCase{"RootStep of AdaGrad", 3, none(func(v [][]float32) { RootStep(v[0], v[1], v[2], 0.01, 1, 1, 1e-10) }), none(func(v [][]float32) { rootStepRef(v[0], v[1], v[2], 0.01, 1, 1, 1e-10) }), false},
		vectorCase{"RootStep of RMSprop", 3, none(func(v [][]float32) { RootStep(v[0], v[1], v[2], 0.01, 0.99, 0.01, 1e-8) }), none(func(v [][]float32) { rootStepRef(v[0], v[1], v[2], 0.01, 0.99, 0.01, 1e-8) }), false},
	)
}

func TestOptimMisuse(t *testing.T) {
	a, b := make([]float32, 3), make([]float32, 4)
	for _, f := range []func(){
		func() { NesterovStep(a, b, a, 1, 1) }, func() { NesterovStep(a, a, b, 1, 1) },
		func() { RootStep(a, b, a, 1, 1, 1, 1) }, func() { RootStep(a, a, b, 1, 1, 1, 1) },
	} {
		panics(t, lengthMismatch, f)
	}
}
