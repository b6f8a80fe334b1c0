package session

import (
	"math"

	"github.com/zerokara/zerokara/nn/evaluate"
	"github.com/zerokara/zerokara/nn/network"
	"github.com/zerokara/zerokara/nn/recipe"
)

// What the time line may take of the worker's memory: moments to look at, in half
// precision, and snapshots to replay from. A moment of simpleconv takes 0.9 MB, one of
// the default recipe a thirtieth of that. All of a run's take 0.04% of its time with
// the default recipe, 1.2% with mlp, whose run is a second of quick steps, and 0.3% with
// simpleconv (BenchmarkMoments).
const (
	maxMoments     = 60
	momentsBudget  = 48 << 20
	maxOrigins     = 8
	originsBudget  = 16 << 20
	originsApart   = 100 // steps, at least: a snapshot costs half a step of mlp
	momentsOfARun  = 32  // evenly, besides those of the first steps and the epochs' ends
	fewestRetained = 2
)

// moment is the network after step: its weights in half precision, its running
// statistics as they are.
type moment struct {
	step    uint32
	lessons uint64
	values  []uint16
	stats   []float32
}

func (m *moment) take(net *network.Network) {
	if n := len(net.Values()); len(m.values) != n {
		m.values = make([]uint16, n)
	}
	toHalf(m.values, net.Values())
	m.stats = append(m.stats[:0], net.Stats()...)
}

// worth reports whether there is to be a moment after step, of a run of steps steps, 0
// if that is not known: at 0, 1, 2, 5, 10, 20, 50, ..., at the end of each epoch, and
// evenly over the run.
func worth(step, steps uint32, epochDone bool) bool {
	if epochDone || step == 0 || steps > 0 && step%max((steps+momentsOfARun-1)/momentsOfARun, 1) == 0 {
		return true
	}
	decade := uint32(1)
	for step/decade >= 10 {
		decade *= 10
	}
	first := step / decade
	return step%decade == 0 && (first == 1 || first == 2 || first == 5)
}

// room is the number of moments of size bytes that there may be.
func room(size int) int { return min(max(momentsBudget/max(size, 1), fewestRetained), maxMoments) }

// spare returns the index of the moment that is missed least: the one between the
// closest two, not the first, the newest nor kept. Early moments count, too: they are
// apart by their order of magnitude.
func spare(moments []moment, steps uint32, kept uint32) int {
	at := func(i int) float64 {
		s := float64(moments[i].step)
		return math.Log1p(s)/math.Log1p(float64(moments[len(moments)-1].step)) + s/float64(max(steps, moments[len(moments)-1].step))
	}
	best, gap := 1, math.Inf(1)
	for i := 1; i < len(moments)-1; i++ {
		if g := at(i+1) - at(i-1); g < gap && moments[i].step != kept {
			best, gap = i, g
		}
	}
	return best
}

// past is a network of the run's recipe with the weights of a moment.
type past struct {
	model   *evaluate.Model
	step    uint32
	lessons uint64
	loaded  bool
}

// load gives the network, which it builds for batches of up to n images, the weights of
// a moment.
func (p *past) load(r recipe.Recipe, n int, m *moment) {
	if p.model == nil {
		net, err := network.New(r, n)
		if err == nil {
			p.model, err = evaluate.New(net, r.Loss, r.Temperature)
		}
		if err != nil {
			panic(err) // the run's was built of the same recipe
		}
	}
	if p.loaded && p.step == m.step && p.lessons == m.lessons {
		return
	}
	net := p.model.Network()
	fromHalf(net.Values(), m.values)
	copy(net.Stats(), m.stats)
	p.step, p.lessons, p.loaded = m.step, m.lessons, true
}
