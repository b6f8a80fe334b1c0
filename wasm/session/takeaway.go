package session

import (
	"errors"

	"github.com/zerokara/zerokara/nn/export"
	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/train"
	"github.com/zerokara/zerokara/nn/weights/layout"
	"github.com/zerokara/zerokara/nn/weights/safetensors"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// makeFile posts a file of the weights of the last completed step.
func makeFile(s *Session, m *protocol.MakeFile) {
	t := s.trainer
	r := t.Recipe()
	r.Weights = recipe.Weights{}
	all, err := layout.Save(t.Network(), r)
	answer := protocol.FileMade{ID: m.ID}
	if err == nil {
		n := export.Network{Recipe: t.Recipe(), Arrays: all, Fingerprint: t.Fingerprint(), Step: t.StepCount(), Drawing: drawn(m)}
		answer.Data, err = n.File(m.Format)
	}
	if err != nil {
		answer.Error = err.Error()
	}
	s.host.Post(&answer)
}

// drawn returns the drawing that comes with a request.
func drawn(m *protocol.MakeFile) export.Drawing {
	d := export.Drawing{Grey: m.Grey}
	rest := m.Points
	for _, n := range m.Lengths {
		var stroke ink.Stroke
		for range min(int(n), len(rest)/2) {
			stroke = append(stroke, ink.Point{X: float64(rest[0]), Y: float64(rest[1])})
			rest = rest[2:]
		}
		d.Strokes = append(d.Strokes, stroke)
	}
	return d
}

// useArrays replaces the run by one that begins with the weights of a file, unless
// they are not a network's of the recipe. A worker in this one's place gets them by a
// snapshot.
func (r *training) useArrays(s *Session, m *protocol.UseArrays) {
	t, err := train.New(m.Recipe, s.data.train, s.data.test)
	if err == nil {
		err = fitsMNIST(t)
	}
	if err == nil {
		err = layout.Load(t.Network(), m.Recipe, m.Arrays)
	}
	if err == nil {
		t, err = train.RestoreFor(m.Recipe, t.Snapshot(nil), s.data.train, s.data.test) // what it falls back to is of the file, too
	}
	if err != nil {
		f := protocol.RefusalOf(err)
		if e, ok := errors.AsType[*safetensors.Error](err); ok {
			f.Code, f.Reason, f.Values = protocol.CodeWeights, e.Code, []string{"name", e.Name, "got", e.Got, "want", e.Want}
		}
		f.Step, f.ID = s.step(), m.ID
		s.host.Post(&f)
		return
	}
	r.begin(s, t, t.Snapshot(nil), 0, m.ID)
	r.rest(s, protocol.PhasePaused)
	r.save(s)
}
