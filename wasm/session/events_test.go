package session

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/zerokara/zerokara/wasm/protocol"
)

func inked(seq uint32) *protocol.Classify {
	return &protocol.Classify{Seq: seq, Drawing: true, Images: slices.Repeat([]byte{0, 255}, 392)}
}

func TestPredictions(t *testing.T) {
	h := newFake(t)
	h.prepare(smallRecipe)
	h.send(inked(1))
	h.run()
	if p := last[*protocol.Classified](h); p.Seq != 1 || p.Step != 0 {
		t.Errorf("untrained prediction %+v", p)
	}
	h.posts = nil
	h.send(&protocol.Classify{Seq: 2, Drawing: true}) // cleared
	h.send(&protocol.Start{})
	h.serveAll()
	h.untilStep(2)
	if n := len(got[*protocol.Classified](h)); n != 0 {
		t.Errorf("%d predictions for an empty pad", n)
	}
	h.send(inked(3))
	h.s.Run(0)
	if p := last[*protocol.Classified](h); p.Seq != 3 || p.Step != 2 {
		t.Errorf("prediction while training %+v", p)
	}
	h.send(&protocol.Pause{})
	h.run()
	h.posts = nil
	h.tick = 500 * time.Microsecond // a step takes some 10 ms
	h.send(&protocol.Resume{})
	from := h.now
	h.run()
	all := got[*protocol.Classified](h)
	if limit := int((h.now-from)/classifyEvery) + 2; len(all) > limit || len(all) < 3 {
		t.Errorf("%d predictions in %v", len(all), h.now-from)
	}
	if p := all[len(all)-1]; p.Step != steps || p.Seq != 3 {
		t.Errorf("the last prediction is %+v", p)
	}
	h.send(inked(4))
	h.run()
	if p := last[*protocol.Classified](h); p.Seq != 4 {
		t.Errorf("prediction when done %+v", p)
	}
	h.send(&protocol.Reset{})
	h.run()
	if p := last[*protocol.Classified](h); p.Seq != 4 || p.Step != 0 {
		t.Errorf("prediction after a reset %+v", p)
	}
	h.posts = nil
	h.send(&protocol.Classify{Seq: 5, Drawing: true, Images: make([]byte, 3)})
	h.run()
	h.wantFaults("internal classify")
	if len(got[*protocol.Classified](h)) != 0 {
		t.Error("classified a torn drawing")
	}
}

// long is a recipe whose run, with a slow clock, takes minutes.
const long = `{"preset":"mlp","layers":[{"kind":"dense","units":10}],"batchSize":2,"epochs":20,"learningRate":0.001}`

// TestRates: how often things happen in a long run.
func TestRates(t *testing.T) {
	h := newFake(t)
	h.tick = 3 * time.Millisecond
	h.prepare(long)
	h.send(&protocol.Start{})
	h.serveAll()
	var live, complete time.Duration
	h.phases()
	from := h.now
	for {
		before, e, due := h.now, h.s.test.evaluation, h.s.test.wanted
		h.tick = 3 * time.Millisecond
		if e != nil && !h.s.test.complete {
			h.tick = 200 * time.Millisecond // live evaluations are dear
		}
		if !h.s.Run(0) {
			break
		}
		if e == nil && !due {
			continue
		}
		if due || h.s.test.complete {
			complete += h.now - before
		} else {
			live += h.now - before
		}
	}
	total := h.now - from
	if total < time.Minute {
		t.Fatalf("the run took only %v", total)
	}
	if share := live.Seconds() / total.Seconds(); share > 0.15 || share < 0.05 {
		t.Errorf("live evaluations took %.3f of the time", share)
	}
	var lastStep uint32
	snaps := got[*protocol.Snapshot](h)
	for _, s := range snaps {
		if s.Step <= lastStep {
			t.Errorf("snapshot of step %d after that of %d", s.Step, lastStep)
		}
		lastStep = s.Step
	}
	if most := int(total/lossLimit) + 1; len(snaps) < most/3 || len(snaps) > 2*most {
		t.Errorf("%d snapshots in %v", len(snaps), total)
	}
	progress := got[*protocol.Progress](h)
	if most := int(total/progressEvery) + 100; len(progress) > most || len(progress) < most/3 {
		t.Errorf("%d progress events in %v", len(progress), total)
	}
	var evals []*protocol.Eval
	for _, e := range got[*protocol.Eval](h) {
		if !e.Complete {
			evals = append(evals, e)
		}
	}
	if evals[0].Step > 20 {
		t.Errorf("the first live evaluation came at step %d", evals[0].Step)
	}
	mid := progress[len(progress)/2]
	if rate := float64(20*trainImages) / total.Seconds(); float64(mid.ImagesPerSecond) < rate/2 || float64(mid.ImagesPerSecond) > rate*2 {
		t.Errorf("%v images a second reported, %v overall", mid.ImagesPerSecond, rate)
	}
	left := float64(20*trainImages-mid.ImagesSeen) / float64(mid.ImagesPerSecond)
	if d := float64(mid.SecondsLeft) - left; d > 0.01*left || d < -0.01*left {
		t.Errorf("%v s left, want %v", mid.SecondsLeft, left)
	}
}

func TestPausesDoNotSlowTheRate(t *testing.T) {
	h := newFake(t)
	h.tick = time.Millisecond
	h.prepare(long)
	h.send(&protocol.Start{})
	h.serveAll()
	h.untilStep(100)
	h.send(&protocol.Pause{})
	before := last[*protocol.Progress](h).ImagesPerSecond
	h.now += time.Hour
	h.send(&protocol.Resume{})
	h.untilStep(110)
	h.send(&protocol.Pause{})
	if after := last[*protocol.Progress](h).ImagesPerSecond; after < before*0.7 || after > before*1.4 {
		t.Errorf("%v images a second, %v after a pause", before, after)
	}
}

func TestLoadEvents(t *testing.T) {
	h := newFake(t)
	h.prepare(smallRecipe)
	h.send(&protocol.Start{})
	h.serve(manifestName)
	var urls []string
	for len(h.asked) > 0 {
		r := h.asked[0]
		urls = append(urls, r.URL[len("mnist/"):])
		for b := range 500 { // 500 chunks in half a second
			h.now += time.Millisecond
			h.s.Received(r.ID, b)
		}
		h.serve(urls[len(urls)-1])
	}
	want := []string{"train-00.bin.gz", "test-00.bin.gz", "train-01.bin.gz", "train-02.bin.gz", "test-01.bin.gz"}
	if !slices.Equal(urls, want) {
		t.Errorf("downloaded in the order %v", urls)
	}
	loads := got[*protocol.Load](h)
	if len(loads) < 20 || len(loads) > 40 {
		t.Errorf("%d load events in 2.5 s", len(loads))
	}
	for i, l := range loads[1:] {
		if l.BytesTotal != 10*(trainImages+testImages) || l.BytesDone < loads[i].BytesDone {
			t.Errorf("%+v after %+v", l, loads[i])
		}
	}
	if l := loads[0]; l.BytesDone != 0 || l.ShardsTotal != 5 || l.ShardsDone != 0 {
		t.Errorf("first %+v", l)
	}
	if l := loads[len(loads)-1]; l.BytesDone != l.BytesTotal || l.ShardsDone != 5 || l.TrainImages != trainImages || l.TestImages != testImages {
		t.Errorf("last %+v", l)
	}
}

func TestSnapshots(t *testing.T) {
	want := last[*protocol.PhaseChanged](trained(t)).Fingerprint
	h := newFake(t)
	h.prepare(smallRecipe)
	h.send(&protocol.Start{})
	h.serveAll()
	h.untilStep(11)
	h.send(&protocol.Save{})
	snap := last[*protocol.Snapshot](h)
	if snap.Step != 11 {
		t.Errorf("snapshot of step %d", snap.Step)
	}

	other := newFake(t) // a new worker
	other.send(inked(9), &protocol.Restore{Recipe: parse(t, smallRecipe), Data: snap.Data})
	other.run()
	if p := last[*protocol.Classified](other); p.Step != 11 || p.Seq != 9 {
		t.Errorf("prediction after restoring %+v", p)
	}
	if p := last[*protocol.Prepared](other); p.Params != 7850 {
		t.Errorf("prepared %+v", p)
	}
	other.wantPhases("paused")
	if len(other.all) != 0 {
		t.Error("restoring fetched data")
	}
	other.send(&protocol.Resume{})
	other.serveAll()
	other.run()
	if end := last[*protocol.PhaseChanged](other); end.Fingerprint != want {
		t.Errorf("restored run ended with %x, want %x", end.Fingerprint, want)
	}
	done := last[*protocol.Snapshot](other).Data
	other.wantPhases("loading training done")

	for n := 0; n < len(snap.Data); n += 997 { // torn: the run that is there stays
		other.send(&protocol.Restore{Recipe: parse(t, smallRecipe), Data: snap.Data[:n]})
	}
	for _, f := range got[*protocol.Fault](other) {
		if f.Code != protocol.CodeSnapshot {
			t.Errorf("fault %+v", f)
		}
	}
	other.send(&protocol.Restore{Recipe: parse(t, convRecipe), Data: snap.Data}) // of another network
	if f := last[*protocol.Fault](other); f.Code != protocol.CodeSnapshot || !strings.Contains(f.Detail, "another recipe") {
		t.Errorf("with another recipe: %+v", f)
	}
	if len(got[*protocol.Fault](other)) < 5 || other.s.step() != steps {
		t.Errorf("%d faults, step %d", len(got[*protocol.Fault](other)), other.s.step())
	}
	other.wantPhases("")

	other.send(&protocol.Restore{Recipe: parse(t, smallRecipe), Data: snap.Data}) // data is there already
	other.send(&protocol.Restore{Recipe: parse(t, smallRecipe), Data: done})
	other.wantPhases("paused done")
	h = newFake(t)
	h.send(&protocol.Restore{Recipe: parse(t, smallRecipe), Data: done}) // without data nobody knows that this is the end
	h.send(&protocol.Resume{})
	h.serveAll()
	h.run()
	if end := last[*protocol.PhaseChanged](h); end.Fingerprint != want {
		t.Errorf("weights %x, want %x", end.Fingerprint, want)
	}
	h.wantPhases("paused loading training done")
}
