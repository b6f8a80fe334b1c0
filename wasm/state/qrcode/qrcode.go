// Package qrcode makes the QR code of a text: which of its squares are black (ISO/IEC
// 18004). The text is written as bytes, with the least correction of errors (level L): a
// screen has no scratches. Its test compares it with rsc.io/qr, which would link fmt and
// reflect, 125 KB, into app.wasm.
package qrcode

import "errors"

// Quiet is the width in squares of the white margin that a reader needs.
const Quiet = 4

// maxVersion is the largest code, 97 squares wide, that the camera of a phone still
// reads from a screen.
const maxVersion = 20

// Of versions 1 to maxVersion: bytes of correction in a block, and the blocks.
var (
	checks = [maxVersion]int{7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28}
	blocks = [maxVersion]int{1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8}
)

// ErrLong is returned for a text that makes too large a code.
var ErrLong = errors.New("qrcode: the text is too long")

// Code is a QR code.
type Code struct {
	version, size int
	black, fixed  []bool // row by row; fixed is what bears no data
}

// Encode returns the smallest code of a text.
func Encode(text string) (Code, error) {
	for v := 1; v <= maxVersion; v++ {
		if bits := 4 + countBits(v) + 8*len(text); bits <= 8*dataBytes(v) {
			return encode(text, v, bestMask(text, v)), nil
		}
	}
	return Code{}, ErrLong
}

// Size returns the width in squares, with the margin.
func (c Code) Size() int { return c.size + 2*Quiet }

// Black reports whether a square is black, the margin counted.
func (c Code) Black(x, y int) bool {
	x, y = x-Quiet, y-Quiet
	return x >= 0 && y >= 0 && x < c.size && y < c.size && c.black[y*c.size+x]
}

func encode(text string, version, mask int) Code {
	c := Code{version: version, size: 4*version + 17}
	c.black, c.fixed = make([]bool, c.size*c.size), make([]bool, c.size*c.size)
	c.drawFixed(mask)
	c.drawData(interleave(payload(text, version), version), mask)
	return c
}

// bestMask returns the mask that leaves the fewest runs and blocks of one colour.
func bestMask(text string, version int) (best int) {
	least := 0
	for mask := range 8 {
		if p := encode(text, version, mask).penalty(); mask == 0 || p < least {
			best, least = mask, p
		}
	}
	return best
}

// countBits is the width of the number of bytes.
func countBits(version int) int {
	if version < 10 {
		return 8
	}
	return 16
}

// alignments returns where the centres of the alignment patterns are, across and down.
func alignments(version int) (at []int) {
	if version == 1 {
		return nil
	}
	n := version/7 + 2
	step := (4*version + 2*n + 1) / (2*n - 2) * 2
	at = make([]int, n)
	at[0] = 6
	for i := 1; i < n; i++ {
		at[i] = 4*version + 10 - (n-1-i)*step
	}
	return at
}

// codewords is how many bytes fit a code, those of correction included.
func codewords(version int) int {
	bits := (16*version+128)*version + 64
	if version > 1 {
		n := version/7 + 2
		bits -= (25*n-10)*n - 55
	}
	if version >= 7 {
		bits -= 36
	}
	return bits / 8
}

func dataBytes(version int) int {
	return codewords(version) - checks[version-1]*blocks[version-1]
}

// payload is the text with its header, filled up.
func payload(text string, version int) []byte {
	var to []byte
	n := 0
	put := func(v, width int) {
		for i := width - 1; i >= 0; i-- {
			if n%8 == 0 {
				to = append(to, 0)
			}
			to[n/8] |= byte(v>>i&1) << (7 - n%8)
			n++
		}
	}
	all := 8 * dataBytes(version)
	put(4, 4) // bytes
	put(len(text), countBits(version))
	for i := range len(text) {
		put(int(text[i]), 8)
	}
	put(0, min(4, all-n))
	put(0, (8-n%8)%8)
	for fill := 0xec; n < all; fill ^= 0xec ^ 0x11 {
		put(fill, 8)
	}
	return to
}

// interleave cuts data into blocks, the last ones of which may be a byte longer, adds
// each one's correction and takes a byte of each in turn.
func interleave(data []byte, version int) (to []byte) {
	n, check := blocks[version-1], checks[version-1]
	short := len(data) / n
	longer := len(data) % n
	var parts, corrections [][]byte
	for i := range n {
		size := short
		if i >= n-longer {
			size++
		}
		parts, data = append(parts, data[:size]), data[size:]
		corrections = append(corrections, correction(parts[i], check))
	}
	for k := range short + 1 {
		for _, p := range parts {
			if k < len(p) {
				to = append(to, p[k])
			}
		}
	}
	for k := range check {
		for _, p := range corrections {
			to = append(to, p[k])
		}
	}
	return to
}

// correction returns the rest of data, as a polynomial over GF(256), by the product of
// x - 2^i for i below n.
func correction(data []byte, n int) []byte {
	divisor := make([]byte, n) // without its first coefficient, 1
	divisor[n-1] = 1
	root := byte(1)
	for range n {
		for i := range n {
			if divisor[i] = times(divisor[i], root); i+1 < n {
				divisor[i] ^= divisor[i+1]
			}
		}
		root = times(root, 2)
	}
	rest := make([]byte, n)
	for _, b := range data {
		factor := b ^ rest[0]
		copy(rest, rest[1:])
		rest[n-1] = 0
		for i := range rest {
			rest[i] ^= times(divisor[i], factor)
		}
	}
	return rest
}

// times is the product in GF(256) modulo x^8 + x^4 + x^3 + x^2 + 1.
func times(a, b byte) byte {
	z := 0
	for i := 7; i >= 0; i-- {
		z = z<<1 ^ (z>>7)*0x11d
		z ^= int(b>>i&1) * int(a)
	}
	return byte(z)
}
