package weights

import (
	"bytes"
	"encoding/binary"
	"io"
	"regexp"
	"strconv"
	"strings"

	"codeberg.org/sbinet/npyio/npy"
	"github.com/x448/float16"
)

const (
	npyMagic  = "\x93NUMPY"
	npyHeader = 4096 // bytes that a header may have; NumPy's have 118 or 54
)

// npyDict is an .npy header's dictionary as numpy.save writes it.
var npyDict = regexp.MustCompile(`^\{'descr': ('[^'{}]*'|\[.*\]), 'fortran_order': (True|False), 'shape': \(((?:[0-9]{1,19}(?:, |,|\b))*)\), \} *\n$`)

// npy reads one array in NumPy's format (NEP 1). npyio does the decoding, but
// it trusts headers: it may panic on one, or allocate what it claims. So it is
// only shown headers that were found sound, with all their data.
func (r *reader) npy(name string, in io.Reader) error {
	head, dtype, fortran, dims, err := readHeader(name, in)
	if err != nil {
		return err
	}
	n, err := r.claim(name, dims)
	if err != nil {
		return err
	}
	width := int(dtype[2] - '0')
	// ReadAll grows with what is there, not with what is claimed.
	body, err := io.ReadAll(io.LimitReader(in, int64(n*width)+1))
	if err != nil {
		return wrong("%q is damaged: %w", name, err)
	}
	if len(body) != n*width {
		return wrong("%q is torn: %s of %s take %d bytes, it has %s", name, shape(dims), dtype, n*width, bytesOf(len(body), n*width))
	}
	if width == 2 { // npyio's float16 is not IEEE 754's: read the bits
		head = bytes.Replace(head, []byte("f2"), []byte("u2"), 1)
	}
	dec, err := npy.NewReader(io.MultiReader(bytes.NewReader(head), bytes.NewReader(body)))
	if err != nil {
		return wrong("%q: %w", name, err)
	}
	a := Array{Name: name, Dims: dims}
	switch width {
	case 2:
		var bits []uint16
		err = dec.Read(&bits)
		a.Data = make([]float32, len(bits))
		for i, b := range bits {
			a.Data[i] = float16.Frombits(b).Float32()
		}
	case 4:
		err = dec.Read(&a.Data)
	case 8:
		var wide []float64
		err = dec.Read(&wide)
		a.Data = make([]float32, len(wide))
		for i, v := range wide {
			a.Data[i] = float32(v)
		}
	}
	if err != nil {
		return wrong("%q: %w", name, err)
	}
	if fortran {
		a.Data = rowMajor(a.Data, dims)
	}
	return r.add(a)
}

func bytesOf(have, want int) string {
	if have > want {
		return "more"
	}
	return strconv.Itoa(have)
}

// readHeader returns an .npy header, whole and in parts.
func readHeader(name string, in io.Reader) (head []byte, dtype string, fortran bool, dims []int, err error) {
	head = make([]byte, len(npyMagic)+4, 128)
	if _, err := io.ReadFull(in, head); err != nil || string(head[:len(npyMagic)]) != npyMagic {
		return nil, "", false, nil, wrong("%q is not a NumPy array", name)
	}
	length := int(binary.LittleEndian.Uint16(head[8:]))
	switch major, minor := head[6], head[7]; {
	case major == 1 && minor == 0:
	case major == 2 && minor == 0:
		var more [2]byte
		if _, err := io.ReadFull(in, more[:]); err != nil {
			return nil, "", false, nil, wrong("%q is torn", name)
		}
		head = append(head, more[:]...)
		length |= int(binary.LittleEndian.Uint16(more[:])) << 16
	default:
		return nil, "", false, nil, wrong("%q has version %d.%d of NumPy's format; 1.0 and 2.0 can be read", name, major, minor)
	}
	if length > npyHeader {
		return nil, "", false, nil, wrong("%q has a header of %d bytes, at most %d", name, length, npyHeader)
	}
	dict := make([]byte, length)
	if _, err := io.ReadFull(in, dict); err != nil {
		return nil, "", false, nil, wrong("%q is torn", name)
	}
	m := npyDict.FindSubmatch(dict)
	if m == nil {
		return nil, "", false, nil, wrong("%q has a header that numpy.save does not write; save it again", name)
	}
	dtype = strings.Trim(string(m[1]), "'")
	switch dtype {
	case "<f2", "<f4", "<f8", ">f2", ">f4", ">f8":
	case "|O":
		return nil, "", false, nil, wrong("%q holds Python objects, not numbers; save the arrays themselves with numpy.savez", name)
	default:
		return nil, "", false, nil, wrong("%q holds %s, not floating point numbers; save it with astype(numpy.float32)", name, dtype)
	}
	for s := range strings.FieldsFuncSeq(string(m[3]), func(c rune) bool { return c == ',' || c == ' ' }) {
		d, err := strconv.Atoi(s)
		if err != nil {
			return nil, "", false, nil, wrong("%q has an extent of %s", name, s)
		}
		dims = append(dims, d)
	}
	return append(head, dict...), dtype, string(m[2]) == "True", dims, nil
}

// writeNPY writes an array as numpy.save does: version 1.0, padded so that the
// data starts at a multiple of 64. (npyio writes nested slices only, and of
// extents known to its caller's compiler.)
func writeNPY(w io.Writer, a Array) error {
	dict := "{'descr': '<f4', 'fortran_order': False, 'shape': " + shape(a.Dims) + ", }"
	fixed := len(npyMagic) + 4
	dict += strings.Repeat(" ", 63-(fixed+len(dict))%64) + "\n"
	head := binary.LittleEndian.AppendUint16([]byte(npyMagic+"\x01\x00"), uint16(len(dict)))
	if _, err := w.Write(append(head, dict...)); err != nil {
		return err
	}
	return binary.Write(w, binary.LittleEndian, a.Data)
}
