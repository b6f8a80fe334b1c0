package safetensors

import (
	"encoding/binary"
	"math"

	"github.com/x448/float16"
)

// Values is a type of floating point number in a file.
type Values struct {
	Kind  string // as in safetensors: F16, BF16, F32, F64
	Width int    // bytes of one number, 0 for another kind
	order binary.ByteOrder
}

// NewValues returns a type by its name in safetensors.
func NewValues(kind string, order binary.ByteOrder) Values {
	width := 0
	switch kind {
	case "F16", "BF16":
		width = 2
	case "F32":
		width = 4
	case "F64":
		width = 8
	}
	return Values{kind, width, order}
}

// String implements fmt.Stringer.
func (v Values) String() string { return v.Kind }

// Decode returns the numbers in b as the nearest float32. The length of b is a
// multiple of the width.
func (v Values) Decode(b []byte) []float32 {
	data := make([]float32, len(b)/v.Width)
	for i := range data {
		switch b := b[i*v.Width:]; v.Kind {
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
