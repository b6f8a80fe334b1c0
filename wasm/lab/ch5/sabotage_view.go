//go:build js

package ch5

import (
	"strconv"
	"time"

	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/lab"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state"
)

// slice is how long the lab works before each frame.
const slice = 6 * time.Millisecond

// sabotageView is the lab "Sabotage" on the page.
type sabotageView struct {
	f     *lab.Frame
	model *Sabotage
	frame *dom.Frame

	images, tests uint32 // what the worker was asked for; 0: not yet
	switchesText  *dom.Element
	switches      [len(switches)]*dom.Element
	train, check  *dom.Element
	stop, hide    *dom.Element
	standing      *dom.Element
	plot          *lab.Plot
	curves        [2]*lab.Line
	key           *dom.Element
	figures       *lab.Figures
	layers        *lab.Choice
	verdict       *dom.Element
	digit         *dom.Element
	shown         uint32
	image         int
	stale         bool
}

func newSabotageView(f *lab.Frame) lab.View {
	v := &sabotageView{f: f, model: NewSabotage(), stale: true}
	v.frame = dom.NewFrame(v.work)
	v.switchesText = dom.New("span", "note")
	group := dom.New("p", "buttons switches", v.switchesText).Attr("role", "group")
	for i := range v.switches {
		v.switches[i] = dom.Button("", func() { v.change(func() { v.model.Flip(i) }) })
		group.Append(v.switches[i])
	}
	v.train = dom.Button("primary", func() { v.change(v.model.Train) })
	v.check = dom.Button("", func() { v.change(v.model.Check) })
	v.stop = dom.Button("", func() { v.change(v.model.Stop) })
	v.hide = dom.Button("", func() { v.change(v.model.Hide) })
	v.standing = dom.New("span", "note")
	v.plot = lab.NewPlot("sabotage")
	v.curves = [2]*lab.Line{v.plot.Line("training"), v.plot.Line("network")}
	v.key = dom.New("p", "note")
	v.figures = lab.NewFigures(4)
	v.layers = lab.NewChoice(numParts, func(i int) { v.change(func() { v.model.Name(numParts - 1 - i) }) })
	v.verdict = dom.New("p", "rule").Attr("role", "status")
	f.Try.Append(group, dom.New("p", "buttons", v.train, v.check, v.stop, v.hide, v.standing),
		dom.New("div", "pair", dom.New("div", "", v.plot.Element, v.key), dom.New("div", "scroll", v.figures.Element)),
		v.verdict, v.layers.Element)
	v.digit = dom.New("p", "")
	f.Digit.Append(v.digit)
	return v
}

// change changes the model, shows it and has it work.
func (v *sabotageView) change(do func()) {
	do()
	v.f.Changed()
	v.Show()
}

// work works for a while, before a frame.
func (v *sabotageView) work() {
	for end := time.Now().Add(slice); v.model.Busy() && time.Now().Before(end); {
		v.model.Work()
	}
	v.Show()
}

// Hear implements lab.Listener.
func (v *sabotageView) Hear(m protocol.Message) {
	set, ok := m.(*protocol.LabSet)
	if !ok || len(set.Pixels) != pixels*len(set.Labels) {
		return
	}
	switch set.ID {
	case v.images:
		v.model.SetImages(set.Labels, set.Pixels)
	case v.tests:
		v.model.SetTests(set.Labels, set.Pixels)
	default:
		return
	}
	v.Show()
}

// Lost implements lab.Listener: what has not come is asked for again.
func (v *sabotageView) Lost() {
	if !v.model.Ready() {
		v.images = 0
	}
}

// Leave implements lab.Leaver.
func (v *sabotageView) Leave() { v.model.Stop() }

// ask asks the worker for the images.
func (v *sabotageView) ask() {
	if v.images != 0 || !v.f.Model.Ready {
		return
	}
	v.images, v.tests = v.f.NewID(), v.f.NewID()
	v.f.Post(&protocol.LabImages{ID: v.images, Of: protocol.Subset{Count: TrainImages}})
	v.f.Post(&protocol.LabImages{ID: v.tests, Of: protocol.Subset{Test: true, Count: TestImages}})
}

// Address implements lab.Addressed.
func (v *sabotageView) Address() string { return v.model.Address() }

// SetAddress implements lab.Addressed.
func (v *sabotageView) SetAddress(address string) { v.model.SetAddress(address) }

// Redraw implements lab.View.
func (v *sabotageView) Redraw() {
	v.stale = true
	v.Show()
}

// SetPaper implements lab.View: nothing here has colours of its own.
func (v *sabotageView) SetPaper(*state.Paper) {}

// Show implements lab.View.
func (v *sabotageView) Show() {
	v.ask()
	grey, _, image := v.f.Image()
	s, w := v.model, v.f.Words
	if s.Busy() {
		v.frame.Ask()
	}
	if v.shown == s.Rev() && v.image == image && !v.stale {
		return
	}
	v.shown, v.image, v.stale = s.Rev(), image, false
	v.switchesText.Text(w.T("lab.5.5.switches"))
	for i, b := range v.switches {
		b.Text(SwitchName(w, i)).Attr("aria-pressed", strconv.FormatBool(s.On(i)))
	}
	v.train.Text(w.T("lab.5.5.train")).Enabled(s.Ready() && !s.Busy())
	v.check.Text(w.T("lab.5.5.check")).Enabled(s.Ready() && !s.Busy())
	v.stop.Text(w.T("lab.5.5.stop")).Hidden(!s.Busy())
	v.hide.Text(w.T("lab.5.5.hide")).Hidden(s.Busy())
	v.standing.Text(s.Standing(w))
	v.showCurves()
	v.showCheck()
	hidden, asked := s.Hidden()
	v.layers.Element.Hidden(!asked)
	if asked {
		var names []string
		for i := range numParts {
			names = append(names, LayerName(w, numParts-1-i))
		}
		v.layers.Show(w.T("lab.5.5.where"), -1, names...)
	}
	v.verdict.Text(s.Verdict(w)).Hidden(!hidden)
	v.f.Happened(s.Happened(w))
	if !s.Busy() {
		v.digit.Text(s.Predictions(w, grey))
	}
	if _, ok := s.Accuracy(); ok && s.only(4) {
		v.f.Truth(2)
	}
	if s.Done() {
		v.f.Done()
	}
}

func (v *sabotageView) showCurves() {
	s, w := v.model, v.f.Words
	v.plot.Axes(lab.Axis{From: 0, To: trainSteps, Label: w.T("lab.5.5.steps")}, lab.Axis{From: 0, To: 4, Label: w.T("lab.5.5.loss")})
	steps, losses := s.Losses()
	for k, line := range v.curves {
		line.Show(steps, losses[k])
	}
	v.key.Text(w.T("lab.5.5.key"))
	text := w.T("lab.5.5.curves.none")
	if n := len(steps); n > 0 {
		text = w.T("lab.5.5.curves", "n", n, "without", number(round(losses[0][n-1])), "with", number(round(losses[1][n-1])))
	}
	v.plot.Describe(text)
}

// showCheck shows the check, from the loss back as the gradient goes.
func (v *sabotageView) showCheck() {
	s, w := v.model, v.f.Words
	v.figures.Head(w.T("lab.5.5.table"), w.T("lab.5.5.layer"), w.T("lab.5.5.weights"), w.T("lab.5.5.bias"), w.T("lab.5.5.sends"))
	for i := range numParts {
		layer := numParts - 1 - i
		class := ""
		cells := [3]string{}
		for what := range cells {
			cells[what] = s.ErrorText(layer, what)
			if s.Fails(layer, what) {
				class = "wrong"
				cells[what] = "✗ " + cells[what]
			}
		}
		v.figures.Row(i, class, LayerName(w, layer), cells[ofWeights], cells[ofBias], cells[ofInput])
	}
}
