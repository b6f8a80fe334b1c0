//go:build !js

package ch5

import (
	"math"
	"slices"
	"strconv"
	"testing"

	"github.com/zerokara/zerokara/nn/layer"
	loss2 "github.com/zerokara/zerokara/nn/loss"
	"github.com/zerokara/zerokara/nn/mnist/shard"
	"github.com/zerokara/zerokara/nn/network"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
)

// filled returns the lab with the images that it trains on in the page.
func filled(t *testing.T) *Sabotage {
	t.Helper()
	train, test, err := shard.ReadDir("../../../assets/mnist")
	if err != nil {
		t.Fatal(err)
	}
	take := func(from interface {
		Label(i int) int
		Bytes(i int) []byte
	}, n int) (labels, grey []byte) {
		for i := range n {
			labels = append(labels, byte(from.Label(i)))
			grey = append(grey, from.Bytes(i)...)
		}
		return labels, grey
	}
	s := NewSabotage()
	s.SetImages(take(train, TrainImages))
	s.SetTests(take(test, TestImages))
	return s
}

func run(s *Sabotage) {
	for s.Busy() {
		s.Work()
	}
}

// TestNetAgainstEngine compares the lab's network without mistakes with the engine's, of
// the same weights: probabilities and all gradients of a mini-batch.
func TestNetAgainstEngine(t *testing.T) {
	s := filled(t)
	r := recipe.Of(tensor.Shape{C: 1, H: side, W: side}, layer.Conv2D{Filters: maps, Kernel: kernel, Stride: stride, Dilation: 1}, layer.ReLU{}, recipe.Pool(2),
		layer.Dense{Units: hidden}, layer.ReLU{}, layer.Dense{Units: hidden}, layer.ReLU{}, layer.Dense{Units: classes})
	const images = 4
	engine, err := network.New(r, images)
	if err != nil {
		t.Fatal(err)
	}
	n := s.nets[0]
	// each calls f with the elements of the lab's arrays and where they are in the engine's.
	each := func(f func(name string, i int, ours, ourGrad *float64, theirs, theirGrad *float32)) {
		params, k := engine.Params(), 0
		for l := range n.parts {
			p := &n.parts[l]
			if len(p.w) == 0 {
				continue
			}
			for i := range p.w {
				j := i
				if p.kind == Dense {
					j = i%p.out*p.in + i/p.out
				}
				f("weight", i, &p.w[i], &p.dw[i], &params[k].Value[j], &params[k].Grad[j])
			}
			for i := range p.b {
				f("bias", i, &p.b[i], &p.db[i], &params[k+1].Value[i], &params[k+1].Grad[i])
			}
			k += 2
		}
		if k != len(params) {
			t.Fatalf("%d arrays of the engine's %d", k, len(params))
		}
	}
	each(func(_ string, _ int, ours, _ *float64, theirs, _ *float32) { *theirs = float32(*ours) })
	labels := make([]int32, images)
	for i := range images {
		labels[i] = int32(s.labels[i])
		for j, v := range s.input(s.images, i) {
			engine.Input(images).Sample(i)[j] = float32(v)
		}
	}
	sum, _ := r.Loss.Compute(engine.OutputGrad(images), engine.Forward(images, true), loss2.Targets{Labels: labels}, 1.0/images)
	engine.Backward(images)
	n.clear()
	ourSum := 0.0
	for i := range images {
		ourSum += loss(n.forward(0, s.input(s.images, i)), int(labels[i]))
		n.backward(int(labels[i]), i, images)
	}
	if math.Abs(sum-ourSum) > 1e-4 {
		t.Errorf("the losses' sum is %v, the engine's %v", ourSum, sum)
	}
	compared := 0
	each(func(name string, i int, _, ours *float64, _, theirs *float32) {
		if *ours != 0 {
			compared++
		}
		if math.Abs(*ours-float64(*theirs)) > 1e-5 {
			t.Fatalf("gradient %d of a %s is %v, the engine's %v", i, name, *ours, *theirs)
		}
	})
	if compared < 4000 {
		t.Errorf("only %d gradients are not 0", compared)
	}
}

// TestCheckNamesTheLayer finds each mistake, wherever it may hide, at its layer; and
// nothing where there is none.
func TestCheckNamesTheLayer(t *testing.T) {
	s := filled(t)
	s.Check()
	run(s)
	if layer := s.Culprit(); layer != -1 || !s.Checked() {
		t.Errorf("without a mistake the check fails at %d", layer)
	}
	for layer := range numParts {
		for what := range 3 {
			if e, known := s.Error(layer, what); known && e > 1e-6 {
				t.Errorf("layer %d, %d: the error is %v", layer, what, e)
			}
		}
	}
	for i, want := range hideouts {
		s.SetAddress("hidden=" + strconv.Itoa(i))
		s.Check()
		run(s)
		if got := s.Culprit(); got != want.layer {
			t.Errorf("mistake %d: layer %d is named, it is in %d", want.mistake, got, want.layer)
		}
	}
	for i, want := range switches {
		s.SetAddress("on=" + strconv.Itoa(i))
		s.Check()
		run(s)
		if got := s.Culprit(); got != want.layer {
			t.Errorf("switch %d: layer %d is named, it is in %d", i, got, want.layer)
		}
	}
}

// TestSomeStillLearn trains with each mistake: three keep the network at guessing, three
// do not show in the loss.
func TestSomeStillLearn(t *testing.T) {
	s := filled(t)
	for i, learns := range [len(switches)]bool{false, true, false, false, true, true} {
		s.SetAddress("on=" + strconv.Itoa(i))
		if _, ok := s.Accuracy(); ok {
			t.Error("trained before training")
		}
		s.Train()
		run(s)
		a, ok := s.Accuracy()
		if !ok || a[0] < 0.75 || learns && a[1] < 0.6 || !learns && a[1] > 0.2 {
			t.Errorf("mistake %d: accuracies %v", i, a)
		}
		steps, losses := s.Losses()
		if len(steps) != trainSteps || len(losses[1]) != trainSteps || !(losses[0][trainSteps-1] < 1) {
			t.Errorf("mistake %d: %d losses, at the end %v", i, len(steps), losses[0][len(steps)-1])
		}
		if s.Seen() != (i == len(switches)-1) {
			t.Errorf("after %d mistakes all are seen: %v", i+1, s.Seen())
		}
		s.Check() // after training, when half of these networks are dead
		run(s)
		if got := s.Culprit(); got != switches[i].layer {
			t.Errorf("mistake %d, after training: layer %d is named", i, got)
		}
		if s.Learns(i) != learns {
			t.Errorf("mistake %d: it learns: %v", i, !learns)
		}
	}
}

// TestSameTwice trains the two networks without a mistake: the same, number by number.
func TestSameTwice(t *testing.T) {
	s := filled(t)
	s.Train()
	run(s)
	_, losses := s.Losses()
	if !slices.Equal(losses[0], losses[1]) {
		t.Error("without a mistake the networks differ")
	}
	first := losses[0]
	s.Train()
	run(s)
	if _, again := s.Losses(); !slices.Equal(first, again[0]) {
		t.Error("another run differs")
	}
	digit, p := s.Predict(s.images[:pixels])
	if digit[0] != digit[1] || p[0] != p[1] || p[0] < 0.1 {
		t.Errorf("predictions %v with %v", digit, p)
	}
}

func TestHiddenMistakes(t *testing.T) {
	s := NewSabotage()
	if hidden, asked := s.Hidden(); hidden || asked || s.Ready() {
		t.Error("at first something is hidden, or there are images")
	}
	s.Train()
	s.Check()
	if s.Busy() {
		t.Error("it trains without images")
	}
	s.Name(dense1)
	for i := range inARow {
		if s.Done() {
			t.Errorf("done after %d", i)
		}
		s.Hide()
		if hidden, asked := s.Hidden(); !hidden || !asked {
			t.Error("nothing is hidden")
		}
		s.Name(hideouts[s.hidden].layer)
		if hidden, asked := s.Hidden(); !hidden || asked || !s.Found() {
			t.Error("not found")
		}
		s.Name(conv1) // it is named only once
	}
	if !s.Done() {
		t.Error("not done")
	}
	s = NewSabotage()
	for i := range 2 * inARow {
		s.Hide()
		if i%inARow == 2 {
			s.Name((hideouts[s.hidden].layer + 1) % numParts)
		} else {
			s.Name(hideouts[s.hidden].layer)
		}
	}
	if s.Done() {
		t.Error("done with mistakes in between")
	}
	s = NewSabotage()
	for range 3 {
		s.Hide()
		s.Name(hideouts[s.hidden].layer)
		s.Hide() // given up
	}
	if s.Done() {
		t.Error("done with some given up")
	}
}

func TestSabotageAddress(t *testing.T) {
	for _, a := range []string{"", "on=0", "on=1,4", "hidden=7"} {
		s := NewSabotage()
		s.SetAddress(a)
		if s.Address() != a {
			t.Errorf("%q is read as %q", a, s.Address())
		}
	}
	for _, bad := range []string{"on=9", "hidden=99", "hidden=-1", "on", "=="} {
		s := NewSabotage()
		if s.SetAddress(bad); s.Address() != "" {
			t.Errorf("%q is read as %q", bad, s.Address())
		}
	}
	s := NewSabotage()
	s.Flip(2)
	if s.Hide(); s.On(2) || s.Address() != "hidden=0" {
		t.Error("a switch stays on beside a hidden mistake")
	}
	if s.Flip(3); s.Address() != "on=3" {
		t.Errorf("after a switch: %q", s.Address())
	}
}
