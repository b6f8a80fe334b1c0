package state

import (
	"bytes"
	"testing"

	"github.com/zerokara/zerokara/wasm/protocol"
)

func ganEvent(step, since uint32) *protocol.GAN {
	return &protocol.GAN{
		Phase: protocol.PhaseTraining, Step: step, Steps: 10000, Since: since, Epoch: 1, Epochs: 5,
		DiscriminatorLoss: 1, GeneratorLoss: float32(step), ImagesPerSecond: 500, Grid: bytes.Repeat([]byte{byte(step)}, 9),
	}
}

// TestGANKeepsTheWholeTraining checks that moments stay bounded, evenly spread,
// and have the first and the newest.
func TestGANKeepsTheWholeTraining(t *testing.T) {
	var m Model
	m.Apply(&protocol.GAN{Phase: protocol.PhaseLoading})
	if !m.GAN.Running() || len(m.GAN.Moments) != 0 {
		t.Errorf("loading: %+v", m.GAN)
	}
	for step := uint32(0); step <= 9000; step += 9 {
		e := ganEvent(step, min(step, 9))
		m.Apply(e)
		e.Grid[0]++ // the event's bytes are not kept
		g := &m.GAN
		n := len(g.Moments)
		if n > maxMoments || g.Moments[0].Step != 0 || g.Moments[n-1].Step != step || g.Moments[n-1].Grid[0] != byte(step) {
			t.Fatalf("step %d: %d moments from %d to %d", step, n, g.Moments[0].Step, g.Moments[n-1].Step)
		}
		var least, most uint32 = 1 << 30, 0
		for i := 2; i < n; i++ { // the last but one may be anywhere
			d := g.Moments[i-1].Step - g.Moments[i-2].Step
			least, most = min(least, d), max(most, d)
		}
		if n > 2 && (most > 3*least || n < maxMoments/3 && step > 1000) {
			t.Fatalf("step %d: %d moments, %d to %d steps apart", step, n, least, most)
		}
	}
	if p := lastPoint(&m.GAN.Generator); p.Step != 9000 || len(m.GAN.Generator.Points()) < 100 {
		t.Errorf("the generator's curve ends at %v", p)
	}

	pause := ganEvent(9000, 0)
	pause.Phase, pause.GeneratorLoss, pause.ImagesPerSecond = protocol.PhasePaused, 0, 0
	n := len(m.GAN.Moments)
	m.Apply(pause)
	if m.GAN.Running() || m.GAN.GeneratorLoss != 9000 || m.GAN.ImagesPerSecond != 500 || len(m.GAN.Moments) != n {
		t.Errorf("paused: generator loss %v at %v images a second, %d moments of %d", m.GAN.GeneratorLoss, m.GAN.ImagesPerSecond, len(m.GAN.Moments), n)
	}
	m.GAN.Lose("gone")
	if m.GAN.Phase != protocol.PhaseError || m.GAN.Fault.Detail != "gone" || len(m.GAN.Moments) != n {
		t.Errorf("without a worker: %v, %q, %d moments", m.GAN.Phase, m.GAN.Fault.Detail, len(m.GAN.Moments))
	}
	m.Apply(ganEvent(0, 0)) // another training
	if len(m.GAN.Moments) != 1 || len(m.GAN.Generator.Points()) != 0 || m.GAN.GeneratorLoss != 0 {
		t.Errorf("anew: %d moments, %d points", len(m.GAN.Moments), len(m.GAN.Generator.Points()))
	}
}
