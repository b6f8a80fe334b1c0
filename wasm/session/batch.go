package session

import (
	"strconv"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/evaluate"
	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/train"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// batch is the job that classifies images once.
type batch struct {
	command *protocol.Classify // nil: there is none
	result  protocol.Classified
}

func (b *batch) handle(s *Session, m protocol.Message) bool {
	c, ok := m.(*protocol.Classify)
	if !ok || c.Drawing || s.trainer == nil {
		return false
	}
	if s.areImages(c.Images, train.MaxExamples) {
		*b = batch{c, protocol.Classified{Seq: c.Seq}}
	}
	return true
}

func (b *batch) due(*Session) bool { return b.command != nil }

// advance classifies the next of the images, and posts the result once all are.
func (b *batch) advance(s *Session) (more bool) {
	rest := b.command.Images[len(b.result.P)/recipe.Classes*ink.Pixels:]
	n := predictBatch(s.shown().model, rest, func(_ int, p []float32) { b.result.P = append(b.result.P, p...) })
	if n*ink.Pixels == len(rest) {
		b.result.Step = s.shown().step
		s.host.Post(&b.result)
		*b = batch{}
	}
	return true
}

// reset lets the next network go on with the images.
func (b *batch) reset(_ *Session, bug string) {
	if bug != "" {
		*b = batch{}
	}
}

// areImages reports whether images are at most limit images, and posts a fault if
// not.
func (s *Session) areImages(images []byte, limit int) bool {
	ok := len(images)%ink.Pixels == 0 && len(images)/ink.Pixels <= limit
	if !ok {
		s.fault(protocol.CodeInternal, "classify", strconv.Itoa(len(images))+" bytes: must be at most "+strconv.Itoa(limit)+" images of "+strconv.Itoa(ink.Pixels)+" grey values")
	}
	return ok
}

// predictBatch calls f with the probabilities of each of the first images, as many
// as are one slice of work, and returns their number.
func predictBatch(model *evaluate.Model, images []byte, f func(i int, p []float32)) (n int) {
	if n = min(len(images)/ink.Pixels, evaluate.MaxBatch); n > 0 {
		model.PredictBatch(data.Batch{N: n, Bytes: images[:n*ink.Pixels]}, f)
	}
	return n
}
