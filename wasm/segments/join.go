package main

import (
	"bytes"
	"encoding/binary"
	"errors"
)

// maxZeros is how many zeros between two segments are written out, to join them.
// From 32 on a higher number makes hardly a difference: nn/adr/0004.
const maxZeros = 64

var (
	errMagic = errors.New("is no WebAssembly 1.0")
	errTorn  = errors.New("ends too early, or a number in it is too large")
	errKind  = errors.New("has data segments of a kind that Go's linker does not write")
)

// magic is what WebAssembly begins with: its name and version.
var magic = []byte("\x00asm\x01\x00\x00\x00")

// The sections, of which a program consists, that matter here.
const (
	dataSection      = 11
	dataCountSection = 12
)

// join returns a program with data segments joined that at most maxZeros zeros are
// between, after edit has changed what is in them, and all else as it is.
func join(program []byte, edit func([]segment) error) ([]byte, error) {
	rest, ok := bytes.CutPrefix(program, magic)
	if !ok {
		return nil, errMagic
	}
	out := bytes.Clone(magic)
	for r := (reader{rest: rest}); len(r.rest) > 0; {
		id, body := r.byte(), r.block()
		if r.torn {
			return nil, errTorn
		}
		switch id {
		case dataSection:
			segments, err := read(body)
			if err != nil {
				return nil, err
			}
			if err := edit(segments); err != nil {
				return nil, err
			}
			body = write(segments)
		case dataCountSection:
			return nil, errKind
		}
		out = appendBlock(append(out, id), body)
	}
	return out, nil
}

// segment is a block of memory as it is when the program starts.
type segment struct {
	head []byte // kind and address, as in the program
	at   int64  // the address
	data []byte
}

// read reads a data section and joins its segments.
func read(section []byte) (all []segment, err error) {
	r := reader{rest: section}
	for n := r.uint(); n > 0 && !r.torn; n-- {
		s, err := r.segment()
		if err != nil {
			return nil, err
		}
		if len(all) > 0 {
			last := &all[len(all)-1]
			if zeros := s.at - last.at - int64(len(last.data)); 0 <= zeros && zeros <= maxZeros {
				last.data = append(append(last.data, make([]byte, zeros)...), s.data...)
				continue
			}
		}
		s.data = bytes.Clone(s.data)
		all = append(all, s)
	}
	if r.torn || len(r.rest) > 0 {
		return nil, errTorn
	}
	return all, nil
}

// write returns a data section.
func write(segments []segment) []byte {
	b := binary.AppendUvarint(nil, uint64(len(segments)))
	for _, s := range segments {
		b = appendBlock(append(b, s.head...), s.data)
	}
	return b
}

func appendBlock(dst, block []byte) []byte {
	return append(binary.AppendUvarint(dst, uint64(len(block))), block...)
}
