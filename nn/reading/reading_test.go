package reading_test

import (
	"math"
	"testing"

	"github.com/zerokara/zerokara/nn/reading"
)

func TestRead(t *testing.T) {
	nan := float32(math.NaN())
	for _, c := range []struct {
		p    [10]float32
		want reading.Answer
	}{
		{[10]float32{7: 0.9, 1: 0.1}, reading.Answer{Digit: 7, Second: 1}},
		{[10]float32{1: 0.9, 7: 0.1}, reading.Answer{Digit: 1, Second: 7}},
		{[10]float32{0: 0.7, 6: 0.15, 8: 0.15}, reading.Answer{Digit: 0, Second: 6}},
		{[10]float32{4: 0.5, 9: 0.48, 0: 0.02}, reading.Answer{Digit: 4, Second: 9, Doubt: reading.Tie}},
		{[10]float32{4: 0.45, 9: 0.45, 0: 0.1}, reading.Answer{Digit: 4, Second: 9, Doubt: reading.Tie}},
		{[10]float32{0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1}, reading.Answer{Digit: 0, Second: 1, Doubt: reading.None}},
		{[10]float32{3: 0.4, 5: 0.1, 8: 0.2}, reading.Answer{Digit: 3, Second: 8, Doubt: reading.None}},
		{[10]float32{nan, nan, nan, nan, nan, nan, nan, nan, nan, nan}, reading.Answer{Digit: 0, Second: 1, Doubt: reading.None}},
	} {
		if got := reading.Read(&c.p); got != c.want {
			t.Errorf("%v: %+v, want %+v", c.p, got, c.want)
		}
	}
	if reading.Sure.String() != "" || reading.Tie.String() != "tie" || reading.None.String() != "none" {
		t.Error("names")
	}
}
