package session

import (
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state"
)

var (
	soakFor  = flag.Duration("soak", 0, "how long TestSoak goes on; 0 for a short form")
	soakSeed = flag.Uint64("soakseed", 0, "its seed; 0 for 1 in the short form and in the long one for another each time")
)

// couple is a page's model and a session, with the messages that are on their way. The
// session may be gone, or silent without anybody knowing.
type couple struct {
	t      *testing.T
	seed   uint64
	rng    *rand.Rand
	m      *state.Model
	h      *fake              // nil: there is no worker
	dead   bool               // and does not say so
	to     []protocol.Message // the worker
	from   int                // of h.posts, how many have arrived
	now    time.Time
	files  map[string][]byte
	asked  int // promises of runs
	told   int // that were settled
	deaths int
	trace  []string
}

func newCouple(t *testing.T, seed uint64) *couple {
	c := &couple{t: t, seed: seed, rng: rand.New(rand.NewPCG(seed, 0)), m: &state.Model{}, now: time.Unix(1e9, 0)}
	c.files = newFake(t).files
	c.m.Now = func() time.Time { return c.now }
	c.m.Life.Post = func(m protocol.Message) {
		copied, err := protocol.Decode(protocol.Append(nil, m))
		if err != nil {
			t.Fatal(err)
		}
		c.to = append(c.to, copied)
	}
	c.m.Form.Use(soakRecipe(t, 1))
	c.born()
	return c
}

func soakRecipe(t *testing.T, seed uint64) recipe.Recipe {
	r := parse(t, `{"preset":"mlp","layers":[{"kind":"dense","units":10}],"batchSize":20,"epochs":8,"learningRate":0.01}`)
	r.Seed = seed
	return r
}

func (c *couple) born() {
	c.h = &fake{t: c.t, tick: 4 * time.Millisecond, files: maps.Clone(c.files), hash: goodHash}
	c.h.s = New(c.h)
	c.h.Post(&protocol.Ready{})
	c.from, c.to, c.dead = 0, nil, false
	c.m.Born()
}

// die replaces the worker. What is on its way is lost.
func (c *couple) die() {
	c.deaths++
	c.now = c.now.Add(time.Hour) // else the page gives up
	if !c.m.Died("") {
		c.t.Fatal("given up")
	}
	c.born()
}

// deliver lets some messages arrive, and the worker work.
func (c *couple) deliver(n int) {
	for range n {
		switch c.rng.IntN(4) {
		case 0:
			if len(c.to) > 0 {
				first := c.to[0]
				c.to = c.to[1:]
				if !c.dead {
					c.h.s.Handle(first)
				}
			}
		case 1:
			if c.from < len(c.h.posts) {
				e := c.h.posts[c.from]
				c.from++
				c.m.Apply(e)
				c.m.Follow(e)
			}
		case 2:
			if !c.dead {
				c.h.s.Run(0)
			}
		case 3:
			if !c.dead && len(c.h.asked) > 0 && c.rng.IntN(4) == 0 {
				c.h.serve(c.h.asked[0].URL[len(folder):])
			}
		}
	}
}

// act does what a visitor may do, and returns what the run is to do then: true for
// training, false for resting.
func (c *couple) act(runs bool) bool {
	m := c.m
	begin := func(seed uint64, train bool) {
		c.asked++
		r := soakRecipe(c.t, seed)
		m.Begin(r, train, func(err error) {
			c.told++
			if err == nil {
				m.Form.Use(r)
			}
		})
	}
	k := c.rng.IntN(13)
	c.trace = append(c.trace, fmt.Sprintf("%d %v@%d w%v runs=%v", k, m.Phase, m.Progress.Step, c.h.s.training.phase, runs))
	switch k {
	case 0, 1, 2: // the main button, as in wasm/app/control.go:train
		switch {
		case m.Running():
			m.Command(&protocol.Pause{})
			return false
		case m.Phase == protocol.PhaseDone:
			begin(m.Form.Recipe().Seed, false)
			m.Command(&protocol.Start{})
		default:
			m.Command(&protocol.Start{})
		}
		return true
	case 3:
		if m.CanStep() {
			m.Command(&protocol.StepOnce{})
			return false
		}
	case 4:
		begin(m.Form.Recipe().Seed, false)
		return false
	case 5:
		begin(1+c.rng.Uint64N(3), true)
		return true
	case 6:
		m.Command(&protocol.Pause{})
		return false
	case 7:
		m.Command(&protocol.Classify{Seq: m.NextDrawing(), Drawing: true, Images: make([]byte, 784)})
	case 8:
		m.Command(&protocol.Save{})
	case 9:
		c.die()
	case 10:
		c.dead = true
	case 11:
		if m.Tick() {
			c.die()
		}
	case 12: // refused
		c.asked++
		r := soakRecipe(c.t, 1)
		r.Input.H = 29
		m.Begin(r, true, func(err error) {
			if c.told++; err == nil {
				c.t.Error("a recipe for other images is accepted")
			}
		})
	}
	return runs
}

// calm waits until the page has what it asked for: nothing dies any more, and who is
// dead is found out.
func (c *couple) calm(runs bool) {
	c.t.Helper()
	for n := 0; ; n++ {
		settled := c.asked == c.told && len(c.to) == 0 && c.from == len(c.h.posts) && c.m.Prepared && (!c.dead || !runs) // nobody misses one who rests
		if settled && (runs && (c.m.Running() || c.m.Phase == protocol.PhaseDone) || !runs && !c.m.Running()) {
			return
		}
		if n > 200_000 {
			c.t.Fatalf("-soakseed %d: wanted training: %v; the page is in phase %v at step %d, the session in %v; %d of %d promises are settled; %q",
				c.seed, runs, c.m.Phase, c.m.Progress.Step, c.h.s.training.phase, c.told, c.asked, c.trace[max(0, len(c.trace)-25):])
		}
		c.deliver(1)
		if n%100 == 99 && c.m.Tick() {
			c.die()
		}
	}
}

// TestSoak lets a visitor and a mishap do anything at any moment, and checks that what
// the visitor wants is done in the end, that every promise is settled, and that each run
// that ends has the weights of an undisturbed one. "make soak" is its long form.
func TestSoak(t *testing.T) {
	want := map[uint64]uint64{}
	for seed := uint64(1); seed <= 3; seed++ {
		h := newFake(t)
		r := soakRecipe(t, seed)
		h.send(&protocol.Prepare{Recipe: r}, &protocol.Start{})
		h.serveAll()
		h.run()
		want[seed] = last[*protocol.PhaseChanged](h).Fingerprint
	}
	seed := *soakSeed
	if seed == 0 {
		seed = 1
		if *soakFor > 0 {
			seed = uint64(time.Now().UnixNano())
		}
	}
	acts, ends, deaths := 0, 0, 0
	for began := time.Now(); acts < 4000 || time.Since(began) < *soakFor; seed++ {
		c := newCouple(t, seed)
		runs := false
		for range 20 {
			for range 20 {
				runs = c.act(runs)
				c.deliver(c.rng.IntN(40))
				acts++
			}
			c.calm(runs)
		}
		for c.m.Phase != protocol.PhaseDone { // to the end
			if !c.m.Running() {
				c.m.Command(&protocol.Start{})
			}
			c.calm(true)
			c.deliver(100)
			if c.rng.IntN(30) == 0 {
				c.die()
			}
		}
		c.calm(false)
		ends++
		deaths += c.deaths
		if got := c.m.Fingerprint; got != want[c.m.Recipe.Seed] || c.m.Recipe.Seed != c.m.Form.Recipe().Seed {
			t.Fatalf("-soakseed %d: the run of seed %d, the form's is %d, ends with %x, want %x",
				seed, c.m.Recipe.Seed, c.m.Form.Recipe().Seed, got, want[c.m.Recipe.Seed])
		}
	}
	t.Logf("%d acts, %d deaths, %d runs to their end", acts, deaths, ends)
	if deaths < acts/50 || ends == 0 {
		t.Error("too little happened")
	}
}
