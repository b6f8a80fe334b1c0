package lab

import (
	"math"
	"strconv"
	"strings"

	"github.com/zerokara/zerokara/wasm/state/plot"
	"github.com/zerokara/zerokara/wasm/words"
)

// Axis is an axis of a plot: where a value is along it.
type Axis struct {
	From, To float64 // the values at its ends; To may be the smaller one
	Log      bool    // logarithmic: both ends above 0
	Ticks    int     // at most; 0: 5
	Label    string
}

// outside bounds how far beyond its ends an axis places something, in its own lengths:
// far enough to be out of sight, near enough for a path's numbers.
const outside = 2

// At returns the place of v, 0 at From and 1 at To, beyond them outside; NaN if v has
// none.
func (a Axis) At(v float64) float64 {
	at := (a.scale(v) - a.scale(a.From)) / (a.scale(a.To) - a.scale(a.From))
	if math.IsNaN(at) {
		return at
	}
	return min(max(at, -outside), 1+outside)
}

// Value returns the value at a place, the nearer end beyond both.
func (a Axis) Value(at float64) float64 {
	at = min(max(at, 0), 1)
	if !a.Log {
		return a.From + at*(a.To-a.From)
	}
	return a.From * math.Pow(a.To/a.From, at)
}

func (a Axis) scale(v float64) float64 {
	if a.Log {
		return math.Log(v)
	}
	return v
}

// Marks returns the axis' ticks: round numbers, or powers of ten.
func (a Axis) Marks() (ticks []plot.Tick) {
	low, high, limit := min(a.From, a.To), max(a.From, a.To), a.Ticks
	if limit == 0 {
		limit = 5
	}
	if !(low < high) || a.Log && !(low > 0) {
		return nil
	}
	if a.Log {
		first, last := int(math.Ceil(math.Log10(low)-1e-9)), int(math.Floor(math.Log10(high)+1e-9))
		every := 1
		for _, every = range [...]int{1, 2, 3, 5, 10, 20, 50, 100} {
			if (last-first)/every < limit {
				break
			}
		}
		for i := first; i <= last; i++ {
			if i%every == 0 {
				ticks = append(ticks, plot.Tick{At: a.At(math.Pow10(i)), Label: powerOfTen(i)})
			}
		}
		return ticks
	}
	unit := math.Pow10(int(math.Floor(math.Log10(high-low))) - 1)
	for i := 0; int(math.Floor(high/unit+1e-9))-int(math.Ceil(low/unit-1e-9))+1 > limit; i++ {
		unit *= [...]float64{2, 2.5, 2}[i%3] // 1, 2, 5, 10
	}
	for i := math.Ceil(low/unit - 1e-9); i <= high/unit+1e-9; i++ {
		ticks = append(ticks, plot.Tick{At: a.At(i * unit), Label: linear(i*unit+0, unit)})
	}
	return ticks
}

// linear writes a tick's value, with as many decimals as tell it from the next.
func linear(v, unit float64) string {
	if unit >= 0.1 || math.Abs(v) < 100*unit {
		return words.Significant(v)
	}
	n := int(math.Ceil(1e-9 - math.Log10(unit)))
	for s := unit * math.Pow10(n); math.Abs(s-math.Round(s)) > 1e-6; s *= 10 {
		n++ // 0.0025
	}
	return strings.Replace(strconv.FormatFloat(v, 'f', n, 64), "-", "−", 1)
}

// powerOfTen writes 10 to the power of i: 0.01, 1, 100, 10⁻⁸.
func powerOfTen(i int) string {
	if i >= -3 && i <= 4 {
		return words.Significant(math.Pow10(i))
	}
	return "10" + raised(i)
}

// raised writes an exponent.
func raised(i int) string {
	s := ""
	if i < 0 {
		s, i = "⁻", -i
	}
	if i > 9 {
		s += raised(i / 10)
	}
	return s + [...]string{"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"}[i%10]
}

// appendPath appends the points of a line to a path of SVG, in which the plot is
// pathUnits wide and high and y points down. A point without a place breaks the line.
func appendPath(d []byte, x, y Axis, xs, ys []float64) []byte {
	on := false
	for i, v := range xs {
		left, up := x.At(v), y.At(ys[i])
		if math.IsNaN(left) || math.IsNaN(up) {
			on = false
			continue
		}
		command := byte('L')
		if !on {
			command = 'M'
		}
		on = true
		d = append(d, command)
		d = strconv.AppendFloat(d, math.Round(pathUnits*10*left)/10, 'f', -1, 64)
		d = append(d, ' ')
		d = strconv.AppendFloat(d, math.Round(pathUnits*10*(1-up))/10, 'f', -1, 64)
	}
	return d
}

const pathUnits = 1000
