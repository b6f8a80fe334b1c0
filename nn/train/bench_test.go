package train_test

import (
	"fmt"
	"runtime"
	"testing"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/internal/nntest/bars"
	"github.com/zerokara/zerokara/nn/mnist"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/train"
)

// BenchmarkStep times whole optimiser steps of every preset, in mini-batches of 100, or of
// 128 if its batch normalisation takes groups of 16, on one core and on all.
func BenchmarkStep(b *testing.B) {
	const n = 2000
	s, err := data.NewBlocks(mnist.Format, []string{"noise"}, []int{n})
	if err != nil {
		b.Fatal(err)
	}
	images, labels := bars.Samples(n)
	if err := s.Fill(0, mnist.Batch(images, labels)); err != nil {
		b.Fatal(err)
	}
	for _, name := range recipe.Presets() {
		for workers := 1; workers <= min(runtime.GOMAXPROCS(0), train.MicroBatches); workers *= 2 {
			b.Run(fmt.Sprintf("%s/%d", name, workers), func(b *testing.B) {
				r, _ := recipe.Preset(name)
				r.Epochs = recipe.MaxEpochs
				if r.BatchSize = 100; r.Validate() != nil {
					r.BatchSize = 128
				}
				parallel := newParallel(b, r, s, workers)
				images := 0
				b.ReportAllocs()
				for b.Loop() {
					stats, err := parallel.Step()
					if err != nil {
						b.Fatal(err)
					}
					images += stats.Samples
				}
				b.ReportMetric(float64(images)/b.Elapsed().Seconds(), "images/s")
			})
		}
	}
}

// BenchmarkPredict times the prediction for one drawing.
func BenchmarkPredict(b *testing.B) {
	for _, name := range recipe.Presets() {
		b.Run(name, func(b *testing.B) {
			r, _ := recipe.Preset(name)
			tr, err := train.New(r, nil, nil)
			if err != nil {
				b.Fatal(err)
			}
			x := make([]float32, mnist.Pixels)
			var p [10]float32
			b.ReportAllocs()
			for b.Loop() {
				tr.Predict(p[:], x)
			}
		})
	}
}

// BenchmarkSnapshot times a snapshot, and gives the part of a second that one takes:
// wasm/session/saving.go makes about as many.
func BenchmarkSnapshot(b *testing.B) {
	for _, name := range recipe.Presets() {
		b.Run(name, func(b *testing.B) {
			r, _ := recipe.Preset(name)
			tr, err := train.New(r, nil, nil)
			if err != nil {
				b.Fatal(err)
			}
			var space []byte
			for b.Loop() {
				space = tr.Snapshot(space[:0])
			}
			b.SetBytes(int64(len(space)))
			b.ReportMetric(100*b.Elapsed().Seconds()/float64(b.N), "%ofasecond")
		})
	}
}
