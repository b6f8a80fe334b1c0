package weights

import (
	"cmp"
	"encoding/binary"
	"encoding/json/jsontext"
	"encoding/json/v2"
	"fmt"
	"hash/crc32"
	"io"
	"slices"
)

// maxSafeHeader bounds the JSON header of a safetensors file in bytes, enough for
// maxArrays long names.
const maxSafeHeader = 1 << 20

const (
	// safeMetadata is the header's entry that is not an array but an object of
	// strings for any program's use.
	safeMetadata = "__metadata__"
	// safeChecksum is the metadata's entry for a checksum, which the format lacks:
	// the CRC-32 (IEEE, as zlib's) of all bytes after the header, in eight
	// hexadecimal digits.
	safeChecksum = "zerokara.crc32"
)

// safeTensor is an array in a safetensors header. Offsets count from the
// header's end.
type safeTensor struct {
	Dtype   string    `json:"dtype"`
	Shape   []int     `json:"shape"`
	Offsets [2]uint64 `json:"data_offsets"`
}

// safetensors reads a safetensors file, the arrays in its order: 8 bytes of header
// length, a JSON header that names the arrays, the arrays without gap or overlap.
// A name that the JSON repeats is an error, and so is a checksum of
// WriteSafetensors that is not the data's.
func (r *reader) safetensors(b []byte) error {
	length := binary.LittleEndian.Uint64(b)
	b = b[8:]
	if length > maxSafeHeader {
		return wrong("its safetensors header claims to be %d bytes long, at most %d", length, maxSafeHeader)
	}
	if length > uint64(len(b)) {
		return wrong("it is torn: its safetensors header of %d bytes is not all there", length)
	}
	head, data := b[:length], b[length:]
	var raw map[string]jsontext.Value
	if err := json.Unmarshal(head, &raw); err != nil {
		return wrong("its safetensors header: %w", err)
	}
	if err := checkSum(raw[safeMetadata], data); err != nil {
		return err
	}
	delete(raw, safeMetadata)
	if len(raw) > maxArrays {
		return wrong("it holds more than %d arrays", maxArrays)
	}
	tensors := make(map[string]safeTensor, len(raw))
	var names []string
	for name, v := range raw {
		var t safeTensor
		if err := json.Unmarshal(v, &t, json.RejectUnknownMembers(true)); err != nil {
			return wrong("its safetensors header, %.100q: %w", name, err)
		}
		tensors[name] = t
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int {
		s, t := tensors[a].Offsets, tensors[b].Offsets // an empty array begins where the next one does
		return cmp.Or(cmp.Compare(s[0], t[0]), cmp.Compare(s[1], t[1]), cmp.Compare(a, b))
	})
	var at uint64
	for _, name := range names {
		t := tensors[name]
		if t.Offsets[0] != at || t.Offsets[1] < at || t.Offsets[1] > uint64(len(data)) {
			return wrong("%.100q claims to be at bytes %d to %d of %d, and the array before it ends at %d", name, t.Offsets[0], t.Offsets[1], len(data), at)
		}
		at = t.Offsets[1]
		if counter(name) {
			continue
		}
		if err := r.tensor(name, t, data[t.Offsets[0]:t.Offsets[1]]); err != nil {
			return err
		}
	}
	if at != uint64(len(data)) {
		return wrong("its arrays end at byte %d, the file has %d", at, len(data))
	}
	return nil
}

// tensor reads one array.
func (r *reader) tensor(name string, t safeTensor, data []byte) error {
	v := newValues(t.Dtype, binary.LittleEndian)
	if v.width == 0 {
		return wrong("%.100q holds %.20q, not floating point numbers: F16, BF16, F32 or F64", name, t.Dtype)
	}
	n, err := r.claim(name, t.Shape)
	if err != nil {
		return err
	}
	if want := n * v.width; want != len(data) {
		return wrong("%.100q: %s of %s take %d bytes, it has %d", name, shape(t.Shape), t.Dtype, want, len(data))
	}
	return r.add(Array{Name: name, Dims: t.Shape, Data: v.decode(data)})
}

// checkSum compares the data with the checksum in the metadata, if there is one.
// Other programs' metadata is ignored.
func checkSum(metadata jsontext.Value, data []byte) error {
	var entries map[string]jsontext.Value
	var want string
	if json.Unmarshal(metadata, &entries) != nil || entries[safeChecksum] == nil {
		return nil
	}
	if err := json.Unmarshal(entries[safeChecksum], &want); err != nil {
		return wrong("its checksum, %s in %s, is not a string", safeChecksum, safeMetadata)
	}
	if got := sumText(crc32.ChecksumIEEE(data)); got != want {
		return wrong("it is damaged: the CRC-32 of its data is %s, its header says %.20q; copy or export it again (a program that changes the data must leave %s out of %s)", got, want, safeChecksum, safeMetadata)
	}
	return nil
}

func sumText(crc uint32) string { return fmt.Sprintf("%08x", crc) }

// WriteSafetensors writes arrays as a safetensors file of float32 with a checksum
// of their data in its metadata.
func WriteSafetensors(w io.Writer, arrays []Array) error {
	head := make(map[string]any, len(arrays)+1)
	sum := crc32.NewIEEE()
	var at uint64
	for _, a := range arrays {
		if a.Name == safeMetadata {
			return fmt.Errorf("an array of a safetensors file cannot be called %q: give it another name", a.Name)
		}
		end := at + 4*uint64(len(a.Data))
		head[a.Name] = safeTensor{Dtype: "F32", Shape: a.Dims, Offsets: [2]uint64{at, end}}
		at = end
		if err := binary.Write(sum, binary.LittleEndian, a.Data); err != nil {
			return err
		}
	}
	head[safeMetadata] = map[string]string{safeChecksum: sumText(sum.Sum32())}
	b, err := json.Marshal(head, json.Deterministic(true))
	if err != nil {
		return err
	}
	for len(b)%8 != 0 { // the arrays start aligned
		b = append(b, ' ')
	}
	if _, err := w.Write(append(binary.LittleEndian.AppendUint64(nil, uint64(len(b))), b...)); err != nil {
		return err
	}
	for _, a := range arrays {
		if err := binary.Write(w, binary.LittleEndian, a.Data); err != nil {
			return err
		}
	}
	return nil
}
