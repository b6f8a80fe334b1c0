package protocol

import "github.com/zerokara/zerokara/nn/wire"

// Seek asks to look at the network as it was at the moment nearest to Step, until the
// next Seek; with Now at the run's network as it is. It is that network which then
// classifies, is inspected, explained and evaluated (EvaluatePast, AskSamples). The run
// goes on meanwhile. ID is the page's choice; the Moments that answers repeats it.
type Seek struct {
	ID, Step uint32
	Now      bool
}

var _ = register(func() Message { return new(Seek) })

// Kind implements Message.
func (*Seek) Kind() Kind { return 16 }

func (m *Seek) fields(c *wire.Codec) {
	c.U32(&m.ID, &m.Step)
	c.Bool(&m.Now)
}

// AskHindsight asks for a Hindsight of the drawing.
type AskHindsight struct{}

var _ = register(func() Message { return new(AskHindsight) })

// Kind implements Message.
func (*AskHindsight) Kind() Kind { return 13 }

func (*AskHindsight) fields(*wire.Codec) {}

// EvaluatePast asks for the PastEval of the network that Seek chose.
type EvaluatePast struct{}

var _ = register(func() Message { return new(EvaluatePast) })

// Kind implements Message.
func (*EvaluatePast) Kind() Kind { return 14 }

func (*EvaluatePast) fields(*wire.Codec) {}

// Branch asks for all that is needed to train on from the moment of Step: a Branched.
// The run pauses. It is replayed from the nearest snapshot before, which Start, Resume
// or a Seek to now give up.
type Branch struct{ Step uint32 }

var _ = register(func() Message { return new(Branch) })

// Kind implements Message.
func (*Branch) Kind() Kind { return 15 }

func (m *Branch) fields(c *wire.Codec) { c.U32(&m.Step) }

// Moments are the steps at which the run's network can be looked at, ascending: those
// that the worker keeps, few enough for its memory. Exact has a byte for each, 1 if the
// run can be replayed up to there. It comes with each change, and answers Seek: if
// Looking, the network at Step is looked at.
type Moments struct {
	ID      uint32
	Steps   []uint32
	Exact   []byte
	Looking bool
	Step    uint32
}

var _ = register(func() Message { return new(Moments) })

// Kind implements Message.
func (*Moments) Kind() Kind { return 76 }

func (m *Moments) fields(c *wire.Codec) {
	c.U32(&m.ID)
	c.U32s(&m.Steps)
	c.Bytes(&m.Exact)
	c.Bool(&m.Looking)
	c.U32(&m.Step)
}

// Hindsight is what the network predicts for the drawing Seq at each of the moments,
// and last as it is: ten probabilities per step.
type Hindsight struct {
	Seq   uint32
	Steps []uint32
	P     []float32
}

var _ = register(func() Message { return new(Hindsight) })

// Kind implements Message.
func (*Hindsight) Kind() Kind { return 77 }

func (m *Hindsight) fields(c *wire.Codec) {
	c.U32(&m.Seq)
	c.U32s(&m.Steps)
	c.F32s(&m.P)
}

// Branched answers Branch, and reports before that how far the replay is: Done of Of
// steps. Data is a Snapshot of Step, empty until then; Refused says that there is
// none.
type Branched struct {
	Step, Done, Of    uint32
	Epoch, ImagesSeen uint32
	Data              []byte
	Refused           bool
}

var _ = register(func() Message { return new(Branched) })

// Kind implements Message.
func (*Branched) Kind() Kind { return 78 }

func (m *Branched) fields(c *wire.Codec) {
	c.U32(&m.Step, &m.Done, &m.Of, &m.Epoch, &m.ImagesSeen)
	c.Bytes(&m.Data)
	c.Bool(&m.Refused)
}

// PastEval is an Eval of the network that Seek chose.
type PastEval struct{ Eval Eval }

var _ = register(func() Message { return new(PastEval) })

// Kind implements Message.
func (*PastEval) Kind() Kind { return 79 }

func (m *PastEval) fields(c *wire.Codec) { m.Eval.fields(c) }
