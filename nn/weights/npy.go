package weights

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/zerokara/zerokara/nn/weights/safetensors"
)

const (
	npyMagic  = "\x93NUMPY"
	npyHeader = 10000 // NumPy's limit on a header's characters; those it writes have 118 or 54
)

// npy reads an array in NumPy's format (NEP 1), with any header that NumPy reads.
func (r *reader) npy(name string, in io.Reader) error {
	h, err := readHeader(name, in)
	if err != nil {
		return err
	}
	n, err := r.Claim(name, h.dims)
	if err != nil {
		return err
	}
	want := n * h.values.Width
	// ReadAll allocates for what is there, not for what is claimed.
	body, err := io.ReadAll(io.LimitReader(in, int64(want)+1))
	if err != nil {
		return wrong("%q is damaged: %w", name, err)
	}
	if len(body) != want {
		return wrong("%q is torn: %s of %s take %d bytes, it has %s", name, safetensors.ShapeOf(h.dims), h.values, want, bytesOf(len(body), want))
	}
	a := Array{Name: name, Dims: h.dims, Data: h.values.Decode(body)}
	if h.fortran {
		a.Data = rowMajor(a.Data, h.dims)
	}
	return r.Add(a)
}

// bytesOf says how many bytes there are; at most want+1 were read.
func bytesOf(have, want int) string {
	if have > want {
		return "more"
	}
	return strconv.Itoa(have)
}

// header is the content of an .npy header.
type header struct {
	values  safetensors.Values
	fortran bool // the first index changes fastest
	dims    []int
}

// readHeader reads an array's magic number, version and header.
func readHeader(name string, in io.Reader) (header, error) {
	start := make([]byte, len(npyMagic)+2)
	if _, err := io.ReadFull(in, start); err != nil || string(start[:len(npyMagic)]) != npyMagic {
		return header{}, wrong("%q is not a NumPy array", name)
	}
	major, minor := start[len(npyMagic)], start[len(npyMagic)+1]
	if major < 1 || major > 3 || minor != 0 {
		return header{}, wrong("%q has version %d.%d of NumPy's format; 1.0, 2.0 and 3.0 can be read", name, major, minor)
	}
	size := make([]byte, 4)
	if major == 1 {
		size = size[:2]
	}
	if _, err := io.ReadFull(in, size); err != nil {
		return header{}, wrong("%q is torn", name)
	}
	length := binary.LittleEndian.Uint32(append(size, 0, 0))
	if length > npyHeader*utf8.UTFMax {
		return header{}, wrong("%q has a header of %d bytes, at most %d", name, length, npyHeader)
	}
	text := make([]byte, length)
	if _, err := io.ReadFull(in, text); err != nil {
		return header{}, wrong("%q is torn", name)
	}
	if major < 3 { // Latin-1
		runes := make([]rune, len(text))
		for i, c := range text {
			runes[i] = rune(c)
		}
		text = []byte(string(runes))
	}
	if n := utf8.RuneCount(text); n > npyHeader {
		return header{}, wrong("%q has a header of %d characters, at most %d", name, n, npyHeader)
	}
	h, descr, err := parseHeader(string(text))
	if err != nil {
		return h, wrong("%q has a header that NumPy does not read either: %w; save it again with numpy.save", name, err)
	}
	h.values, err = parseDescr(descr)
	if err != nil {
		return h, wrong("%q %w", name, err)
	}
	return h, nil
}

// parseHeader parses a header's dictionary and returns its descr unparsed.
func parseHeader(text string) (h header, descr any, err error) {
	if !utf8.ValidString(text) {
		return h, nil, errors.New("it is not UTF-8")
	}
	v, err := literal(text)
	if err != nil {
		return h, nil, err
	}
	d, ok := v.(pyDict)
	if !ok {
		return h, nil, errors.New("it is not a dictionary")
	}
	for _, key := range []string{"descr", "fortran_order", "shape"} {
		if _, ok := d[key]; !ok {
			return h, nil, fmt.Errorf("it has no %q", key)
		}
	}
	if len(d) > 3 {
		return h, nil, errors.New("it has more than descr, fortran_order and shape")
	}
	if h.fortran, ok = d["fortran_order"].(bool); !ok {
		return h, nil, errors.New("its fortran_order is not True or False")
	}
	extents, ok := d["shape"].(pyTuple)
	if !ok {
		return h, nil, errors.New("its shape is not a tuple")
	}
	for _, e := range extents {
		n, ok := e.(int)
		if !ok {
			return h, nil, errors.New("its shape has more than whole numbers")
		}
		h.dims = append(h.dims, n)
	}
	return h, d["descr"], nil
}

// parseDescr returns the type of value of NumPy's descr: <f4, =f8, d, float16, ...
func parseDescr(descr any) (safetensors.Values, error) {
	name, ok := descr.(string)
	if !ok {
		return safetensors.Values{}, errors.New("has fields or a subarray for values, not numbers; save each as an array of its own")
	}
	var order binary.ByteOrder = binary.LittleEndian
	code := name
	if len(code) > 1 && strings.IndexByte("<>=|", code[0]) >= 0 {
		if code[0] == '>' {
			order = binary.BigEndian
		}
		code = code[1:]
	}
	for _, t := range []struct {
		kind  string
		codes []string
		names []string // without a byte order before them
	}{
		{"F16", []string{"f2", "e"}, []string{"float16", "half"}},
		{"F32", []string{"f4", "f"}, []string{"float32", "single"}},
		{"F64", []string{"f8", "d"}, []string{"float64", "double", "float"}},
	} {
		if slices.Contains(t.codes, code) || slices.Contains(t.names, name) {
			return safetensors.NewValues(t.kind, order), nil
		}
	}
	if code == "O" || name == "object" {
		return safetensors.Values{}, errors.New("holds Python objects, not numbers; save the arrays themselves with numpy.savez")
	}
	return safetensors.Values{}, fmt.Errorf("holds %.40s, not floating point numbers; save it with astype(numpy.float32)", name)
}

// writeNPY writes an array as numpy.save does: version 1.0, padded so that the
// data starts at a multiple of 64.
func writeNPY(w io.Writer, a Array) error {
	dict := "{'descr': '<f4', 'fortran_order': False, 'shape': " + safetensors.ShapeOf(a.Dims) + ", }"
	fixed := len(npyMagic) + 4
	dict += strings.Repeat(" ", 63-(fixed+len(dict))%64) + "\n"
	head := binary.LittleEndian.AppendUint16([]byte(npyMagic+"\x01\x00"), uint16(len(dict)))
	if _, err := w.Write(append(head, dict...)); err != nil {
		return err
	}
	return binary.Write(w, binary.LittleEndian, a.Data)
}

// rowMajor returns data in row-major order that is stored in Fortran's, the first
// index changing fastest.
func rowMajor(data []float32, dims []int) []float32 {
	out := make([]float32, len(data))
	index := make([]int, len(dims))
	for to := range out {
		from := 0
		for k := len(dims) - 1; k >= 0; k-- {
			from = from*dims[k] + index[k]
		}
		out[to] = data[from]
		for k := len(dims) - 1; k >= 0; k-- {
			if index[k]++; index[k] < dims[k] {
				break
			}
			index[k] = 0
		}
	}
	return out
}
