package onnx

import (
	"encoding/binary"
	"math"
)

// message is one of the messages of onnx.proto
// (github.com/onnx/onnx/blob/main/onnx/onnx.proto), whose field numbers stand where
// they are used.
type message []byte

// Types of numbers in a TensorProto, and of attributes in an AttributeProto.
const (
	typeFloat, typeInt64               = 1, 7
	attributeFloat, attributeInt, ints = 1, 2, 7
)

// tag appends a field's number and the type of what follows.
func (m *message) tag(field, kind int) message {
	return binary.AppendUvarint(*m, uint64(field<<3|kind))
}

func (m *message) integer(field int, v int) {
	*m = binary.AppendUvarint(m.tag(field, 0), uint64(v))
}

func (m *message) bytes(field int, b []byte) {
	*m = append(binary.AppendUvarint(m.tag(field, 2), uint64(len(b))), b...)
}

func (m *message) text(field int, s string)      { m.bytes(field, []byte(s)) }
func (m *message) part(field int, other message) { m.bytes(field, other) }

// attribute begins an AttributeProto.
func attribute(name string, kind int) (m message) {
	m.text(1, name)
	m.integer(20, kind)
	return m
}

func real(name string, v float64) message {
	m := attribute(name, attributeFloat)
	return binary.LittleEndian.AppendUint32(m.tag(2, 5), math.Float32bits(float32(v)))
}

func whole(name string, v int) message {
	m := attribute(name, attributeInt)
	m.integer(3, v)
	return m
}

func wholes(name string, vs ...int) message {
	m := attribute(name, ints)
	for _, v := range vs {
		m.integer(8, v)
	}
	return m
}

// window returns the attributes of a convolution or pooling.
func window(kernel, stride, pad int) []message {
	return []message{wholes("kernel_shape", kernel, kernel), wholes("strides", stride, stride), wholes("pads", pad, pad, pad, pad)}
}

// value returns the ValueInfoProto of [N, dims...] float32.
func value(name string, dims ...int) message {
	var n, shape, t, kind, m message
	n.text(2, "N")
	shape.part(1, n)
	for _, d := range dims {
		var extent message
		extent.integer(1, d)
		shape.part(1, extent)
	}
	t.integer(1, typeFloat)
	t.part(2, shape)
	kind.part(1, t)
	m.text(1, name)
	m.part(2, kind)
	return m
}

// operators returns the OperatorSetIdProto.
func operators() (m message) {
	m.text(1, "")
	m.integer(2, Opset)
	return m
}

// pair returns a StringStringEntryProto.
func pair(e Entry) (m message) {
	m.text(1, e.Key)
	m.text(2, e.Value)
	return m
}
