//go:build js

package gan

import (
	"image/color"
	"strconv"

	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state"
	"github.com/zerokara/zerokara/wasm/words"
)

const (
	side    = 224 // of a picture
	figures = 6   // rows of the table
)

// Commands is what the view asks of the page.
type Commands struct {
	Send func(protocol.Message) // to the worker
}

// View is the section of the GAN.
type View struct {
	model    *state.Model
	words    *words.Words
	commands Commands
	ink      color.RGBA

	start, anew, note, body  *dom.Element
	caption, slider, moment  *dom.Element
	progress, rate, left     *dom.Element
	discriminator, generator curve
	top, last                *dom.Element
	rows                     [figures]row
	picture                  *dom.Canvas
	rgba                     []byte
	painted                  struct { // what the picture shows
		step  uint32
		ink   color.RGBA
		known bool
	}
	seen   state.Seen
	engine bool // there is a worker
}

// curve is a loss: its curve, the guide line with its label, and its figure.
type curve struct{ path, guide, label, loss *dom.Element }

// row is a step's losses in figures.
type row struct{ line, step, discriminator, generator *dom.Element }

// New fills the section, whose markup the page has.
func New(model *state.Model, words *words.Words, commands Commands) *View {
	v := &View{
		model: model, words: words, commands: commands,
		note: dom.ByID("gan-note"), body: dom.ByID("gan-body"),
		caption: dom.ByID("gan-caption"), moment: dom.ByID("gan-at"),
		progress: dom.ByID("gan-progress"), rate: dom.ByID("gan-rate"), left: dom.ByID("gan-left"),
		top: dom.ByID("gan-top"), last: dom.ByID("gan-last"),
		discriminator: curve{dom.ByID("gan-d"), dom.ByID("gan-d-guide"), dom.ByID("gan-d-label"), dom.ByID("gan-dloss")},
		generator:     curve{dom.ByID("gan-g"), dom.ByID("gan-g-guide"), dom.ByID("gan-g-label"), dom.ByID("gan-gloss")},
		picture:       dom.NewCanvas(dom.ByID("gan-grid")),
	}
	v.start = dom.ByID("gan-go").OnClick(func() { v.commands.Send(v.model.PressGAN()) })
	v.anew = dom.ByID("gan-anew").OnClick(func() { v.commands.Send(v.model.StartGAN()) })
	v.slider = dom.ByID("gan-moment")
	v.slider.OnInput(func() {
		if i, err := strconv.Atoi(v.slider.Value()); err == nil {
			v.model.ShowMoment(i)
			v.Show()
		}
	})
	table := dom.ByID("gan-rows")
	for i := range v.rows {
		r := row{step: dom.New("th", "").Attr("scope", "row"), discriminator: dom.New("td", ""), generator: dom.New("td", "")}
		r.line = dom.New("tr", "", r.step, r.discriminator, r.generator)
		table.Append(r.line)
		v.rows[i] = r
	}
	return v
}

// SetPaper shows everything anew, in the colours of another theme.
func (v *View) SetPaper(p *state.Paper) {
	v.ink = p.Ink
	v.seen.Forget()
	v.Show()
}

// Redraw shows everything anew, in another language.
func (v *View) Redraw() {
	v.seen.Forget()
	v.Show()
}

// Show shows the model, if it has changed.
func (v *View) Show() {
	if !v.seen.Changed(v.model.Rev.GAN) && v.engine == v.model.Prepared {
		return
	}
	v.engine = v.model.Prepared
	g := &v.model.GAN
	v.start.Text(g.Button(v.words)).Disabled(!v.engine)
	v.anew.Hidden(g.Phase != protocol.PhasePaused)
	v.note.Text(g.Note(v.words))
	v.body.Hidden(len(g.Moments) == 0)
	if len(g.Moments) > 0 {
		v.showMoment(g)
		v.showNumbers(g)
		v.showCurves(g)
	}
}

func (v *View) showMoment(g *state.GAN) {
	at := g.Shown()
	if p := &v.painted; !p.known || p.step != g.Moments[at].Step || p.ink != v.ink {
		if v.rgba == nil {
			v.rgba = make([]byte, 4*side*side)
		}
		state.PaintThumb(v.rgba, g.Moments[at].Grid, v.ink)
		v.picture.Put(side, side, v.rgba)
		p.known, p.step, p.ink = true, g.Moments[at].Step, v.ink
	}
	moment := g.Moment(v.words)
	v.caption.Text(g.Caption(v.words))
	v.moment.Text(moment)
	v.slider.Attr("max", strconv.Itoa(len(g.Moments)-1)).Number("value", float64(at)).
		Disabled(len(g.Moments) < 2).Attr("aria-valuetext", moment)
}

func (v *View) showNumbers(g *state.GAN) {
	discriminator, generator := g.Losses()
	v.discriminator.loss.Text(discriminator)
	v.generator.loss.Text(generator)
	v.progress.Text(g.Progress(v.words))
	v.rate.Text(g.Rate())
	v.left.Text(g.Left(v.words))
}

func (v *View) showCurves(g *state.GAN) {
	p := g.Plot()
	v.discriminator.show(p.Discriminator, p.Discriminates)
	v.generator.show(p.Generator, p.Generates)
	v.top.Text(p.Top)
	v.last.Text(p.Last)
	figures := g.Rows(len(v.rows))
	for i, r := range v.rows {
		r.line.Hidden(i >= len(figures))
		if i < len(figures) {
			r.step.Text(figures[i].Step)
			r.discriminator.Text(figures[i].Discriminator)
			r.generator.Text(figures[i].Generator)
		}
	}
}

// show shows a curve, and its guide at a height from 0 to 1.
func (c *curve) show(path string, height float64) {
	bottom := strconv.FormatFloat(100*height, 'f', 2, 64) + "%"
	c.path.Attr("d", path)
	c.guide.Style("bottom", bottom)
	c.label.Style("bottom", bottom)
}
