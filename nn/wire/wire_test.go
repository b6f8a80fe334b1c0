package wire_test

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"reflect"
	"testing"

	"github.com/zerokara/zerokara/nn/wire"
)

// record has a field of every kind.
type record struct {
	Small   uint8
	Yes     bool
	A, B    uint32
	Long    uint64
	N       int
	X       float32
	Y       float64
	Name    string
	Data    []byte
	Names   []string
	Counts  []uint32
	Weights []float32
	Points  []point
}

type point struct{ X, Y float64 }

func (r *record) fields(c *wire.Codec) {
	c.U8(&r.Small)
	c.Bool(&r.Yes)
	c.U32(&r.A, &r.B)
	c.U64(&r.Long)
	c.Int(&r.N)
	c.F32(&r.X)
	c.F64(&r.Y)
	c.String(&r.Name)
	c.Bytes(&r.Data)
	c.Strings(&r.Names)
	c.U32s(&r.Counts)
	c.F32s(&r.Weights)
	n := len(r.Points)
	c.Length(&n, 16)
	if c.Reading() && n > 0 {
		r.Points = make([]point, n)
	}
	for i := range r.Points {
		c.F64(&r.Points[i].X, &r.Points[i].Y)
	}
}

func sample() *record {
	return &record{
		200, true, 1, math.MaxUint32, 1<<63 + 5, -3, 0.1, math.Pi, "零から",
		[]byte{0, 255}, []string{"", "two"}, []uint32{7, 8}, []float32{-1, float32(math.Inf(1))}, []point{{1, 2}, {3, 4}},
	}
}

func encode(r *record) []byte {
	c := wire.Writer(nil)
	r.fields(&c)
	return c.Buffer()
}

func TestRoundTrip(t *testing.T) {
	for name, want := range map[string]*record{"full": sample(), "zero": {}} {
		b := encode(want)
		c := wire.Reader(b)
		var got record
		got.fields(&c)
		if err := c.End(); err != nil || !reflect.DeepEqual(&got, want) {
			t.Errorf("%s: got %+v, %v; want %+v", name, got, err, want)
		}
		for i := range b { // what was read does not share b
			b[i] = 0xff
		}
		if !reflect.DeepEqual(&got, want) {
			t.Errorf("%s: changed with its buffer", name)
		}
	}
}

// Files and messages rest on this layout.
func TestLayout(t *testing.T) {
	c := wire.Writer([]byte("before"))
	small, yes, a, long, n, x, name := uint8(9), true, uint32(0x01020304), uint64(5), -2, float32(1), "ab"
	data, names, counts, weights := []byte{6}, []string{"c"}, []uint32{7}, []float32{-2}
	c.U8(&small)
	c.Bool(&yes)
	c.U32(&a)
	c.U64(&long)
	c.Int(&n)
	c.F32(&x)
	c.String(&name)
	c.Bytes(&data)
	c.Strings(&names)
	c.U32s(&counts)
	c.F32s(&weights)
	want := append([]byte("before"), 9, 1, 4, 3, 2, 1, 5, 0, 0, 0, 0, 0, 0, 0,
		0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0x80, 0x3f, 2, 0, 0, 0, 'a', 'b',
		1, 0, 0, 0, 6, 1, 0, 0, 0, 1, 0, 0, 0, 'c', 1, 0, 0, 0, 7, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0xc0)
	if !bytes.Equal(c.Buffer(), want) {
		t.Errorf("got  % x\nwant % x", c.Buffer(), want)
	}
	if c.Reading() || c.End() != nil {
		t.Error("a writer is torn or reads")
	}
}

func TestTornRecords(t *testing.T) {
	b := encode(sample())
	read := func(b []byte) error {
		c := wire.Reader(b)
		var r record
		r.fields(&c)
		return c.End()
	}
	for n := range b {
		if err := read(b[:n]); !errors.Is(err, wire.ErrTorn) {
			t.Errorf("cut to %d of %d bytes: %v", n, len(b), err)
		}
	}
	if err := read(append(bytes.Clone(b), 0)); !errors.Is(err, wire.ErrTorn) {
		t.Errorf("a byte too many: %v", err)
	}
	neither := bytes.Clone(b)
	neither[1] = 2
	if err := read(neither); !errors.Is(err, wire.ErrTorn) {
		t.Errorf("a bool of 2: %v", err)
	}
}

// A length that promises more than there is allocates nothing and tears.
func TestHugeLengths(t *testing.T) {
	b := []byte{0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4, 5, 6, 7, 8}
	for name, read := range map[string]func(c *wire.Codec) int{
		"bytes":   func(c *wire.Codec) int { var v []byte; c.Bytes(&v); return cap(v) },
		"string":  func(c *wire.Codec) int { var v string; c.String(&v); return len(v) },
		"strings": func(c *wire.Codec) int { var v []string; c.Strings(&v); return cap(v) },
		"u32s":    func(c *wire.Codec) int { var v []uint32; c.U32s(&v); return cap(v) },
		"f32s":    func(c *wire.Codec) int { var v []float32; c.F32s(&v); return cap(v) },
		"length":  func(c *wire.Codec) int { n := 3; c.Length(&n, 1); return n },
	} {
		c := wire.Reader(b)
		if n := read(&c); n != 0 || !c.Torn() {
			t.Errorf("%s: %d items, torn %v", name, n, c.Torn())
		}
		v := uint8(77)
		if c.U8(&v); v != 77 || !errors.Is(c.End(), wire.ErrTorn) {
			t.Errorf("%s: a torn record was read on", name)
		}
	}
}

func TestTear(t *testing.T) {
	c := wire.Reader(nil)
	if c.End() != nil {
		t.Error("an empty record is torn")
	}
	if c.Tear(); !c.Torn() || !errors.Is(c.End(), wire.ErrTorn) {
		t.Error("Tear does not tear")
	}
}

func TestWritingWithRoomAllocatesNothing(t *testing.T) {
	r, buf := sample(), make([]byte, 0, 1000)
	if n := testing.AllocsPerRun(20, func() {
		c := wire.Writer(buf[:0])
		r.fields(&c)
		buf = c.Buffer()
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// FuzzReader: any bytes are torn, or the record's that they were read as.
func FuzzReader(f *testing.F) {
	f.Add(encode(sample()))
	f.Add(encode(&record{}))
	f.Add([]byte{1, 1, 0xff})
	f.Fuzz(func(t *testing.T, b []byte) {
		c := wire.Reader(b)
		var r record
		if r.fields(&c); c.End() != nil {
			return
		}
		if again := encode(&r); !bytes.Equal(again, b) {
			t.Errorf("% x became % x", b, again)
		}
	})
}

func Example() {
	type sample struct {
		label uint8
		image []float32
	}
	fields := func(s *sample, c *wire.Codec) {
		c.U8(&s.label)
		c.F32s(&s.image)
	}

	w := wire.Writer(nil)
	fields(&sample{label: 7, image: []float32{0.5, 1}}, &w)

	var s sample
	r := wire.Reader(w.Buffer())
	fields(&s, &r)
	fmt.Println(len(w.Buffer()), s.label, s.image, r.End())
	// Output: 13 7 [0.5 1] <nil>
}
