package session

import (
	"time"

	"github.com/zerokara/zerokara/wasm/protocol"
)

// A worker that dies loses what it has learned since its last snapshot: at most
// lossLimit of training, unless saving that often would take more than 1/savePart of
// the time. In Chromium a snapshot takes 0.9% of an optimiser step of the default
// recipe (0.2 MB), 18% of one of simpleconv (5.2 MB), 43% of one of mlp (0.5 MB), whose
// steps take a hundredth of a second and less: one each second is under 1% of the time
// for every preset (medians of 5; BenchmarkSnapshot and BenchmarkStep in nn/train).
const (
	lossLimit = time.Second
	savePart  = 50
)

// saving is when snapshots are made.
type saving struct {
	step    int           // of the last snapshot
	at      time.Duration // when it was made, by the run's clock
	took    time.Duration // to make
	stepped time.Duration // when the last step ended
	space   []byte
}

// due reports, at the end of a step, whether the next one would end too late to be
// saved.
func (v *saving) due(clock time.Duration) bool {
	next := clock + clock - v.stepped
	v.stepped = clock
	return next > v.at+max(lossLimit, savePart*v.took)
}

// save posts a snapshot of the last completed step.
func (r *training) save(s *Session) {
	v, began := &r.saving, s.host.Now()
	v.space = s.trainer.Snapshot(v.space[:0])
	s.host.Post(&protocol.Snapshot{Step: s.step(), Data: v.space})
	now := s.host.Now()
	v.step, v.at, v.took = s.trainer.StepCount(), r.clock.read(now), now-began
	r.workers.pace.disturb()
}

func (r *training) saveIfNewer(s *Session) {
	if s.trainer.StepCount() != r.saving.step {
		r.save(s)
	}
}
