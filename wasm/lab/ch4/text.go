package ch4

import (
	"strconv"
	"strings"

	"github.com/zerokara/zerokara/wasm/words"
)

// step writes a step or a rate: 0.316, 10⁻⁴, 3.16×10⁻⁵.
func step(v float64) string { return strings.TrimPrefix(words.Significant(v), "1×") }

// digits writes a number with all digits that a computer's number of so many bits
// has, as the book's programs print it.
func digits(v float64, bits int) string {
	return strings.Replace(strconv.FormatFloat(v, 'g', -1, bits), "-", "−", 1)
}

// decimals writes a number with so many decimals, and a minus sign.
func decimals(v float64, n int) string {
	s := strconv.FormatFloat(v, 'f', n, 64)
	if strings.Trim(s, "-0.") == "" { // no −0.00
		s = strings.TrimPrefix(s, "-")
	}
	return strings.Replace(s, "-", "−", 1)
}

// fields calls f for each "name=value" of a lab's address.
func fields(address string, f func(name, value string)) {
	for part := range strings.SplitSeq(address, "&") {
		name, value, _ := strings.Cut(part, "=")
		f(name, value)
	}
}

// field appends "name=value" to a lab's address, unless the value is as at first.
func field(address, name, value, first string) string {
	if value == first {
		return address
	}
	if address != "" {
		address += "&"
	}
	return address + name + "=" + value
}

// number reads a whole number of an address, from 0 to last.
func number(value string, last int) (n int, ok bool) {
	n, err := strconv.Atoi(value)
	return n, err == nil && n >= 0 && n <= last
}
