package words

import (
	"math"
	"strconv"
	"strings"
)

// Significant returns v rounded to three significant digits: 0.25, −1.3, 12,300. Below
// a thousandth, and from ten million on, it has a power of ten: 2.1×10⁻⁵.
func Significant(v float64) string {
	switch {
	case v == 0:
		return "0"
	case math.IsNaN(v):
		return "–"
	case math.IsInf(v, 0):
		return minus(v) + "∞"
	}
	digits, power, _ := strings.Cut(strconv.FormatFloat(math.Abs(v), 'e', 2, 64), "e")
	exponent, _ := strconv.Atoi(power)
	if exponent < -3 {
		return minus(v) + trim(digits) + "×10⁻" + superscript(strconv.Itoa(-exponent))
	}
	if exponent > 6 {
		return minus(v) + trim(digits) + "×10" + superscript(strconv.Itoa(exponent))
	}
	rounded, _ := strconv.ParseFloat(digits+"e"+power, 64)
	s := trim(strconv.FormatFloat(rounded, 'f', max(2-exponent, 0), 64))
	for i := strings.IndexByte(s+".", '.') - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return minus(v) + s
}

func minus(v float64) string {
	if v < 0 {
		return "−"
	}
	return ""
}

// trim drops the zeros at the end of a decimal fraction.
func trim(s string) string {
	if strings.IndexByte(s, '.') < 0 {
		return s
	}
	return strings.TrimRight(strings.TrimRight(s, "0"), ".")
}

func superscript(digits string) string {
	raised := []rune("⁰¹²³⁴⁵⁶⁷⁸⁹")
	s := ""
	for _, d := range digits {
		s += string(raised[d-'0'])
	}
	return s
}
