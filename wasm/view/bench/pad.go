//go:build js

package bench

import (
	"strconv"
	"time"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/state"
)

// TakeOver goes on with what was drawn before the program was there
// (wasm/state/early.go), and hears pointers and keys from now on.
func (v *View) TakeOver(early []float64) {
	v.hand = v.model.Drawing.TakeEarly(early, time.Now())
	v.pointers = dom.ByID("pad").OnKeys(v.key).OnBlur(v.liftKeys).OnPointer(v.pointer)
	if v.hand.Drawing() {
		v.pointers.Follow(v.hand.ID())
	}
}

// pointer takes what a pointer does on the pad.
func (v *View) pointer(p *dom.Pointer) {
	switch p.Event {
	case dom.PointerDown:
		v.down(p)
	case dom.PointerMove:
		if !v.hand.Draws(p.ID) {
			return
		}
		if !v.hand.Holds(p.Buttons) {
			v.lift() // where no page heard it
			return
		}
		v.extend(p.XY)
		v.commands.Drawn()
	case dom.PointerUp, dom.PointerCancel:
		if v.hand.Draws(p.ID) {
			if p.Event == dom.PointerCancel && v.hand.Scrolls() {
				v.model.Drawing.Abandon()
			}
			v.extend(p.XY)
			v.lift()
		}
	case dom.PointerReleased:
		if p.Button == 0 && v.hand.ByMouse() {
			v.extend(p.XY)
			v.lift()
		}
	case dom.PointerBlur:
		if v.hand.Drawing() {
			v.lift()
		}
	}
}

func (v *View) down(p *dom.Pointer) {
	v.liftKeys()
	draws, palm := v.hand.Down(p.ID, device(p.Kind), p.Button, time.Now())
	if !draws {
		return
	}
	d := &v.model.Drawing
	if palm {
		d.Abandon()
	}
	v.pointers.Follow(p.ID)
	if d.Room() <= 0 {
		v.commands.Say("pad", v.words.T("pad.full"))
	}
	d.Begin(ink.Point{X: p.XY[0], Y: p.XY[1]})
	v.commands.Drawn()
}

func device(kind string) state.Device {
	switch kind {
	case "touch":
		return state.Touch
	case "pen":
		return state.Stylus
	}
	return state.Mouse
}

func (v *View) extend(xy []float64) {
	for i := 0; i+1 < len(xy); i += 2 {
		v.model.Drawing.Extend(ink.Point{X: xy[i], Y: xy[i+1]})
	}
}

// lift ends the stroke of a pointer.
func (v *View) lift() {
	v.hand.Lift(time.Now())
	v.pointers.Leave()
	v.model.Drawing.End()
	v.commands.Drawn()
}

// key takes a key that is pressed on the pad.
func (v *View) key(key string, shift bool) bool {
	d := &v.model.Drawing
	switch {
	case v.keys.Move(key, shift):
		row, column := v.keys.Cell()
		v.commands.Say("pen", v.words.T("say.penAt", "row", row, "column", column))
		if v.keys.Down {
			d.Extend(v.keys.Point())
			v.commands.Drawn()
		}
	case key == " " && !v.keys.Down:
		v.keys.Down = true
		d.Begin(v.keys.Point())
		v.commands.Drawn()
		v.commands.Say("pad", v.words.T("say.penDown"))
	case key == " ":
		v.liftKeys()
		v.commands.Say("pad", v.words.T("say.penUp"))
	case key == "Backspace":
		v.liftKeys()
		v.undoStroke()
	case key == "Delete":
		v.liftKeys()
		v.clearPad()
	case key == "Escape" && v.keys.Down:
		v.liftKeys()
	default:
		return false
	}
	v.showPen()
	return true
}

// liftKeys lifts the keyboard's pen.
func (v *View) liftKeys() {
	if v.keys.Down {
		v.keys.Down = false
		v.model.Drawing.End()
		v.commands.Drawn()
		v.showPen()
	}
}

func (v *View) showPen() {
	class := "pen"
	if v.keys.Down {
		class = "pen down"
	}
	percent := func(x float64) string { return strconv.FormatFloat(100*x, 'f', 1, 64) + "%" }
	v.pen.Class(class).Style("left", percent(v.keys.X)).Style("top", percent(v.keys.Y))
}
