package main

import "encoding/binary"

// reader takes what WebAssembly consists of from the start of rest. After the first
// that is not there it is torn, and gives zeros.
type reader struct {
	rest []byte
	torn bool
}

func (r *reader) take(n uint64) []byte {
	if r.torn || n > uint64(len(r.rest)) {
		r.torn, r.rest = true, nil
		return nil
	}
	b := r.rest[:n:n] // appending copies
	r.rest = r.rest[n:]
	return b
}

func (r *reader) byte() byte {
	if b := r.take(1); b != nil {
		return b[0]
	}
	return 0
}

// uint takes an unsigned LEB128, which package binary calls a uvarint.
func (r *reader) uint() uint64 {
	v, n := binary.Uvarint(r.rest)
	if n <= 0 {
		n = len(r.rest) + 1 // more than there is
	}
	if r.take(uint64(n)) == nil {
		return 0
	}
	return v
}

// int takes a signed LEB128: seven bits a byte, the lowest first, and the last one's
// bit 6 is the sign. It has at most 5 bytes, as an i32 has.
func (r *reader) int() (v int64) {
	for shift := 0; shift < 35; shift += 7 {
		b := r.byte()
		v |= int64(b&0x7f) << shift
		if b&0x80 == 0 {
			return v << (57 - shift) >> (57 - shift)
		}
	}
	r.torn = true
	return 0
}

func (r *reader) block() []byte { return r.take(r.uint()) }

// segment takes a data segment with its address written as (i32.const address).
func (r *reader) segment() (s segment, err error) {
	const active, i32Const, end = 0, 0x41, 0x0b
	start := r.rest
	kind, op := r.byte(), r.byte()
	if s.at = r.int(); r.torn {
		return s, errTorn
	}
	if kind != active || op != i32Const || r.byte() != end {
		return s, errKind
	}
	s.head = start[:len(start)-len(r.rest)]
	if s.data = r.block(); r.torn {
		return s, errTorn
	}
	return s, nil
}
