package ch2

import "github.com/zerokara/zerokara/nn/book/perceptron"

// learnRate is Rosenblatt's rate in the lab of the gates.
const learnRate = 0.5

// maxUpdates ends a run that neither is done nor comes back: large weights take long.
const maxUpdates = 2000

// Update is one mistake and its correction: w += rate*(t-y)*x, b += rate*(t-y).
type Update struct {
	Row           int // of the truth table
	X             Point
	Output        int
	Before, After [3]float64 // w1, w2, b
}

// Sign is 1 where x is added, -1 where it is subtracted.
func (u Update) Sign() float64 { return float64(1 - 2*u.Output) }

// path is what the rule did since the visitor changed something.
type path struct {
	updates []Update
	at      int // row that is tried next
	clean   int // rows in a row that were correct
	loop    int // updates before the loop that the weights go round in; -1 if there is none
}

func (p *path) clear() { *p = path{updates: p.updates[:0], loop: -1} }

// LearnState is how far the rule is.
type LearnState int

// The states.
const (
	LearnGoes  LearnState = iota // a mistake may follow
	LearnDone                    // every row was correct, one after the other
	LearnLoops                   // weights and row have come again: it never ends
)

// Learning returns how far the rule is.
func (g *Gates) Learning() LearnState {
	switch {
	case g.path.loop >= 0:
		return LearnLoops
	case g.path.clean >= len(g.table):
		return LearnDone
	}
	return LearnGoes
}

// Path returns the corrections so far, and how many of them came before the loop, if
// there is one.
func (g *Gates) Path() (updates []Update, loop int) { return g.path.updates, g.path.loop }

// LearnStep tries the rows in order, on from where it was, up to the next mistake. It
// reports whether there was one.
func (g *Gates) LearnStep() bool {
	for g.Learning() == LearnGoes && len(g.path.updates) < maxUpdates {
		row := g.path.at
		g.path.at = (row + 1) % len(g.table)
		e := g.table[row]
		output := g.neuron.Output(e.X)
		if output == e.Y {
			g.path.clean++
			g.rev++
			continue
		}
		u := Update{Row: row, X: Point{e.X[0], e.X[1]}, Output: int(output), Before: g.Weights()}
		// The rule on this row alone: its error says that one pass was not enough.
		_, _ = g.neuron.Learn([]perceptron.Example{e}, learnRate, 1)
		w := g.neuron.Weights
		w[0], w[1], g.neuron.Bias = hundredths(w[0]), hundredths(w[1]), hundredths(g.neuron.Bias)
		u.After = g.Weights()
		g.path.clean = 0
		for i, earlier := range g.path.updates {
			if earlier.Row == row && earlier.After == u.After {
				g.path.loop = i + 1
				break
			}
		}
		g.path.updates = append(g.path.updates, u)
		g.placed()
		return true
	}
	return false
}

// LearnAll goes on until the rule is done or goes round in a loop.
func (g *Gates) LearnAll() {
	for g.LearnStep() {
	}
}
