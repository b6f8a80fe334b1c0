package session

import (
	"errors"

	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/train"
	"github.com/zerokara/zerokara/nn/weights/layout"
	"github.com/zerokara/zerokara/nn/weights/safetensors"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// giveArrays posts the weights of the last completed step.
func giveArrays(s *Session, id uint32) {
	t := s.trainer
	r := t.Recipe()
	r.Weights = recipe.Weights{}
	all, err := layout.Save(t.Network(), r)
	if err != nil {
		panic(err) // a recipe without Weights has a place for each
	}
	s.host.Post(&protocol.Arrays{ID: id, Step: s.step(), Fingerprint: t.Fingerprint(), Recipe: t.Recipe(), Arrays: all})
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
	r.begin(s, t, 0, m.ID)
	r.rest(s, protocol.PhasePaused)
	r.save(s)
}
