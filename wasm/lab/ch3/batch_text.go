package ch3

import (
	"math"
	"strconv"

	"github.com/zerokara/zerokara/wasm/words"
)

// bits writes a float32's bits as eight hexadecimal digits.
func bits(v float32) string {
	s := strconv.FormatUint(uint64(math.Float32bits(v)), 16)
	for len(s) < 8 {
		s = "0" + s
	}
	return s
}

// Cells returns what the table says of a score: its value, its bits alone and in the
// batch, and whether they are the same.
func (c Compared) Cells(i int) (cells [4]string, same bool) {
	same = math.Float32bits(c.Alone[i]) == math.Float32bits(c.Row[i])
	return [...]string{strconv.Itoa(i), fixed(float64(c.Row[i]), 6), bits(c.Alone[i]), bits(c.Row[i])}, same
}

// Verdict says how many of the scores are the same.
func (b *Batch) Verdict(w *words.Words, c Compared) string {
	switch {
	case c.Same == len(c.Row):
		return w.T("lab.3.4.same", "n", b.size)
	case b.order == FourStrands:
		return w.T("lab.3.4.order", "n", len(c.Row)-c.Same, "all", len(c.Row))
	}
	return w.T("lab.3.4.differ", "n", len(c.Row)-c.Same, "all", len(c.Row))
}

// Happened says what the inputs' range has made of the first layer.
func (b *Batch) Happened(w *words.Words, s Saturation) string {
	_, p := Stable(s.Scores)
	digit := Argmax(p)
	return w.T("lab.3.4.saturated", "top", figure(topAt(b.top)), "n", s.Saturated, "all", len(s.Sums), "slope", figure(s.Slope), "digit", digit, "p", percent(float64(p[digit])))
}

// Address returns the lab's state for the address.
func (b *Batch) Address() string {
	s := ""
	if b.size != maxBatch {
		s += "&n=" + strconv.Itoa(b.size)
	}
	if b.order != OneByOne {
		s += "&order=4"
	}
	if b.top != oneTop {
		s += "&top=" + strconv.Itoa(b.top)
	}
	if s != "" {
		s = s[1:]
	}
	return s
}

// SetAddress takes what Address returned.
func (b *Batch) SetAddress(address string) {
	b.SetSize(number(address, "n", maxBatch))
	b.SetOrder(OneByOne)
	if value(address, "order") == "4" {
		b.SetOrder(FourStrands)
	}
	b.SetTop(number(address, "top", oneTop))
}
