package state

import (
	"bytes"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// someRun returns a run of which every field is set.
func someRun(t *testing.T) *Run {
	m := prepared()
	m.Now = func() time.Time { return time.UnixMilli(1_800_000_000_123) }
	run(t, m, 3, 40, 0.75)
	m.Fingerprint, m.imported = 0xfeed, true
	m.identity.name = "mine"
	m.identity.trained = 5 * time.Second
	m.identity.snapshots = []Snapshot{{1, []byte("one")}}
	m.taught(&protocol.Teach{Labels: []byte{7}, Images: make([]byte, ink.Pixels)})
	r := m.Run(Saved{Recipe: m.Recipe, Step: 40, Data: []byte("forty"), Over: true})
	v := reflect.ValueOf(*r)
	for i := range v.NumField() {
		if v.Field(i).IsZero() {
			t.Fatalf("%s is not set", v.Type().Field(i).Name)
		}
	}
	return r
}

func TestRunComesBack(t *testing.T) {
	r := someRun(t)
	b := r.Append(nil)
	back, err := ParseRun(b)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(back.Recipe.AppendJSON(nil), r.Recipe.AppendJSON(nil)) || !bytes.Equal(back.Append(nil), b) {
		t.Errorf("%+v came back as %+v", r, back)
	}
	if back.Engine != recipe.Engine || back.Fingerprint != 0xfeed || back.Trained < 5*time.Second || !back.Begun.Equal(r.Begun) || string(back.Data) != "forty" || back.Taught[0].Step != 40 {
		t.Errorf("it came back as %+v", back)
	}
	h := r.Head()
	if h.Data != nil || h.Snapshots != nil || h.Name != "mine" || r.Data == nil {
		t.Error("its head is not all but its snapshots")
	}
}

// TestTornRun tears a run everywhere, and alters its bytes: what is read must be whole,
// and what it claims bounded.
func TestTornRun(t *testing.T) {
	b := someRun(t).Append(nil)
	for n := range b {
		if _, err := ParseRun(b[:n]); err == nil {
			t.Fatalf("%d of %d bytes are accepted", n, len(b))
		}
	}
	if _, err := ParseRun(append(bytes.Clone(b), 0)); err == nil {
		t.Error("a byte too many is accepted")
	}
	other := bytes.Clone(b)
	other[0]++
	if _, err := ParseRun(other); err == nil {
		t.Error("another version is accepted")
	}
	random := rand.New(rand.NewPCG(1, 2))
	accepted := 0
	for range 3000 {
		altered := bytes.Clone(b)
		for range 1 + random.IntN(3) {
			altered[random.IntN(len(b))] = byte(random.Uint32())
		}
		r, err := ParseRun(altered)
		if err != nil {
			continue
		}
		accepted++
		if len(r.Name) > maxName || r.ID < 0 || len(r.curves.TrainLoss.points) > seriesCap || len(r.Taught) > 0 && r.Taught[0].Labels[0] >= recipe.Classes {
			t.Fatalf("accepted is %+v", r)
		}
		r.Append(nil)
	}
	if accepted == 0 {
		t.Error("no altered run was accepted, and so none was looked at")
	}
}

// TestLessonIsPartOfTheRun checks that only a lesson that has changed the weights is
// noted.
func TestLessonIsPartOfTheRun(t *testing.T) {
	m := prepared()
	m.Life.Post = func(protocol.Message) {}
	run(t, m, 1, 5, 0.5)
	for i, outcome := range []protocol.Outcome{protocol.OutcomeStopped, protocol.OutcomeTaught} {
		m.Command(&protocol.Teach{Labels: []byte{byte(i)}, Images: make([]byte, ink.Pixels)})
		e := &protocol.Receipt{Outcome: outcome}
		m.Apply(e)
		m.Follow(e)
	}
	if all := m.Run(Saved{Step: 5}).Taught; len(all) != 1 || all[0].Labels[0] != 1 || all[0].Step != 5 {
		t.Errorf("taught were %v", all)
	}
	m.Apply(&protocol.Prepared{})
	if len(m.identity.taught) != 0 {
		t.Error("a new run has the lessons of the one before")
	}
}
