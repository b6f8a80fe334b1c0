package train_test

import (
	"bytes"
	"errors"
	"math"
	"testing"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/internal/nntest/bars"
	"github.com/zerokara/zerokara/nn/mnist"
	"github.com/zerokara/zerokara/nn/train"
)

// strangers returns examples such as no training set here has: a column
// instead of a row.
func strangers(labels ...byte) (images []byte) {
	for _, l := range labels {
		image := make([]byte, mnist.Pixels)
		for y := 4; y < 24; y++ {
			image[y*mnist.Side+4+2*int(l)] = 255
		}
		images = append(images, image...)
	}
	return images
}

func tune(t *testing.T, f *train.FineTune) {
	t.Helper()
	for {
		done, err := f.Advance()
		if err != nil {
			t.Fatal(err)
		}
		if done {
			return
		}
	}
}

func accuracy(t *testing.T, tr *train.Trainer, s *data.Set) float64 {
	t.Helper()
	r, err := tr.Evaluate(s)
	if err != nil {
		t.Fatal(err)
	}
	return r.Accuracy
}

func TestFineTune(t *testing.T) {
	s := bars.Set(t, 410)
	tr := bars.Trainer(t, bars.Recipe(), s)
	bars.Run(t, tr)
	before, step := accuracy(t, tr, s), tr.StepCount()
	labels := []byte{3, 7, 1}
	images := strangers(labels...)
	f, err := tr.NewFineTune(mnist.Batch(images, labels), 1, 0)
	if err != nil {
		t.Fatal(err)
	}
	tune(t, f)
	steps, most := f.Steps()
	if steps < 1 || steps > most {
		t.Errorf("%d steps of at most %d", steps, most)
	}
	tr.Model().PredictBatch(data.Batch{N: len(labels), Bytes: images}, func(i int, p []float32) {
		for d := range p {
			if p[d] > p[labels[i]] {
				t.Errorf("example %d, a %d, is read as %d", i, labels[i], d)
			}
		}
		if i == 1 && p[labels[i]] < 0.9 {
			t.Errorf("the example that matters has a probability of %v", p[labels[i]])
		}
	})
	if after := accuracy(t, tr, s); after < before-0.05 {
		t.Errorf("accuracy on what is replayed: %v, then %v", before, after)
	}
	if tr.StepCount() != step || !tr.Finished() {
		t.Errorf("the run is at step %d instead of %d, finished: %v", tr.StepCount(), step, tr.Finished())
	}
	if done, err := f.Advance(); !done || err != nil {
		t.Errorf("when over it says %v, %v", done, err)
	}
}

// A fine-tune in the middle of a mini-batch leaves the run's data and state
// alone, and is the same whenever it is begun within that mini-batch.
func TestFineTuneWithinARun(t *testing.T) {
	labels := []byte{3, 7}
	var prints [2]uint64
	for i, micros := range []int{0, 5} {
		tr := bars.Trainer(t, bars.Recipe(), bars.Set(t, 410))
		for range 3 {
			if _, err := tr.Step(); err != nil {
				t.Fatal(err)
			}
		}
		for range micros {
			if _, done, err := tr.Advance(); done || err != nil {
				t.Fatal(done, err)
			}
		}
		f, err := tr.NewFineTune(mnist.Batch(strangers(labels...), labels), 0, 0)
		if err != nil {
			t.Fatal(err)
		}
		tune(t, f)
		bars.Run(t, tr)
		if tr.SamplesSeen() != 820 {
			t.Errorf("%d images were seen in two epochs of 410", tr.SamplesSeen())
		}
		prints[i] = tr.Fingerprint()
	}
	if prints[0] != prints[1] {
		t.Errorf("fingerprints %x and %x", prints[0], prints[1])
	}
}

func TestFineTuneUndone(t *testing.T) {
	s := bars.Set(t, 410)
	tr := bars.Trainer(t, bars.Recipe(), s)
	bars.Run(t, tr)
	before := tr.Snapshot(nil)
	f, err := tr.NewFineTune(mnist.Batch(strangers(3), []byte{3}), 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	for range 30 {
		if _, err := f.Advance(); err != nil {
			t.Fatal(err)
		}
	}
	if bytes.Equal(tr.Snapshot(nil), before) {
		t.Fatal("nothing was learned that could be undone")
	}
	f.Undo()
	if !bytes.Equal(tr.Snapshot(nil), before) {
		t.Error("the trainer is not as before")
	}
	if done, err := f.Advance(); !done || err != nil {
		t.Errorf("undone it goes on: %v, %v", done, err)
	}
}

func TestFineTuneTurnsDiffer(t *testing.T) {
	var prints [3]uint64
	for i, turn := range []uint64{0, 1, 1} {
		tr := bars.Trainer(t, bars.Recipe(), bars.Set(t, 410))
		bars.Run(t, tr)
		f, err := tr.NewFineTune(mnist.Batch(strangers(3), []byte{3}), 0, turn)
		if err != nil {
			t.Fatal(err)
		}
		tune(t, f)
		prints[i] = tr.Fingerprint()
	}
	if prints[0] == prints[1] || prints[1] != prints[2] {
		t.Errorf("turns 0, 1 and 1 end in %x", prints)
	}
}

func TestFineTuneDiverges(t *testing.T) {
	tr := bars.Trainer(t, bars.Recipe(), bars.Set(t, 410))
	bars.Run(t, tr)
	before := tr.Snapshot(nil)
	f, err := tr.NewFineTune(mnist.Batch(strangers(3), []byte{3}), 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	w := tr.Network().Values()
	w[len(w)-1] = float32(math.Inf(1))
	for err == nil {
		_, err = f.Advance()
	}
	if !errors.Is(err, train.ErrDiverged) || !bytes.Equal(tr.Snapshot(nil), before) {
		t.Errorf("error %v; the weights are as before: %v", err, bytes.Equal(tr.Snapshot(nil), before))
	}
}

func TestFineTuneRefuses(t *testing.T) {
	tr := bars.Trainer(t, bars.Recipe(), bars.Set(t, 410))
	images := strangers(3, 4)
	for name, c := range map[string]struct {
		images, labels []byte
		target         int
	}{
		"nothing":         {nil, nil, 0},
		"torn images":     {images[1:], []byte{3, 4}, 0},
		"fewer labels":    {images, []byte{3}, 0},
		"no such example": {images, []byte{3, 4}, 2},
		"negative":        {images, []byte{3, 4}, -1},
		"no digit":        {images, []byte{3, 10}, 0},
		"too many":        {strangers(make([]byte, 501)...), make([]byte, 501), 0},
	} {
		if _, err := tr.NewFineTune(mnist.Batch(c.images, c.labels), c.target, 0); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	bare, err := train.New(bars.Recipe(), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := bare.NewFineTune(mnist.Batch(images, []byte{3, 4}), 0, 0); err == nil {
		t.Error("without data: no error")
	}
}
