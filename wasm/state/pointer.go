package state

import (
	"time"

	"github.com/zerokara/zerokara/nn/ink"
)

// Device is what a pointer is moved by.
type Device int

// The devices.
const (
	Mouse Device = iota
	Touch
	Stylus
)

// Hand decides which of several pointers draws: one at a time. A stylus takes over
// from a touch, which is the palm beside it, or was if it has just been lifted.
type Hand struct {
	drawing bool
	id      int
	device  Device
	lifted  time.Time
	second  bool // another finger has come down meanwhile
}

// palmTime is how long before the stylus a palm may have been lifted.
const palmTime = 500 * time.Millisecond

// Drawing reports whether a pointer draws.
func (h *Hand) Drawing() bool { return h.drawing }

// Draws reports whether it is this pointer that draws.
func (h *Hand) Draws(id int) bool { return h.drawing && h.id == id }

// Down reports whether a pointer that goes down now begins to draw, and whether the
// stroke of the one before was a palm's. button is the one that was pressed, 0 the
// main one.
func (h *Hand) Down(id int, device Device, button int, now time.Time) (draws, palm bool) {
	if button != 0 {
		return false, false
	}
	palm = device == Stylus && h.device == Touch && (h.drawing || now.Sub(h.lifted) < palmTime)
	if h.drawing && !palm {
		h.second = h.second || device == Touch && h.device == Touch
		return false, false
	}
	*h = Hand{drawing: true, id: id, device: device}
	return true, palm
}

// Holds reports whether the pointer that draws still does with these buttons, as the
// bits of a PointerEvent. A mouse draws with its main button only; a stylus may have
// another one pressed while it touches.
func (h *Hand) Holds(buttons int) bool {
	if h.device == Mouse {
		return buttons&1 != 0
	}
	return buttons != 0
}

// Scrolls reports whether the pointer that draws is the first of two fingers: once the
// browser takes it away they scroll, and its stroke was none.
func (h *Hand) Scrolls() bool { return h.drawing && h.second }

// ByMouse reports whether a mouse draws.
func (h *Hand) ByMouse() bool { return h.drawing && h.device == Mouse }

// Lift ends the drawing of whatever pointer draws.
func (h *Hand) Lift(now time.Time) { h.drawing, h.lifted = false, now }

// The keyboard's pen moves by steps of the pad's side and keeps off its edge.
const (
	keyStep     = 0.04
	keyFineStep = 0.01
	keyMargin   = 0.04
)

// KeyPen is the pen that the keyboard moves, in pad units.
type KeyPen struct {
	X, Y float64
	Down bool
}

// NewKeyPen returns a pen where most digits begin.
func NewKeyPen() KeyPen { return KeyPen{X: 0.5, Y: 0.3} }

// Point returns its place.
func (k *KeyPen) Point() ink.Point { return ink.Point{X: k.X, Y: k.Y} }

// Cell returns the row and the column of the pen, from 1, in a pad of ten by ten.
func (k *KeyPen) Cell() (row, column int) {
	of := func(v float64) int { return min(int(10*v+1e-9), 9) + 1 }
	return of(k.Y), of(k.X)
}

// Move moves the pen by an arrow key, and reports whether key is one. fine makes
// small steps.
func (k *KeyPen) Move(key string, fine bool) bool {
	step := keyStep
	if fine {
		step = keyFineStep
	}
	keep := func(v float64) float64 { return min(max(v, keyMargin), 1-keyMargin) }
	switch key {
	case "ArrowLeft":
		k.X = keep(k.X - step)
	case "ArrowRight":
		k.X = keep(k.X + step)
	case "ArrowUp":
		k.Y = keep(k.Y - step)
	case "ArrowDown":
		k.Y = keep(k.Y + step)
	default:
		return false
	}
	return true
}
