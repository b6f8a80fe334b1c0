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

const (
	tenDigits = `<option>0<option>1<option>2<option>3<option>4<option>5<option>6<option>7<option>8<option>9`
	neuronLab = `<div><p class="note" data-part="lead"></p>
<div class="row"><p class="typed"><label><span data-part="name0"></span><select data-part="select0">` + tenDigits + `</select></label>
<label><span data-part="name1"></span><select data-part="select1">` + tenDigits + `</select></label></p>
<p class="buttons acts"><button type="button" data-part="all"></button><button type="button" data-part="one"></button><button type="button" data-part="reset"></button></p></div>
<p class="count" role="status" data-part="status"></p>
<div class="inks"><div class="wide"><canvas class="ink large" role="img" data-part="weights"></canvas><p class="note" data-part="weights-text"></p></div>
<div><canvas class="ink" role="img" data-part="last"></canvas><p class="note" data-part="last-text"></p></div><div class="rest" data-part="rest"></div></div></div>`
	neuronDigit = `<div>` + twoInks + `
<div data-part="scales"></div><p data-part="sum"></p><p class="note" data-part="heaviest"></p></div>`
)

// NewNeuronView puts the lab into its frame.
func NewNeuronView(f *lab.Frame) *NeuronView {
	v := &NeuronView{frame: f, model: NewNeuron(), words: f.Words, stale: true}
	v.work = dom.NewFrame(v.learn)
	root := dom.Markup(neuronLab)
	for i := range v.selects {
		v.names[i], v.selects[i] = root.Part("name"+digit(i)), root.Part("select"+digit(i)).OnChange(v.choose)
	}
	v.lead, v.status, v.weightsText, v.lastText = root.Part("lead"), root.Part("status"), root.Part("weights-text"), root.Part("last-text")
	v.all = root.Part("all").OnClick(func() { v.runs = true; v.work.Ask(); v.changed() })
	v.one = root.Part("one").OnClick(func() { v.model.Learn(math.MaxInt32); v.changed() })
	v.reset = root.Part("reset").OnClick(func() { v.runs = false; v.model.Reset(); v.changed() })
	v.weights, v.last = pictureOf(root.Part("weights")), pictureOf(root.Part("last"))
	v.bias = lab.NewSlider(func(at int) { v.model.SetBiasAt(at); v.changed() })
	v.figures = lab.NewFigures(2)
	root.Part("rest").Append(v.bias.Element, v.figures.Element)
	f.Try.Append(root)
	digit := dom.Markup(neuronDigit)
	v.ink, v.votes, v.sum, v.heaviest = pictureOf(digit.Part("ink")), pictureOf(digit.Part("made")), digit.Part("sum"), digit.Part("heaviest")
	digit.Part("scales").Append(v.scales.build())
	f.Digit.Append(digit)
	return v
}

// changed shows what the visitor did. An address reaches no mission.
func (v *NeuronView) changed() {
	v.Show()
	v.frame.Changed()
	if grey, _, _ := v.frame.Image(); v.model.Flipped(grey) {
		v.frame.Done()
	}
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
	if v.asked[0] != 0 || !v.frame.Model.Ready {
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
	v.figures.Head(w.T("lab.2.2.figures"), w.T("lab.2.2.images"), w.T("lab.2.2.correct"))
	v.figures.Row(0, "", w.T("lab.2.2.train"), Counted(train, trainOf))
	v.figures.Row(1, "", w.T("lab.2.2.test"), Counted(test, testOf))
	v.showDigit(grey)
	v.frame.Happened(k.Happened(w, &v.result))
	if k.Learned() && pair == (Pair{0, 1}) {
		v.frame.Truth(int(k.Darkest()))
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
	v.weights.over(v.paper, empty[:], weights[:], k.WeightsText(w))
	v.weightsText.Text(k.WeightsText(w))
	grey, _ := k.Last()
	if grey == nil {
		grey = empty[:]
	}
	v.last.grey(v.paper, grey, false, k.LastText(w))
	v.lastText.Text(k.LastText(w))
}

func (v *NeuronView) showDigit(grey []byte) {
	k, w := v.model, v.words
	k.Vote(&v.result, grey)
	v.ink.grey(v.paper, grey, false, w.T("lab.2.2.ink"))
	v.votes.over(v.paper, grey, v.result.Pixels[:], w.T("lab.2.2.votes"))
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

const scales = `<svg class="scales" viewBox="0 0 260 116" role="img"><path class="post" d="M130 30V112M105 112H155"/>
<g data-part="p0"><rect class="votes" data-part="v0" x="-24" width="48"/><rect class="bias" data-part="b0" x="-24" width="48"/><path class="pan" d="M-30 8H30"/><text data-part="n0" y="24"></text></g>
<g data-part="p1"><rect class="votes" data-part="v1" x="-24" width="48"/><rect class="bias" data-part="b1" x="-24" width="48"/><path class="pan" d="M-30 8H30"/><text data-part="n1" y="24"></text></g>
<g transform="translate(130 30)"><path data-part="beam" d="M-80 0H80"/></g></svg>`

func (s *scalesView) build() *dom.Element {
	s.svg = dom.Markup(scales)
	s.beam = s.svg.Part("beam")
	for i := range s.pans {
		n := digit(i)
		s.pans[i], s.votes[i], s.biases[i], s.names[i] = s.svg.Part("p"+n), s.svg.Part("v"+n), s.svg.Part("b"+n), s.svg.Part("n"+n)
	}
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
		s.votes[i].Attr("y", number(8-votes)).Attr("height", number(votes))
		s.biases[i].Attr("y", number(8-votes-bias)).Attr("height", number(bias))
	}
	s.names[0].Text(w.T("lab.2.2.for"))
	s.names[1].Text(w.T("lab.2.2.against"))
	s.svg.Attr("aria-label", w.T("lab.2.2.scales", "for", words.Significant(b.Votes[0]+b.Bias[0]), "against", words.Significant(b.Votes[1]+b.Bias[1])))
}
