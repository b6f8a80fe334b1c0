package session

import (
	"bytes"

	"github.com/zerokara/zerokara/nn/train"
)

// Errand is what a replica is sent: in this order, weights to overwrite its own or the
// gradient of the other half, by which it makes an optimiser step, and a task.
type Errand struct {
	Weights  []float32
	State    [][]float32 // its optimiser's from now on, empty if it will make no steps
	Gradient []float32
	Rate     float32    // of the step by Gradient
	Task     train.Task // none if its Size is 0; the answer is then no part
}

// MaxErrands is how many of a replica's errands wait for answers at a time.
const MaxErrands = 2

// exchanged is what a replica has been sent, so that two workers need not send each
// other weights (nn/train/exchange.go). With its half of the gradient it is given the
// task of the next mini-batch, and does not wait for this worker's step. That may turn
// out not to be wanted.
type exchanged struct {
	errands [MaxErrands]errand // without an answer, the first n
	n       int
	follows bool        // it has the optimiser's state, and
	step    int         // the weights after that many steps
	ahead   train.Task  // of the next mini-batch, none if its Size is 0
	early   *train.Part // what came of that already
}

// errand says what its answer is for.
type errand uint8

const (
	forNothing errand = iota
	forNow            // the mini-batch in work
	forAhead          // the next
)

func (x *exchanged) free() bool { return x.n < MaxErrands }

func (x *exchanged) sent(e errand) {
	x.errands[x.n] = e
	x.n++
}

// settle finds out whether a task that was given ahead is one of those of the
// mini-batch that begins. The replica that has it comes first.
func (w *workers) settle(t *train.Trainer, tasks []train.Task) {
	for i, o := range w.replicas {
		x := &o.exchange
		if x.ahead.Size == 0 {
			continue
		}
		if len(tasks) == 1 && x.step == t.StepCount() && equal(&x.ahead, &tasks[0]) {
			copy(w.replicas[1:i+1], w.replicas[:i])
			w.replicas[0] = o
			continue
		}
		x.ahead, x.early = train.Task{}, nil
		for k, e := range x.errands[:x.n] {
			if e == forAhead {
				x.errands[k] = forNothing
			}
		}
	}
}

func equal(a, b *train.Task) bool {
	if a.From != b.From || a.To != b.To || a.Step != b.Step || a.Size != b.Size || !bytes.Equal(a.Samples.Bytes, b.Samples.Bytes) {
		return false
	}
	for i, l := range a.Samples.Labels {
		if l != b.Samples.Labels[i] {
			return false
		}
	}
	return true
}

// begin sends the replica its task, unless it has it, with the weights, unless it has
// made the steps itself. two says that it will make the next one.
func (o *replica) begin(s *Session, t *train.Trainer, two bool) {
	x := &o.exchange
	if x.ahead.Size > 0 {
		x.ahead = train.Task{}
		switch early := x.early; {
		case early == nil:
			x.errands[x.n-1] = forNow
		case t.Accept(early):
			x.early, o.busy = nil, false
		default:
			s.refused(o)
		}
		return
	}
	e := Errand{Task: o.task}
	if !two || !x.follows || x.step != t.StepCount() {
		e.Weights = t.Network().Values()
		x.follows, x.step = two, t.StepCount()
		if two {
			e.State = t.OptimizerState()
		}
	}
	x.sent(forNow)
	s.host.Send(o.id, e)
}

// answered takes the answer to the first errand, and reports whether it was wanted.
func (o *replica) answered(t *train.Trainer, part *train.Part) bool {
	x := &o.exchange
	if x.n == 0 {
		return false
	}
	first := x.errands[0]
	x.n--
	copy(x.errands[:], x.errands[1:])
	switch first {
	case forNow:
		if !t.Accept(part) {
			return false // it is still busy: its task is taken back
		}
		o.busy = false
	case forAhead:
		x.early = part
	}
	return true
}

// exchange gives the replica of two workers this one's half of the gradient as soon as it
// is computed, and with next the task of the next mini-batch.
func (w *workers) exchange(s *Session, t *train.Trainer, next bool) {
	if w.active != 2 {
		return
	}
	gradient, rate := t.Own()
	if gradient == nil {
		return
	}
	for _, o := range w.replicas {
		x := &o.exchange
		if !x.follows || x.step != t.StepCount() || o.task.Size == 0 || o.task.Step != x.step || !x.free() {
			continue
		}
		e, answer := Errand{Gradient: gradient, Rate: rate}, forNothing
		if next {
			if tasks := t.Ahead(1); len(tasks) == 1 {
				e.Task, x.ahead, answer = tasks[0], tasks[0], forAhead
			}
		}
		x.step++
		x.sent(answer)
		s.host.Send(o.id, e)
		return
	}
}
