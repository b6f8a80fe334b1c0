//go:build js

package ch2

import (
	"math"
	"strconv"
	"time"

	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/lab"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state"
	"github.com/zerokara/zerokara/wasm/words"
)

const (
	wanted = 1200                 // images of a pair that are asked for
	slice  = 6 * time.Millisecond // of learning per frame
)

// NeuronView is the lab "The same neuron with 784 inputs" on the page.
type NeuronView struct {
	frame *lab.Frame
	model *Neuron
	words *words.Words
	paper *state.Paper
	work  *dom.Frame
	runs  bool

	lead, status, lastText, weightsText *dom.Element
	names                               [2]*dom.Element
	selects                             [2]*dom.Element // the pair's digits
	all, one, reset                     *dom.Element
	weights, last, ink, votes           *picture
	bias                                *lab.Slider
	figures                             *lab.Figures
	scales                              scalesView
	sum, heaviest                       *dom.Element

	asked  [2]uint32 // IDs of the questions for training and test images; 0 before
	shown  uint32
	image  int
	stale  bool
	result Votes
}

// NewNeuronView puts the lab into its frame.
func NewNeuronView(f *lab.Frame) *NeuronView {
	v := &NeuronView{frame: f, model: NewNeuron(), words: f.Words, stale: true}
	v.work = dom.NewFrame(v.learn)
	p := func(class string) *dom.Element { return dom.New("p", class) }
	v.lead, v.lastText, v.weightsText, v.sum, v.heaviest = p("lead"), p("note"), p("note"), p("sum"), p("note")
	v.status = p("count").Attr("role", "status")
	pair := dom.New("p", "typed")
	for i := range v.selects {
		v.names[i], v.selects[i] = dom.New("span", ""), dom.New("select", "")
		for d := range 10 {
			v.selects[i].Append(dom.New("option", "").Text(digit(d)))
		}
		v.selects[i].OnChange(v.choose)
		pair.Append(dom.New("label", "", v.names[i], v.selects[i]))
	}
	v.all = dom.Button("", func() { v.runs = true; v.work.Ask(); v.changed() })
	v.one = dom.Button("", func() { v.model.Learn(math.MaxInt32); v.changed() })
	v.reset = dom.Button("", func() { v.runs = false; v.model.Reset(); v.changed() })
	v.weights, v.last, v.ink, v.votes = newPicture("large"), newPicture(""), newPicture(""), newPicture("")
	v.bias = lab.NewSlider(func(at int) { v.model.SetBiasAt(at); v.changed() })
	v.figures = lab.NewFigures(2)
	f.Try.Append(v.lead, dom.New("div", "row", pair, dom.New("p", "buttons rule", v.all, v.one, v.reset)), v.status,
		dom.New("div", "pictures",
			dom.New("div", "", v.weights.element, v.weightsText),
			dom.New("div", "", v.last.element, v.lastText),
			dom.New("div", "", v.bias.Element, v.figures.Element)))
	f.Digit.Append(dom.New("div", "pictures", v.ink.element, v.votes.element), v.scales.build(), v.sum, v.heaviest)
	return v
}

// changed shows what the visitor did.
func (v *NeuronView) changed() {
	v.Show()
	v.frame.Changed()
}

// choose takes the pair; equal digits are exchanged.
func (v *NeuronView) choose() {
	old := v.model.Pair()
	var p [2]int
	for i, s := range v.selects {
		p[i], _ = strconv.Atoi(s.Value())
	}
	if p[0] == p[1] {
		p = [2]int{old.Rests, old.Fires}
	}
	v.model.Choose(Pair{p[0], p[1]})
	v.runs = false
	v.asked = [2]uint32{}
	v.changed()
}

// ask asks for images, once for each pair.
func (v *NeuronView) ask() {
	if v.asked[0] != 0 {
		return
	}
	for i := range v.asked {
		v.asked[i] = v.frame.NewID()
		v.frame.Post(&protocol.LabImages{ID: v.asked[i], Of: protocol.Subset{Test: i == 1, Count: wanted, Digits: uint32(v.model.Pair().Mask())}})
	}
}

// Hear implements lab.Listener.
func (v *NeuronView) Hear(m protocol.Message) {
	set, ok := m.(*protocol.LabSet)
	if !ok {
		return
	}
	for i, id := range v.asked {
		if id == set.ID && id != 0 {
			v.model.Take(i == 1, set.Labels, set.Pixels)
			v.work.Ask()
		}
	}
}

// Lost implements lab.Listener.
func (v *NeuronView) Lost() {
	if !v.model.Ready() {
		v.asked = [2]uint32{}
	}
}

// learn is the work of a frame.
func (v *NeuronView) learn() {
	for start := time.Now(); time.Since(start) < slice; {
		if v.model.Due() {
			v.model.LearnDue(50)
		} else if v.runs && v.model.Ready() && !v.model.Learned() {
			v.model.Learn(50)
		} else {
			break
		}
	}
	if v.model.Due() || v.runs && !v.model.Learned() && v.model.Ready() {
		v.work.Ask()
	} else if v.runs && v.model.Learned() {
		v.runs = false
		v.frame.Changed()
	}
	v.Show()
}

// Leave implements lab.Leaver.
func (v *NeuronView) Leave() { v.runs = false }

// Address implements lab.Addressed.
func (v *NeuronView) Address() string { return v.model.Address() }

// SetAddress implements lab.Addressed.
func (v *NeuronView) SetAddress(address string) {
	if address == v.model.Address() {
		return
	}
	pair := v.model.Pair()
	v.model.SetAddress(address)
	if v.model.Pair() != pair {
		v.asked = [2]uint32{}
	}
	v.work.Ask()
}

// Redraw shows everything anew, in another language.
func (v *NeuronView) Redraw() {
	v.stale = true
	v.Show()
}

// SetPaper implements lab.View.
func (v *NeuronView) SetPaper(p *state.Paper) {
	v.paper, v.stale = p, true
	v.Show()
}

// Show shows the model and the drawing, if they have changed.
func (v *NeuronView) Show() {
	v.ask()
	grey, _, image := v.frame.Image()
	if v.shown == v.model.Rev() && v.image == image && !v.stale {
		return
	}
	v.shown, v.image, v.stale = v.model.Rev(), image, false
	k, w := v.model, v.words
	pair := k.Pair()
	v.lead.Text(k.Lead(w))
	v.status.Text(k.Status(w))
	for i, d := range [...]int{pair.Fires, pair.Rests} {
		v.names[i].Text(PairName(w, i == 0))
		v.selects[i].SetValue(digit(d))
	}
	goes := k.Ready() && !k.Learned()
	v.all.Text(w.T("lab.2.2.all")).Enabled(goes)
	v.one.Text(w.T("lab.2.2.one")).Enabled(goes)
	added, subtracted := k.Updates()
	v.reset.Text(w.T("lab.2.2.forget")).Enabled(added+subtracted > 0)
	v.showWeights()
	v.bias.Show(w.T("lab.2.2.bias"), k.BiasAt(), biasSteps, k.BiasText(w))
	train, trainOf, test, testOf := k.Correct()
	v.figures.Head(w.T("lab.2.2.figures"), "", w.T("lab.2.2.correct"))
	v.figures.Row(0, "", w.T("lab.2.2.train"), Counted(train, trainOf))
	v.figures.Row(1, "", w.T("lab.2.2.test"), Counted(test, testOf))
	v.showDigit(grey)
	v.frame.Happened(k.Happened(w, &v.result))
	if k.Learned() && pair == (Pair{0, 1}) {
		v.frame.Truth(int(k.Darkest()))
	}
	if k.Flipped(grey) {
		v.frame.Done()
	}
}

// empty is a drawing without ink.
var empty [Pixels]byte

func (v *NeuronView) showWeights() {
	k, w := v.model, v.words
	var weights [Pixels]float32
	for i, x := range k.Weights() {
		weights[i] = float32(x)
	}
	v.weights.over(v.paper, empty[:], weights[:])
	v.weights.element.Attr("aria-label", k.WeightsText(w))
	v.weightsText.Text(k.WeightsText(w))
	grey, _ := k.Last()
	if grey == nil {
		grey = empty[:]
	}
	v.last.grey(v.paper, grey, false)
	v.last.element.Attr("aria-label", k.LastText(w))
	v.lastText.Text(k.LastText(w))
}

func (v *NeuronView) showDigit(grey []byte) {
	k, w := v.model, v.words
	k.Vote(&v.result, grey)
	v.ink.grey(v.paper, grey, false)
	v.ink.element.Attr("aria-label", w.T("lab.2.2.ink"))
	v.votes.over(v.paper, grey, v.result.Pixels[:])
	v.votes.element.Attr("aria-label", w.T("lab.2.2.votes"))
	v.sum.Text(v.result.SumText(w, k.Pair()))
	v.heaviest.Text(v.result.HeaviestText(w))
	v.scales.show(v.result.Balance(), w)
}

// scalesView is a pair of scales.
type scalesView struct {
	svg, beam *dom.Element
	pans      [2]*dom.Element
	votes     [2]*dom.Element
	biases    [2]*dom.Element
	names     [2]*dom.Element
}

func (s *scalesView) build() *dom.Element {
	s.beam = dom.NewSVG("path", "beam").Attr("d", "M-80 0H80")
	s.svg = dom.NewSVG("svg", "scales", dom.NewSVG("path", "post").Attr("d", "M130 30V112M105 112H155")).Attr("viewBox", "0 0 260 116").Attr("role", "img")
	for i := range s.pans {
		s.votes[i], s.biases[i] = dom.NewSVG("rect", "votes"), dom.NewSVG("rect", "bias")
		s.names[i] = svgText("", 0, 24)
		s.pans[i] = dom.NewSVG("g", "", s.votes[i].Attr("x", "-24"), s.biases[i].Attr("x", "-24"), dom.NewSVG("path", "pan").Attr("d", "M-30 8H30"), s.names[i])
		s.svg.Append(s.pans[i])
	}
	s.svg.Append(dom.NewSVG("g", "", s.beam).Attr("transform", "translate(130 30)"))
	return s.svg
}

// show tilts the beam; the pans' stacks are as high as what they weigh.
func (s *scalesView) show(b Balance, w *words.Words) {
	angle := -14 * max(-1, min(1, 2*b.Tilt)) // degrees; left down is negative
	s.beam.Attr("transform", "rotate("+number(math.Round(angle*10)/10)+")")
	unit := 0.0
	if h := b.Heavier(); h > 0 {
		unit = 44 / h
	}
	for i := range s.pans {
		arm := float64(160*i - 80)
		y := 30 + arm*math.Sin(angle*math.Pi/180)
		s.pans[i].Attr("transform", "translate("+number(math.Round(130+arm))+" "+number(math.Round(y*10)/10+44)+")")
		votes, bias := math.Round(b.Votes[i]*unit*10)/10, math.Round(b.Bias[i]*unit*10)/10
		s.votes[i].Attr("y", number(8-votes)).Attr("width", "48").Attr("height", number(votes))
		s.biases[i].Attr("y", number(8-votes-bias)).Attr("width", "48").Attr("height", number(bias))
	}
	s.names[0].Text(w.T("lab.2.2.for"))
	s.names[1].Text(w.T("lab.2.2.against"))
	s.svg.Attr("aria-label", w.T("lab.2.2.scales", "for", words.Significant(b.Votes[0]+b.Bias[0]), "against", words.Significant(b.Votes[1]+b.Bias[1])))
}
