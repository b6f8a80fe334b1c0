package ch4

import (
	"math"

	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state"
)

// Probe asks the worker for the losses of a digit along some lines through the bench's
// weights, at three places each: one command after the other.
type Probe struct {
	commands []*protocol.LabLoss
	slopes   []Probed
	id       uint32 // of the command that is out, 0 without one
	refused  bool
	Of       state.Sloped // the digit that the loss is of
	rev      uint32
}

// Probed is a slope by differences over H, and by backpropagation.
type Probed struct{ H, Forward, Central, Backward float64 }

// Begin begins to measure.
func (p *Probe) Begin(digit []byte, of state.Sloped, lines []protocol.LabLoss) {
	*p = Probe{Of: of, rev: p.rev + 1}
	for _, l := range lines {
		l.Points, l.Digit, l.Label = 3, append([]byte(nil), digit...), uint8(of.Digit)
		p.commands = append(p.commands, &l)
	}
}

// Next returns the command that is to be sent, nil if none is.
func (p *Probe) Next(newID func() uint32) *protocol.LabLoss {
	if p.id != 0 || len(p.slopes) == len(p.commands) || p.refused {
		return nil
	}
	c := p.commands[len(p.slopes)]
	p.id = newID()
	c.ID = p.id
	return c
}

// Apply takes an event of the worker, and reports whether it was waited for.
func (p *Probe) Apply(m *protocol.LabLosses) bool {
	if p.id == 0 || m.ID != p.id {
		return false
	}
	p.id = 0
	p.rev++
	if m.Refused || len(m.Own) != 3 {
		p.refused = true
		return true
	}
	h := float64(p.commands[len(p.slopes)].Reach)
	low, middle, high := float64(m.Own[0]), float64(m.Own[1]), float64(m.Own[2])
	p.slopes = append(p.slopes, Probed{h, (high - middle) / h, (high - low) / (2 * h), float64(m.Slope[0])})
	return true
}

// Stop gives up what has not been measured; it returns the ID of the command that is
// out, 0 without one.
func (p *Probe) Stop() uint32 {
	id := p.id
	if p.Running() {
		p.commands, p.id = p.commands[:len(p.slopes)], 0
		p.rev++
	}
	return id
}

// Rev counts the changes.
func (p *Probe) Rev() uint32 { return p.rev }

// Running reports whether something is yet to be measured.
func (p *Probe) Running() bool { return len(p.slopes) < len(p.commands) && !p.refused }

// Over reports whether all was measured.
func (p *Probe) Over() bool { return len(p.commands) > 0 && len(p.slopes) == len(p.commands) }

// Refused reports whether the worker could not.
func (p *Probe) Refused() bool { return p.refused }

// Slopes returns what was measured so far, of all that is to be.
func (p *Probe) Slopes() (slopes []Probed, all int) { return p.slopes, len(p.commands) }

// Worst returns the largest difference between the central difference and
// backpropagation, and the largest slope.
func (p *Probe) Worst() (off, largest float64) {
	for _, s := range p.slopes {
		off, largest = max(off, math.Abs(s.Central-s.Backward)), max(largest, math.Abs(s.Backward))
	}
	return off, largest
}

// The axis of a probe's errors, relative to the slope.
const minOwnError, maxOwnError = 1e-5, 100

// Errors returns the steps that were measured over, and the errors of the slopes there,
// relative to the one by backpropagation.
func (p *Probe) Errors() (hs, forward, central []float64) {
	for _, s := range p.slopes {
		of := func(slope float64) float64 {
			return min(max(math.Abs(slope-s.Backward)/max(math.Abs(s.Backward), 1e-12), minOwnError), maxOwnError)
		}
		hs, forward, central = append(hs, s.H), append(forward, of(s.Forward)), append(central, of(s.Central))
	}
	return hs, forward, central
}

// Best returns the step with the smallest error of the central difference, and that.
func (p *Probe) Best() (h, e float64) {
	hs, _, central := p.Errors()
	for i, v := range central {
		if i == 0 || v < e {
			h, e = hs[i], v
		}
	}
	return h, e
}

// The steps of a probe of one direction: from 1 down, two per power of ten.
const probeSteps = 15

// alongOne returns the lines of one random direction, over smaller and smaller steps.
func alongOne() (lines []protocol.LabLoss) {
	for i := range probeSteps {
		lines = append(lines, protocol.LabLoss{A: protocol.Direction{Kind: protocol.RandomDirection, Seed: 1}, Reach: float32(math.Pow(10, -float64(i)/2))})
	}
	return lines
}

// filterStep is the h of a filter's weights: smaller, the rounding of one image's loss
// counts; larger, ReLUs and maxima switch within the step.
const filterStep = 3e-3

// alongFilter returns the lines of the weights of the network's first filter; of a
// dense layer those of its first unit for five by five pixels in the middle. side is
// how many there are in a row, 0 without any.
func alongFilter(layers []state.Layer) (lines []protocol.LabLoss, side int) {
	for i := range layers {
		if layers[i].Params == 0 {
			continue
		}
		_, h, w := layers[i].Filter()
		if h != w || h == 0 {
			return nil, 0
		}
		side, first := min(h, 5), (h-min(h, 5))/2
		for row := range side {
			for column := range side {
				lines = append(lines, protocol.LabLoss{A: protocol.Direction{Kind: protocol.OneWeight, Index: uint32((first+row)*w + first + column)}, Reach: filterStep})
			}
		}
		return lines, side
	}
	return nil, 0
}

// Forecast says how long a gradient would take.
type Forecast struct {
	Params            int
	Forward, Backprop float64 // seconds: of a forward pass, and of one with all gradients
}

// Differences returns the seconds by central differences: two forward passes for each
// parameter.
func (f Forecast) Differences() float64 { return 2 * float64(f.Params) * f.Forward }

// Times returns how many times longer than backpropagation that is.
func (f Forecast) Times() float64 { return f.Differences() / f.Backprop }

// Truth returns which guess is correct: about twice, a hundred times, thousands.
func (f Forecast) Truth() int {
	switch t := f.Times(); {
	case t < 20:
		return 0
	case t < 1000:
		return 1
	}
	return 2
}
