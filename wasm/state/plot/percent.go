package plot

import (
	"math"
	"strconv"
)

// This file is the page's one rule for numbers in percent.
//
// A probability has one decimal, rounded half up, and is never 100.0% below 1. An
// accuracy, or any other fraction of things that were counted, is rounded down: 9,999
// of 10,000 are 99.9%, not all. It has as many decimals as its place needs, and a
// shorter text is the beginning of a longer one.

// Percent returns a probability.
func Percent(p float64) string {
	tenths := math.Round(p * 1000)
	if p < 1 && tenths >= 1000 {
		tenths = 999
	}
	return strconv.FormatFloat(max(tenths, 0)/10, 'f', 1, 64) + "%"
}

// Fraction returns an accuracy with so many decimals.
func Fraction(p float64, decimals int) string {
	const float32s = 1e-7 // what a 0.89 may lack that was a float32
	scale := math.Pow10(decimals)
	return strconv.FormatFloat(math.Floor((p+float32s)*100*scale)/scale, 'f', decimals, 64) + "%"
}
