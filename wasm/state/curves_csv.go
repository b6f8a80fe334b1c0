package state

import (
	"math"

	"github.com/zerokara/zerokara/nn/export"
)

// AppendCSV appends the curves as comma-separated values: a line per step that has any
// value, the columns of the others empty. Values of a long run are means of neighbours
// (Series).
func (all *Curves) AppendCSV(dst []byte) []byte {
	dst = append(dst, export.CurvesHead...)
	var rest [4][]Point
	for i, s := range all.all() {
		rest[i] = s.points
	}
	for {
		step := math.Inf(1)
		for _, p := range rest {
			if len(p) > 0 {
				step = min(step, p[0].Step)
			}
		}
		if math.IsInf(step, 1) {
			return dst
		}
		var values [4]float64
		for i, p := range rest {
			values[i] = math.NaN()
			if len(p) > 0 && p[0].Step == step {
				values[i], rest[i] = p[0].Value, p[1:]
			}
		}
		dst = export.AppendCurves(dst, step, values)
	}
}
