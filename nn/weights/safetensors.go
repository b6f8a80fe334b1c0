package weights

import (
	"cmp"
	"encoding/binary"
	"encoding/json/jsontext"
	"encoding/json/v2"
	"io"
	"math"
	"slices"

	"github.com/x448/float16"
)

// maxSafeHeader bounds the JSON header of a safetensors file, in bytes: room
// for maxArrays long names.
const maxSafeHeader = 1 << 20

// safeTensor is an array in a safetensors header. Offsets count from the
// header's end.
type safeTensor struct {
	Dtype   string    `json:"dtype"`
	Shape   []int     `json:"shape"`
	Offsets [2]uint64 `json:"data_offsets"`
}

// safeWidths are the types of value that can be read, and their bytes.
var safeWidths = map[string]uint64{"F16": 2, "BF16": 2, "F32": 4, "F64": 8}

// safetensors reads a safetensors file: 8 bytes of header length, a JSON header
// that names the arrays, the arrays without gap or overlap. They come in the
// order of the file. JSON's repeated names are an error.
func (r *reader) safetensors(b []byte) error {
	length := binary.LittleEndian.Uint64(b)
	b = b[8:]
	if length > maxSafeHeader {
		return wrong("its safetensors header is said to be %d bytes long, at most %d", length, maxSafeHeader)
	}
	if length > uint64(len(b)) {
		return wrong("it is torn: its safetensors header of %d bytes is not all there", length)
	}
	head, data := b[:length], b[length:]
	var raw map[string]jsontext.Value
	if err := json.Unmarshal(head, &raw); err != nil {
		return wrong("its safetensors header: %w", err)
	}
	delete(raw, "__metadata__")
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
		return cmp.Or(cmp.Compare(tensors[a].Offsets[0], tensors[b].Offsets[0]), cmp.Compare(a, b))
	})
	var at uint64
	for _, name := range names {
		t := tensors[name]
		if t.Offsets[0] != at || t.Offsets[1] < at || t.Offsets[1] > uint64(len(data)) {
			return wrong("%.100q is said to be at bytes %d to %d of %d, and the array before it ends at %d", name, t.Offsets[0], t.Offsets[1], len(data), at)
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
	width := safeWidths[t.Dtype]
	if width == 0 {
		return wrong("%.100q holds %.20q, not floating point numbers: F16, BF16, F32 or F64", name, t.Dtype)
	}
	n, err := r.claim(name, t.Shape)
	if err != nil {
		return err
	}
	if uint64(n)*width != uint64(len(data)) {
		return wrong("%.100q: %s of %s take %d bytes, it has %d", name, shape(t.Shape), t.Dtype, uint64(n)*width, len(data))
	}
	a := Array{Name: name, Dims: t.Shape, Data: make([]float32, n)}
	for i := range a.Data {
		v := data[uint64(i)*width:]
		switch t.Dtype {
		case "F16":
			a.Data[i] = float16.Frombits(binary.LittleEndian.Uint16(v)).Float32()
		case "BF16":
			a.Data[i] = math.Float32frombits(uint32(binary.LittleEndian.Uint16(v)) << 16)
		case "F32":
			a.Data[i] = math.Float32frombits(binary.LittleEndian.Uint32(v))
		case "F64":
			a.Data[i] = float32(math.Float64frombits(binary.LittleEndian.Uint64(v)))
		}
	}
	return r.add(a)
}

// WriteSafetensors writes arrays as a safetensors file of float32.
func WriteSafetensors(w io.Writer, arrays []Array) error {
	head := make(map[string]safeTensor, len(arrays))
	var at uint64
	for _, a := range arrays {
		end := at + 4*uint64(len(a.Data))
		head[a.Name] = safeTensor{Dtype: "F32", Shape: a.Dims, Offsets: [2]uint64{at, end}}
		at = end
	}
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
