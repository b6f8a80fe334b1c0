package safetensors

import (
	"encoding/binary"
	"encoding/json/jsontext"
	"hash/crc32"
	"math"
	"strconv"
	"unicode/utf8"

	"github.com/zerokara/zerokara/nn/internal/format"
	"github.com/zerokara/zerokara/nn/internal/jsonvalue"
)

// maxHeader bounds the JSON header of a safetensors file in bytes, enough for
// MaxArrays long names.
const maxHeader = 1 << 20

const (
	// metadataName is the header's entry that is not an array but an object of
	// strings for any program's use.
	metadataName = "__metadata__"
	// checksumName is the metadata's entry for a checksum, which the format lacks:
	// the CRC-32 (IEEE, as zlib's) of all bytes after the header, in eight
	// hexadecimal digits.
	checksumName = "zerokara.crc32"
)

// entry is an array in a header. Offsets count from the header's end.
type entry struct {
	name    string
	dtype   string
	shape   []int
	offsets [2]uint64
}

// before reports whether an array stands before another: an empty one begins where the
// next one does.
func (e entry) before(other entry) bool {
	s, t := e.offsets, other.offsets
	return s[0] < t[0] || s[0] == t[0] && (s[1] < t[1] || s[1] == t[1] && e.name < other.name)
}

// Is reports whether a file starts as a safetensors file does.
func Is(b []byte) bool { return len(b) > 8 && b[8] == '{' }

// Decode returns the arrays of a safetensors file and the texts of its metadata.
// Its errors wrap ErrFile.
func Decode(b []byte) (arrays []Array, metadata map[string]string, err error) {
	if len(b) > MaxFile {
		return nil, nil, Errorf(Large, "it is larger than %d bytes", MaxFile)
	}
	if !Is(b) {
		return nil, nil, Errorf(Other, "it is not a safetensors file")
	}
	var r Reader
	if metadata, err = r.Safetensors(b); err != nil {
		return nil, nil, err
	}
	if len(r.Arrays) == 0 {
		return nil, nil, Errorf(Torn, "it holds no arrays")
	}
	return r.Arrays, metadata, nil
}

// Safetensors reads a safetensors file, the arrays in its order: 8 bytes of header
// length, a JSON header that names the arrays, the arrays without gap or overlap.
// A name that the JSON repeats is an error, and so is a checksum of Append that is
// not the data's.
func (r *Reader) Safetensors(b []byte) (metadata map[string]string, err error) {
	length := binary.LittleEndian.Uint64(b)
	b = b[8:]
	if length > maxHeader {
		return nil, Errorf(Large, "its safetensors header claims to be %d bytes long, at most %d", length, maxHeader)
	}
	if length > uint64(len(b)) {
		return nil, Errorf(Torn, "it is torn: its safetensors header of %d bytes is not all there", length)
	}
	head, data := b[:length], b[length:]
	object, err := readHeader(head)
	if err != nil {
		return nil, err
	}
	about, _ := jsonvalue.Members(object.Get(metadataName))
	if err := checkSum(about.Get(checksumName), data); err != nil {
		return nil, err
	}
	metadata = map[string]string{}
	for i, name := range about.Names {
		if text, ok := jsonvalue.Text(about.Values[i]); ok { // others are against the format
			metadata[name] = text
		}
	}
	var entries []entry
	for i, name := range object.Names {
		if name == metadataName {
			continue
		}
		e, ok := readEntry(name, object.Values[i])
		if !ok {
			return nil, Errorf(Torn, "its safetensors header, %q: it must have dtype, shape and data_offsets, and nothing else", clip(name))
		}
		entries = append(entries, e)
	}
	if len(entries) > MaxArrays {
		return nil, Errorf(Large, "it holds more than %d arrays", MaxArrays)
	}
	for i := range entries { // few, and sorting by package slices is large in the page's program
		for k := i; k > 0 && entries[k].before(entries[k-1]); k-- {
			entries[k], entries[k-1] = entries[k-1], entries[k]
		}
	}
	return metadata, r.entries(entries, data)
}

func readHeader(head []byte) (jsonvalue.Object, error) {
	v, err := jsonvalue.Read(head)
	if err != nil {
		return jsonvalue.Object{}, Errorf(Torn, "its safetensors header: %v", err)
	}
	object, ok := jsonvalue.Members(v)
	if !ok || !v.IsValid() {
		return object, Errorf(Torn, "its safetensors header repeats a name, or has text that is not UTF-8")
	}
	return object, nil
}

// entries reads the arrays, which stand in the order of their places.
func (r *Reader) entries(entries []entry, data []byte) error {
	var at uint64
	for _, e := range entries {
		if e.offsets[0] != at || e.offsets[1] < at || e.offsets[1] > uint64(len(data)) {
			return Errorf(Torn, "%q claims to be at bytes %d to %d of %d, and the array before it ends at %d", clip(e.name), e.offsets[0], e.offsets[1], len(data), at)
		}
		at = e.offsets[1]
		if Counter(e.name) {
			continue
		}
		if err := r.tensor(e, data[e.offsets[0]:e.offsets[1]]); err != nil {
			return err
		}
	}
	if at != uint64(len(data)) {
		return Errorf(Torn, "its arrays end at byte %d, the file has %d", at, len(data))
	}
	return nil
}

// tensor reads one array.
func (r *Reader) tensor(e entry, data []byte) error {
	v := NewValues(e.dtype, binary.LittleEndian)
	if v.Width == 0 {
		return Errorf(Numbers, "%q holds %q, not floating point numbers: F16, BF16, F32 or F64", clip(e.name), clip(e.dtype))
	}
	n, err := r.Claim(e.name, e.shape)
	if err != nil {
		return err
	}
	if want := n * v.Width; want != len(data) {
		return Errorf(Torn, "%q: %s of %s take %d bytes, it has %d", clip(e.name), ShapeOf(e.shape), e.dtype, want, len(data))
	}
	return r.Add(Array{Name: e.name, Dims: e.shape, Data: v.Decode(data)})
}

// readEntry reads an array's part of the header.
func readEntry(name string, v jsontext.Value) (e entry, ok bool) {
	o, ok := jsonvalue.Members(v)
	if !ok || len(o.Names) != 3 {
		return e, false
	}
	e.name = name
	dtype, ok1 := jsonvalue.Text(o.Get("dtype"))
	shape, ok2 := jsonvalue.Items(o.Get("shape"))
	offsets, ok3 := jsonvalue.Items(o.Get("data_offsets"))
	if !ok1 || !ok2 || !ok3 || len(offsets) != 2 {
		return e, false
	}
	e.dtype = dtype
	e.shape = make([]int, len(shape))
	for i := range shape {
		n, err := strconv.Atoi(string(shape[i]))
		if e.shape[i] = n; err != nil {
			return e, false
		}
	}
	for i := range offsets {
		n, err := strconv.ParseUint(string(offsets[i]), 10, 64)
		if e.offsets[i] = n; err != nil {
			return e, false
		}
	}
	return e, true
}

// clip shortens what a file claims to be a name.
func clip(s string) string { return s[:min(len(s), 100)] }

// checkSum compares the data with the checksum in the metadata, if there is one.
func checkSum(said jsontext.Value, data []byte) error {
	if said == nil {
		return nil
	}
	want, ok := jsonvalue.Text(said)
	if !ok {
		return Errorf(Damaged, "its checksum, %s in %s, is not a string", checksumName, metadataName)
	}
	if got := sumText(crc32.ChecksumIEEE(data)); got != want {
		return Errorf(Damaged, "it is damaged: the CRC-32 of its data is %s, its header says %q; copy or export it again (a program that changes the data must leave %s out of %s)", got, clip(want), checksumName, metadataName)
	}
	return nil
}

func sumText(crc uint32) string { return format.Sprintf("%08x", crc) }

// Append appends arrays to dst as a safetensors file of float32 with metadata, to
// which it adds a checksum of the data.
func Append(dst []byte, arrays []Array, metadata map[string]string) ([]byte, error) {
	var data []byte
	var entries []member
	for _, a := range arrays {
		if a.Name == metadataName {
			return nil, format.Errorf("an array of a safetensors file cannot be called %q: give it another name", a.Name)
		}
		head := append([]byte(nil), `{"dtype":"F32","shape":[`...)
		for i, d := range a.Dims {
			if i > 0 {
				head = append(head, ',')
			}
			head = strconv.AppendInt(head, int64(d), 10)
		}
		head = strconv.AppendInt(append(head, `],"data_offsets":[`...), int64(len(data)), 10)
		for _, v := range a.Data {
			data = binary.LittleEndian.AppendUint32(data, math.Float32bits(v))
		}
		head = strconv.AppendInt(append(head, ','), int64(len(data)), 10)
		entries = append(entries, member{a.Name, append(head, ']', '}')})
	}
	texts := []member{{checksumName, Quote(nil, sumText(crc32.ChecksumIEEE(data)))}}
	for name, text := range metadata {
		texts = append(texts, member{name, Quote(nil, text)})
	}
	head := object(append(entries, member{metadataName, object(texts)}))
	for len(head)%8 != 0 { // the arrays start aligned
		head = append(head, ' ')
	}
	dst = binary.LittleEndian.AppendUint64(dst, uint64(len(head)))
	return append(append(dst, head...), data...), nil
}

// member is one of a JSON object.
type member struct {
	name  string
	value []byte
}

// object returns a JSON object of members, sorted by their names.
func object(members []member) []byte {
	for i := range members { // few, and sorting by package slices is large in the worker
		for k := i; k > 0 && members[k].name < members[k-1].name; k-- {
			members[k], members[k-1] = members[k-1], members[k]
		}
	}
	b := []byte{'{'}
	for i, m := range members {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(append(Quote(b, m.name), ':'), m.value...)
	}
	return append(b, '}')
}

// Quote appends a string as JSON. Package jsontext would add to what the worker links.
func Quote(dst []byte, s string) []byte {
	dst = append(dst, '"')
	for _, c := range s { // what is not UTF-8 becomes U+FFFD
		switch {
		case c == '"' || c == '\\':
			dst = append(dst, '\\', byte(c))
		case c == '\n':
			dst = append(dst, '\\', 'n')
		case c < 0x20:
			dst = append(dst, format.Sprintf("\\u%04x", int(c))...)
		default:
			dst = utf8.AppendRune(dst, c)
		}
	}
	return append(dst, '"')
}
