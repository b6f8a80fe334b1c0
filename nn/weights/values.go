package weights

import (
	"encoding/binary"
	"math"

	"github.com/x448/float16"
)

// values is a type of floating point number in a file.
type values struct {
	kind  string // as in safetensors: F16, BF16, F32, F64
	width int    // bytes of one number, 0 for another kind
	order binary.ByteOrder
}

func newValues(kind string, order binary.ByteOrder) values {
	return values{kind, map[string]int{"F16": 2, "BF16": 2, "F32": 4, "F64": 8}[kind], order}
}

// String implements fmt.Stringer.
func (v values) String() string { return v.kind }

// decode returns the numbers in b as the nearest float32. The length of b is a
// multiple of the width.
func (v values) decode(b []byte) []float32 {
	data := make([]float32, len(b)/v.width)
	for i := range data {
		switch b := b[i*v.width:]; v.kind {
		case "F16":
			data[i] = float16.Frombits(v.order.Uint16(b)).Float32()
		case "BF16":
			data[i] = math.Float32frombits(uint32(v.order.Uint16(b)) << 16)
		case "F32":
			data[i] = math.Float32frombits(v.order.Uint32(b))
		case "F64":
			data[i] = float32(math.Float64frombits(v.order.Uint64(b)))
		}
	}
	return data
}
