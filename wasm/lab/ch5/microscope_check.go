package ch5

import (
	"math"

	"github.com/zerokara/zerokara/wasm/protocol"
)

// Of a whole network's check: weights per array, images, and the steps to both sides.
const (
	checkedPerArray = 6
	checkedImages   = 16
)

var checkSteps = [...]float32{1e-2, 2e-3}

// Check compares differences and backpropagation for some weights of each array.
type Check struct {
	id                uint32
	of                []int // the array of each weight, in the order of the command
	Arrays            []Checked
	Done              int // weights
	Params            int
	Forward, Backprop float64 // seconds
	Refused           bool
}

// Checked is what came out for an array.
type Checked struct {
	N, Kinks       int
	Worst, Largest float64 // difference; slope
	Floor          float64 // what float32's rounding of the losses makes of a difference
}

// Off returns the largest difference as a fraction of the array's largest slope.
func (c *Checked) Off() float64 {
	if c.Worst == 0 {
		return 0
	}
	return c.Worst / max(c.Largest, c.Worst)
}

// Drowned reports whether the array's slopes are too small to be told from rounding.
func (c *Checked) Drowned() bool { return c.Largest < 20*c.Floor }

// Of returns how many weights are to be checked.
func (c *Check) Of() int { return len(c.of) }

// Running reports whether some are yet to be.
func (c *Check) Running() bool { return c.id != 0 }

// BeginCheck returns the command for a check of the whole network.
func (m *Microscope) BeginCheck(id uint32) *protocol.LabCheck {
	c := &m.check
	*c = Check{id: id, Arrays: make([]Checked, len(m.arrays))}
	command := &protocol.LabCheck{ID: id, Of: protocol.Subset{Count: checkedImages}, Steps: checkSteps[:]}
	for i := range m.arrays {
		a := &m.arrays[i]
		n := min(checkedPerArray, a.Size())
		for j := range n {
			c.of = append(c.of, i)
			command.Index = append(command.Index, uint32(a.From+(2*j+1)*a.Size()/(2*n)))
		}
	}
	m.rev++
	return command
}

// StopCheck gives it up; it returns the ID of the command that is out.
func (m *Microscope) StopCheck() (id uint32) {
	id, m.check.id = m.check.id, 0
	m.rev++
	return id
}

// ApplyCheck takes an event of the worker and reports whether it was waited for.
func (m *Microscope) ApplyCheck(e *protocol.LabChecked) bool {
	c := &m.check
	if c.id == 0 || e.ID != c.id {
		return false
	}
	m.rev++
	steps := len(checkSteps)
	if e.Refused || len(e.Below) != steps*len(e.Slope) || len(e.Above) != len(e.Below) || int(e.From)+len(e.Slope) > len(c.of) {
		c.Refused, c.id = true, 0
		return true
	}
	for i, slope := range e.Slope {
		a := &c.Arrays[c.of[int(e.From)+i]]
		best, broken := math.Inf(1), false
		for j, h := range checkSteps {
			below, above := float64(e.Below[i*steps+j]), float64(e.Above[i*steps+j])
			h, base := float64(h), float64(e.Base)
			off := math.Abs((above-below)/(2*h) - float64(slope))
			best = min(best, off)
			// A break has other slopes on its two sides, however small the step.
			broken = j == steps-1 && math.Abs(above-2*base+below)/h > 0.1*math.Abs(float64(slope))+20*rounding/h
		}
		a.N++
		a.Floor = max(a.Floor, float64(e.Base)*0x1p-23/float64(checkSteps[0]))
		if broken {
			a.Kinks++
		}
		a.Worst, a.Largest = max(a.Worst, best), max(a.Largest, math.Abs(float64(slope)))
		c.Done++
	}
	c.Params, c.Forward, c.Backprop = int(e.Params), float64(e.Forward), float64(e.Backprop)
	if c.Done == len(c.of) {
		c.id = 0
	}
	return true
}

// Times returns how many times longer than backpropagation central differences of all
// weights would take.
func (c *Check) Times() float64 {
	if c.Backprop == 0 {
		return 0
	}
	return 2 * float64(c.Params) * c.Forward / c.Backprop
}
