package state

import (
	"bytes"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/words"
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
		t.Errorf("paused: generator loss %v at %v images per second, %d moments of %d", m.GAN.GeneratorLoss, m.GAN.ImagesPerSecond, len(m.GAN.Moments), n)
	}
	m.LoseGAN("gone")
	if m.GAN.Phase != protocol.PhaseError || m.GAN.Fault.Detail != "gone" || len(m.GAN.Moments) != n {
		t.Errorf("without a worker: %v, %q, %d moments", m.GAN.Phase, m.GAN.Fault.Detail, len(m.GAN.Moments))
	}
	m.Apply(ganEvent(0, 0)) // another training
	if len(m.GAN.Moments) != 1 || len(m.GAN.Generator.Points()) != 0 || m.GAN.GeneratorLoss != 0 {
		t.Errorf("anew: %d moments, %d points", len(m.GAN.Moments), len(m.GAN.Generator.Points()))
	}
}

// englishWords returns the page's English words.
func englishWords(t *testing.T) *words.Words {
	t.Helper()
	var w words.Words
	w.Use(joined(languages(t)["en.json"]))
	return &w
}

// TestGANTimeLeft checks that it is said once the rate is known, and only while the
// GAN trains.
func TestGANTimeLeft(t *testing.T) {
	var m Model
	w := englishWords(t)
	start := m.PressGAN().(*protocol.TrainGAN)
	if start.Recipe.BatchSize != 64 || start.Recipe.Validate() != nil {
		t.Fatalf("the button asks for a GAN of %d images per step: %v", start.Recipe.BatchSize, start.Recipe.Validate())
	}
	m.Apply(&protocol.GAN{Phase: protocol.PhaseLoading})
	said := ""
	for i, rate := range []float32{1, 1000, 600, 800, 640} {
		e := ganEvent(uint32(10*i), uint32(min(10*i, 10)))
		e.ImagesPerSecond = rate // the first is of no step
		m.Apply(e)
		said += m.GAN.Left(w) + ", "
	}
	// 9,960 steps of 64 images at (1000 + 600 + 800 + 640)/4 = 760 images per second.
	if said != "–, –, –, –, 13 min 59 s, " {
		t.Errorf("time left: %s", said)
	}
	e := ganEvent(9990, 10)
	e.ImagesPerSecond = 760
	m.Apply(e)
	if got := m.GAN.Left(w); got != "1 s" {
		t.Errorf("10 steps before the end: %s", got)
	}
	e = ganEvent(9990, 0)
	e.Phase = protocol.PhasePaused
	m.Apply(e)
	if got := m.GAN.Left(w); got != "–" {
		t.Errorf("paused: %s", got)
	}
	m.Apply(ganEvent(0, 0)) // another one: its rate is not known
	if _, known := m.GAN.SecondsLeft(); known {
		t.Error("another GAN has the rate of the one before")
	}
}

func TestGANButton(t *testing.T) {
	var m Model
	w := englishWords(t)
	for _, c := range []struct {
		phase                protocol.Phase
		button, status, note string
		asks                 protocol.Kind
	}{
		{protocol.PhaseIdle, "Let them play", "", "", (&protocol.TrainGAN{}).Kind()},
		{protocol.PhaseLoading, "Pause", "Fetching images for the digits out of noise. Your network does not learn meanwhile.", w.T("status.loading"), (&protocol.PauseGAN{}).Kind()},
		{protocol.PhaseTraining, "Pause", "Making digits out of noise: epoch 2 of 5. Your network does not learn meanwhile.", "", (&protocol.PauseGAN{}).Kind()},
		{protocol.PhasePaused, "Resume", "", "", (&protocol.ResumeGAN{}).Kind()},
		{protocol.PhaseDone, "Start anew", "", "The recipe’s epochs are over.", (&protocol.TrainGAN{}).Kind()},
		{protocol.PhaseError, "Start anew", "", "There are no images to learn from. Check your connection and train again. (no images)", (&protocol.TrainGAN{}).Kind()},
	} {
		m.GAN.Phase, m.GAN.Epoch, m.GAN.Epochs, m.GAN.Fault = c.phase, 2, 5, protocol.Fault{Code: protocol.CodeNoData, Detail: "no images"}
		g := &m.GAN
		if b, s, n := g.Button(w), g.Status(w), g.Note(w); b != c.button || s != c.status || n != c.note {
			t.Errorf("%v: the button says %q, the page %q, the note %q", c.phase, b, s, n)
		}
		if k := m.PressGAN().Kind(); k != c.asks {
			t.Errorf("%v: the button asks for %v", c.phase, k)
		}
	}
}

// TestGANMoment checks which moment is shown: the newest, or the one that was chosen,
// however the moments are thinned.
func TestGANMoment(t *testing.T) {
	var m Model
	w := englishWords(t)
	if m.GAN.Shown() != -1 {
		t.Error("there is a moment before the first")
	}
	for step := uint32(0); step < 400; step += 10 {
		m.Apply(ganEvent(step, min(step, 10)))
		if step == 200 {
			rev := m.Rev.GAN
			m.ShowMoment(10)
			m.ShowMoment(99)
			if at := m.GAN.Moments[m.GAN.Shown()].Step; at != 100 || m.Rev.GAN != rev+1 {
				t.Fatalf("moment 10 is that of step %d; %d revisions", at, m.Rev.GAN-rev)
			}
		}
	}
	if at := m.GAN.Moments[m.GAN.Shown()].Step; at != 100 && at != 80 || len(m.GAN.Moments) > maxMoments {
		t.Errorf("after thinning, step %d of %d moments is shown", at, len(m.GAN.Moments))
	}
	if c, s := m.GAN.Caption(w), m.GAN.Moment(w); !strings.Contains(c, "after 100 steps") || s != "step 100" {
		t.Errorf("it says %q, %q", c, s)
	}
	m.ShowMoment(len(m.GAN.Moments) - 1)
	m.Apply(ganEvent(1400, 10))
	if s := m.GAN.Moment(w); s != "step 1,400, the newest" {
		t.Errorf("the last one stands for the newest: %q", s)
	}
	m.ShowMoment(0)
	m.StartGAN()
	m.Apply(ganEvent(0, 0))
	m.Apply(ganEvent(10, 10))
	if m.GAN.Shown() != 1 {
		t.Error("of another GAN, too, the old choice is shown")
	}
}

func TestGANPlot(t *testing.T) {
	var m Model
	for i, v := range []float32{1, 3.5, 2} {
		e := ganEvent(uint32(100*(i+1)), 100)
		e.DiscriminatorLoss, e.GeneratorLoss = v, 2
		m.Apply(e)
	}
	p := m.GAN.Plot()
	if p.Discriminator != "M100.0 90.0L200.0 15.0L300.0 60.0" || p.Generator != "M100.0 60.0L200.0 60.0L300.0 60.0" || p.Top != "4" || p.Last != "300" {
		t.Errorf("the plot is %+v", p)
	}
	if math.Abs(p.Discriminates-1.386/4) > 1e-3 || math.Abs(p.Generates-0.693/4) > 1e-3 {
		t.Errorf("the guides are at %v and %v", p.Discriminates, p.Generates)
	}
	want := []GANRow{{"100", "1.000", "2.000"}, {"200", "3.500", "2.000"}, {"300", "2.000", "2.000"}}
	if got := m.GAN.Rows(5); !slices.Equal(got, want) {
		t.Errorf("in figures: %v", got)
	}
	if got := m.GAN.Rows(2); !slices.Equal(got, []GANRow{want[0], want[2]}) {
		t.Errorf("in two rows: %v", got)
	}
	if got := m.GAN.Rows(1); !slices.Equal(got, want[2:]) {
		t.Errorf("in one row: %v", got)
	}
	e := ganEvent(400, 100)
	e.DiscriminatorLoss = 20
	m.Apply(e)
	if p = m.GAN.Plot(); p.Top != "≥ 8" || !strings.HasSuffix(p.Discriminator, "L300.0 0.0") {
		t.Errorf("a loss of 20 is plotted as %+v", p)
	}
	if d, g := m.GAN.Losses(); d != "20.000" || g != "400.000" || m.GAN.Rate() != "500" {
		t.Errorf("losses %s, %s, rate %s", d, g, m.GAN.Rate())
	}
	m = Model{}
	if d, g := m.GAN.Losses(); d != "–" || g != "–" || m.GAN.Rate() != "–" || len(m.GAN.Rows(5)) != 0 {
		t.Errorf("before the first: losses %s, %s, rate %s", d, g, m.GAN.Rate())
	}
}
