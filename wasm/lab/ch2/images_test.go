//go:build !js

package ch2

import (
	"slices"
	"sync"
	"testing"

	"github.com/zerokara/zerokara/nn/mnist/shard"
)

// mnist returns labels and grey values of the first n images of a pair, of the
// training or the test images.
func mnist(t *testing.T, p Pair, test bool, n int) (labels, grey []byte) {
	t.Helper()
	sets := load()
	set := sets[0]
	if test {
		set = sets[1]
	}
	if set.grey == nil {
		t.Fatal("no MNIST")
	}
	for i, l := range set.labels {
		if len(labels) < n && p.Mask()>>l&1 == 1 {
			labels = append(labels, l)
			grey = append(grey, set.grey[i*Pixels:(i+1)*Pixels]...)
		}
	}
	return labels, grey
}

type labelled struct{ labels, grey []byte }

var load = sync.OnceValue(func() (sets [2]labelled) {
	train, test, err := shard.ReadDir("../../../assets/mnist")
	if err != nil {
		return sets
	}
	for k, s := range [...]interface {
		Len() int
		Label(i int) int
		Bytes(i int) []byte
	}{train, test} {
		for i := range s.Len() {
			sets[k].labels = append(sets[k].labels, byte(s.Label(i)))
			sets[k].grey = append(sets[k].grey, s.Bytes(i)...)
		}
	}
	return sets
})

func TestImages(t *testing.T) {
	labels := []byte{1, 0, 5, 1, 1, 0, 1}
	grey := make([]byte, len(labels)*Pixels)
	for i := range labels {
		grey[i*Pixels] = byte(i)
	}
	m := NewImages(Pair{0, 1}, labels, grey)
	var got []byte
	for i := range m.Len() {
		got = append(got, m.Grey(i)[0], byte(m.Target(i)))
	}
	if want := []byte{1, 1, 0, 0, 5, 1, 3, 0}; !slices.Equal(got, want) {
		t.Errorf("images and targets %v, want %v", got, want)
	}
	if (*Images)(nil).Len() != 0 || NewImages(Pair{0, 1}, labels[:1], grey).Len() != 0 {
		t.Error("there are images of a pair that has none")
	}
	if m := (Pair{3, 5}).Mask(); m != 0b101000 {
		t.Errorf("the mask of 3 and 5 is %b", m)
	}
	labels, grey = mnist(t, Pair{0, 1}, false, 2000)
	if m := NewImages(Pair{0, 1}, labels, grey); m.Len() != 2*each {
		t.Errorf("%d images", m.Len())
	}
}
