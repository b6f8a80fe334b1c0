package export

import (
	"math"
	"strconv"
)

// CurvesHead is the first line of curves as comma-separated values.
const CurvesHead = "step,train_loss,train_accuracy,test_loss,test_accuracy\n"

// AppendCurves appends the line of a step: its values in the order of CurvesHead, empty
// for NaN.
func AppendCurves(dst []byte, step float64, values [4]float64) []byte {
	dst = strconv.AppendFloat(dst, step, 'f', -1, 64)
	for _, v := range values {
		dst = append(dst, ',')
		if !math.IsNaN(v) {
			dst = strconv.AppendFloat(dst, v, 'g', -1, 32)
		}
	}
	return append(dst, '\n')
}
