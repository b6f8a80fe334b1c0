package recipe

import (
	"reflect"
	"testing"

	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/tensor"
	"github.com/zerokara/zerokara/nn/wire"
)

// Every preset, the book's too, and a GAN survive their binary form; cut short
// they are torn.
func TestWire(t *testing.T) {
	type wirer interface{ Wire(*wire.Codec) }
	gan := DCGAN()
	all := []wirer{&gan, &Recipe{}, &GAN{}}
	for _, name := range append(Presets(), BookPresets()...) {
		r, _ := Preset(name)
		all = append(all, &r)
	}
	for _, want := range all {
		w := wire.Writer(nil)
		want.Wire(&w)
		b := w.Buffer()
		read := func(b []byte) (wirer, error) {
			got := reflect.New(reflect.TypeOf(want).Elem()).Interface().(wirer)
			c := wire.Reader(b)
			got.Wire(&c)
			return got, c.End()
		}
		if got, err := read(b); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("got %+v, %v; want %+v", got, err, want)
		}
		for n := range b {
			if _, err := read(b[:n]); err == nil {
				t.Fatalf("%T cut to %d of %d bytes is read", want, n, len(b))
			}
		}
	}
}

// foreign is a layer of another program.
type foreign struct{ layer.Spec }

// TestWireRefusesUnknownKinds checks that a kind which is not known here tears the
// record.
func TestWireRefusesUnknownKinds(t *testing.T) {
	r := Of(tensor.Vec(2), foreign{Dense(3)}, Dense(2))
	w := wire.Writer(nil)
	r.Wire(&w)
	var got Recipe
	c := wire.Reader(w.Buffer())
	if got.Wire(&c); c.End() == nil {
		t.Errorf("read as %+v", got)
	}
}
