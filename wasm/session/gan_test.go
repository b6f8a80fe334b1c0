package session

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/nn/gan"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// ganRecipe takes 9 steps for the 180 images.
const ganRecipe = `{"latent":3,"batchSize":20,"epochs":1,` +
	`"generator":[{"kind":"dense","units":784},{"kind":"reshape","shape":[1,28,28]},{"kind":"tanh"}],` +
	`"discriminator":[{"kind":"dense","units":1}]}`

func smallGAN(t *testing.T) recipe.GAN {
	t.Helper()
	r, err := recipe.ParseGAN([]byte(ganRecipe))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func ganPhases(h *fake) string {
	var names []string
	for _, m := range got[*protocol.GAN](h) {
		if name := m.Phase.String(); len(names) == 0 || names[len(names)-1] != name {
			names = append(names, name)
		}
	}
	return strings.Join(names, " ")
}

// TestGANTrainsInTheWorker trains one before any run was started, and compares
// it with the same recipe and images trained by package gan alone.
func TestGANTrainsInTheWorker(t *testing.T) {
	h := newFake(t)
	h.prepare(smallRecipe)
	h.send(&protocol.TrainGAN{Recipe: smallGAN(t)})
	h.run()
	if m := last[*protocol.GAN](h); m.Phase != protocol.PhaseLoading || len(m.Grid) != 0 {
		t.Errorf("before the images: phase %v, a grid of %d", m.Phase, len(m.Grid))
	}
	h.serve(manifestName, "train-00.bin.gz") // 60 images, three steps
	h.run()
	if m := last[*protocol.GAN](h); m.Phase != protocol.PhaseTraining || h.s.gan.trainer.StepCount() != 3 {
		t.Errorf("with a third of the images: phase %v, %d steps", m.Phase, h.s.gan.trainer.StepCount())
	}
	h.serveAll()
	h.run()
	m := last[*protocol.GAN](h)
	if got := ganPhases(h); got != "loading training done" {
		t.Errorf("phases %s", got)
	}
	if m.Step != 9 || m.Steps != 9 || m.Epoch != 1 || m.Epochs != 1 || m.Since == 0 ||
		!(m.DiscriminatorLoss > 0 && m.GeneratorLoss > 0 && m.ImagesPerSecond > 0) {
		t.Errorf("at the end: %+v", *m)
	}
	alone, err := gan.New(h.s.gan.recipe, h.s.data.train)
	if err != nil {
		t.Fatal(err)
	}
	before := make([]byte, gan.GridPixels*gan.GridPixels)
	alone.Grid(before)
	for !alone.Finished() {
		if _, err := alone.Step(); err != nil {
			t.Fatal(err)
		}
	}
	want := make([]byte, len(before))
	alone.Grid(want)
	if !bytes.Equal(m.Grid, want) || bytes.Equal(want, before) {
		t.Error("the grid is not what the recipe makes")
	}
	if !slices.Equal(alone.Generator().Values(), h.s.gan.trainer.Generator().Values()) {
		t.Error("the weights are not those of the recipe")
	}
	h.wantFaults("")
}

// TestGANAndRunTakeTurns checks that one thing learns at a time, and that
// neither loses anything.
func TestGANAndRunTakeTurns(t *testing.T) {
	h := newFake(t)
	h.prepare(smallRecipe)
	h.send(&protocol.Start{})
	h.serveAll()
	h.untilStep(4)
	h.send(&protocol.TrainGAN{Recipe: smallGAN(t)})
	if h.s.training.running || h.s.training.phase != protocol.PhasePaused {
		t.Fatalf("the run goes on, in phase %v", h.s.training.phase)
	}
	step := h.s.step()
	h.until(func() bool { return h.s.gan.trainer != nil && h.s.gan.trainer.StepCount() == 4 })
	h.send(inked(1)) // a drawing is answered meanwhile
	h.until(func() bool { return len(got[*protocol.Classified](h)) > 0 })
	h.send(&protocol.Resume{})
	if m := last[*protocol.GAN](h); m.Phase != protocol.PhasePaused || len(m.Grid) == 0 {
		t.Errorf("the GAN is in phase %v", m.Phase)
	}
	if h.s.step() != step {
		t.Errorf("the run moved from step %d to %d", step, h.s.step())
	}
	h.run()
	if h.s.training.phase != protocol.PhaseDone || h.s.gan.trainer.StepCount() != 4 {
		t.Errorf("run %v, GAN at step %d", h.s.training.phase, h.s.gan.trainer.StepCount())
	}
	h.send(&protocol.ResumeGAN{})
	h.run()
	if got := ganPhases(h); got != "training paused training done" {
		t.Errorf("phases %s", got)
	}
	h.send(&protocol.PauseGAN{}, &protocol.ResumeGAN{}) // mean nothing now
	h.run()
	if m := last[*protocol.GAN](h); m.Phase != protocol.PhaseDone || m.Step != 9 {
		t.Errorf("after the end: %+v", m)
	}
	want := trained(t)
	if h.s.trainer.Fingerprint() != want.s.trainer.Fingerprint() {
		t.Error("the GAN changed what the run learned")
	}
	h.wantFaults("")
}

func TestGANSaysWhatFails(t *testing.T) {
	h := newFake(t)
	h.prepare(smallRecipe)
	bad := smallGAN(t)
	bad.Latent = 0
	h.send(&protocol.TrainGAN{Recipe: bad})
	if m := last[*protocol.GAN](h); m.Phase != protocol.PhaseError || m.Fault.Code != protocol.CodeRecipe || m.Fault.Where != "latent" || m.Fault.Reason != "range" {
		t.Errorf("a bad recipe: %+v", m)
	}
	h.send(&protocol.TrainGAN{Recipe: smallGAN(t)})
	h.serve(manifestName)
	h.onPost = func(m protocol.Message) {
		if m, ok := m.(*protocol.GAN); ok && m.Phase == protocol.PhaseTraining {
			h.onPost = nil
			panic("a bug")
		}
	}
	h.run()
	if m := last[*protocol.GAN](h); m.Phase != protocol.PhaseError || m.Fault.Code != protocol.CodeInternal || m.Fault.Detail != "a bug" || h.s.gan.running {
		t.Errorf("a bug: %+v", m)
	}
	h.wantFaults("internal")

	h = newFake(t)
	h.prepare(smallRecipe)
	h.send(&protocol.TrainGAN{Recipe: smallGAN(t)})
	h.serve(manifestName)
	h.serveAll("train-00.bin.gz", "train-01.bin.gz", "train-02.bin.gz")
	h.run()
	if m := last[*protocol.GAN](h); m.Phase != protocol.PhaseError || m.Fault.Code != protocol.CodeNoData || m.Fault.Detail == "" {
		t.Errorf("without images: %+v", m)
	}
}
