package session

import "math"

// Half precision (IEEE 754 binary16), as nn/weights has it, but quick: a moment of a
// quarter of a million weights must not cost a step. Numbers beyond the largest become
// that one.

// toHalf writes values in half precision, rounded to even, to dst of the same length.
func toHalf(dst []uint16, values []float32) {
	const (
		smallestNormal = 0x38800000 // 2^-14, as float32 has it
		toInfinity     = 0x477ff000 // what would be rounded to 65536, and more
		largest        = 0x7bff
		rebias         = 0xc8000000 // -112 exponents, modulo 2^32
	)
	dst = dst[:len(values)]
	for i, v := range values {
		b := math.Float32bits(v)
		sign := uint16(b >> 16 & 0x8000)
		b &= 0x7fffffff
		switch {
		case b >= toInfinity:
			dst[i] = sign | largest
		case b < smallestNormal: // the addition rounds
			dst[i] = sign | uint16(math.Float32bits(math.Float32frombits(b)+0.5)-0x3f000000)
		default:
			dst[i] = sign | uint16((b+rebias+0xfff+b>>13&1)>>13)
		}
	}
}

// fromHalf writes values in half precision as float32, exactly.
func fromHalf(dst []float32, values []uint16) {
	dst = dst[:len(values)]
	for i, h := range values {
		v := math.Float32frombits(uint32(h&0x7fff)<<13) * 0x1p112
		dst[i] = math.Float32frombits(math.Float32bits(v) | uint32(h&0x8000)<<16)
	}
}
