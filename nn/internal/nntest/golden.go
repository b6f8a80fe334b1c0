package nntest

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/zerokara/zerokara/assets/golden"
)

// Golden is one case of golden numbers, computed by another framework.
type Golden struct {
	Name   string
	Kind   string
	Args   map[string]float64
	Arrays map[string]GoldenArray
}

// GoldenArray is an array of a case, row-major.
type GoldenArray struct {
	Dims []int
	Data []float32
}

// ReadGolden returns the cases of a file of assets/golden.
func ReadGolden(t testing.TB, file string) []Golden {
	t.Helper()
	b, err := golden.Files.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var f struct {
		Torch string
		Cases []Golden
	}
	if err := json.Unmarshal(b, &f); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	if f.Torch == "" || len(f.Cases) == 0 {
		t.Fatalf("%s: no version or no cases", file)
	}
	return f.Cases
}

// Int returns an argument that is a whole number.
func (g Golden) Int(name string) int { return int(g.Args[name]) }

// Data returns the values of an array, which must be there.
func (g Golden) Data(t testing.TB, name string) []float32 {
	t.Helper()
	a, ok := g.Arrays[name]
	if !ok {
		t.Fatalf("%s: no array %q", g.Name, name)
	}
	return a.Data
}

// Near compares got with an array to a relative tolerance.
func (g Golden) Near(t testing.TB, name string, got []float32, tolerance float64) {
	t.Helper()
	Near(t, g.Name+": "+name, got, g.Data(t, name), tolerance)
}

// Near compares values to a relative tolerance, relative to want's root mean square
// where that is larger than an element: a sum keeps the rounding errors of its
// terms where they cancel.
func Near(t testing.TB, what string, got, want []float32, tolerance float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: %d values, want %d", what, len(got), len(want))
		return
	}
	var squares float64
	for _, v := range want {
		squares += float64(v) * float64(v)
	}
	rms := math.Sqrt(squares / float64(max(len(want), 1)))
	for i, w := range want {
		if d := math.Abs(float64(got[i]) - float64(w)); !(d <= tolerance*math.Max(math.Abs(float64(w)), rms)) {
			t.Errorf("%s: [%d] = %g, want %g", what, i, got[i], w)
			return
		}
	}
}

// Hashed fills x with values from -scale to scale that depend on the seed only,
// as the generator's function of that name does.
func Hashed(x []float32, seed uint32, scale float32) {
	for i := range x {
		h := uint32(i) + seed*0x9E3779B9
		h = (h ^ h>>16) * 0x85EBCA6B
		h = (h ^ h>>13) * 0xC2B2AE35
		h ^= h >> 16
		x[i] = (float32(h>>8)/(1<<23) - 1) * scale
	}
}
