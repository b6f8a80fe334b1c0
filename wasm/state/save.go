package state

import (
	"errors"
	"math"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/wire"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// saveVersion is the first byte of a saved page.
const saveVersion = 4

// ErrSaved is returned for a saved page of another version, or a torn one.
var ErrSaved = errors.New("state: the saved page cannot be read")

// Leaving is what is saved of a page that the model does not know.
type Leaving struct {
	Lab      bool // was computing
	Graphics bool // the page is loaded again because the graphics were lost
	Under    bool // it is not left at all: what is saved now and then is for a browser that dies
}

// page is what a page remembers across a reload.
type page struct {
	version  uint8
	form     protocol.Prepare
	saved    Saved
	leaving  Leaving
	running  bool // the run
	lesson   bool // was under way
	drawing  Drawing
	steps    ink.Preprocessing
	curves   Curves
	progress protocol.Progress
	eval     protocol.Eval
	score    Score
	gan      GAN
	undo     undo
	identity identity
	expected Expected
	imported bool
}

// Worth reports whether anything would be lost with the page.
func (m *Model) Worth() bool {
	set := m.Form.rev > 1 || m.Steps != ink.MNIST()
	return set || m.Learned() || m.Running() || m.Drawing.CanUndo() || m.Score.Begun() || m.GAN.Begun() || m.undo.run != nil || m.Expected.drawn()
}

// AppendPage appends what is lost with the page, but for the kept drawings.
func (m *Model) AppendPage(dst []byte, l Leaving) []byte {
	p := page{
		version: saveVersion, saved: m.Life.Saved, leaving: l,
		running: m.Running() || m.Life.wish == trains, lesson: m.Lesson.running,
		form:    protocol.Prepare{Recipe: m.Form.Recipe()},
		drawing: m.Drawing, steps: m.Steps, curves: m.Curves, progress: m.Progress, eval: m.Eval,
		score: m.Score, gan: m.GAN, undo: m.undo, identity: m.identity, expected: m.Expected, imported: m.imported,
	}
	if p.identity.trained += m.worked.sum; l.Under {
		p.undo = undo{} // the history has it
	}
	c := wire.Writer(dst)
	p.fields(&c)
	return c.Buffer()
}

// RestorePage takes back what AppendPage wrote; the first worker gets its network and
// goes on with it. On an error m is as it was.
func (m *Model) RestorePage(b []byte) error {
	var p page
	c := wire.Reader(b)
	p.fields(&c)
	if c.End() != nil || p.version != saveVersion {
		return ErrSaved
	}
	if m.Life.Saved = p.saved; p.running {
		m.Life.wish = trains
	}
	p.drawing.erased = m.Drawing.erased + 1
	p.drawing.count()
	m.Expected = Expected{p.expected.Sketch, m.Expected.stamp + 1}
	m.Form.Use(p.form.Recipe)
	m.Drawing, m.Steps, m.Score, m.GAN, m.undo = p.drawing, p.steps, p.score, p.gan, p.undo
	m.Curves, m.Progress, m.Eval, m.identity, m.imported = p.curves, p.progress, p.eval, p.identity, p.imported
	m.comeback = comeback{
		on: true, graphics: p.leaving.Graphics, died: p.leaving.Under, lab: p.leaving.Lab, lesson: p.lesson,
		pad: !m.Drawing.Empty(), round: m.Score.Running(), gan: m.GAN.Running() || m.GAN.Phase == protocol.PhasePaused,
		run: m.Learned() || p.running, runs: p.running, begins: p.saved.Data == nil, step: p.saved.Step,
	}
	m.LoseGAN("")
	m.Rev.Pad++
	m.Rev.Curves++
	m.Rev.Score++
	m.Rev.GAN++
	m.evaluated()
	return nil
}

func (p *page) fields(c *wire.Codec) {
	c.U8(&p.version)
	if c.Reading() && p.version != saveVersion {
		c.Tear() // whatever follows
		return
	}
	message(c, &p.form)
	p.saved.fields(c)
	for _, v := range []*bool{
		&p.leaving.Lab, &p.leaving.Graphics, &p.leaving.Under, &p.running, &p.lesson,
		&p.steps.Pen, &p.steps.Crop, &p.steps.Fit, &p.steps.Centre, &p.steps.Grey,
	} {
		c.Bool(v)
	}
	p.drawing.fields(c)
	p.curves.fields(c)
	message(c, &p.progress)
	message(c, &p.eval)
	p.score.fields(c)
	p.gan.fields(c)
	p.undo.fields(c)
	p.identity.fields(c)
	p.expected.fields(c)
	c.Bool(&p.imported)
}

func (s *Saved) fields(c *wire.Codec) {
	m := protocol.Restore{Recipe: s.Recipe, Data: s.Data, Over: s.Over, ID: s.Step}
	if message(c, &m); c.Reading() {
		*s = Saved{m.Recipe, m.ID, m.Data, m.Over}
		if len(s.Data) == 0 {
			s.Data = nil
		}
	}
}

func (d *Drawing) fields(c *wire.Codec) {
	strokesField(c, &d.strokes)
	strokesField(c, &d.cleared)
	small(c, &d.put)
	c.Bytes(&d.image)
	switch len(d.image) {
	case 0:
		d.image = nil
	case ink.Pixels:
	default:
		c.Tear()
	}
	for _, s := range []*Source{&d.source, &d.clearedSource, &d.imageSource} {
		small(c, (*int)(&s.Origin))
		small(c, &s.Label)
		small(c, &s.Index)
		if s.Origin > ToldByLink || s.Label >= recipe.Classes {
			c.Tear()
		}
	}
}

func strokesField(c *wire.Codec, all *[]ink.Stroke) {
	n := length(c, len(*all), 4, maxPoints)
	if c.Reading() && n > 0 {
		*all = make([]ink.Stroke, n)
	}
	for i := range *all {
		s := &(*all)[i]
		n := length(c, len(*s), 16, maxPoints)
		if c.Reading() {
			*s = make(ink.Stroke, n)
		}
		for k := range *s {
			c.F64(&(*s)[k].X, &(*s)[k].Y)
		}
	}
}

func (all *Curves) fields(c *wire.Codec) {
	for _, s := range all.all() {
		s.fields(c)
	}
}

func (s *Series) fields(c *wire.Codec) {
	small(c, &s.stride)
	n := length(c, len(s.points), 20, seriesCap)
	if c.Reading() {
		s.points = make([]Point, n)
	}
	for k := range s.points {
		v := &s.points[k]
		c.F64(&v.Step, &v.Value)
		small(c, &v.Of)
	}
}

func (s *Score) fields(c *wire.Codec) {
	asked, results := length(c, len(s.asked), 4, ScoreDigits), length(c, len(s.results), 4, ScoreDigits)
	if c.Reading() {
		s.asked, s.results = make([]int, asked), make([]Result, results)
	}
	if results > asked {
		c.Tear()
	}
	for i := range s.asked {
		small(c, &s.asked[i])
	}
	for i := range s.results {
		r := &s.results[i]
		small(c, &r.Asked)
		c.String(&r.Predicted)
		c.F32(&r.P)
		c.Bool(&r.Skipped)
		strokesField(c, &r.Strokes)
		small(c, &r.Key)
		if c.Reading() {
			ink.Render(r.Pixels[:], r.Strokes)
		}
	}
	c.Bool(&s.stopped)
	c.Bool(&s.waiting)
	small(c, &s.rounds)
	c.Bool(&s.seeded)
	c.U64(&s.seed)
}

func (g *GAN) fields(c *wire.Codec) {
	message(c, &g.GAN)
	n := length(c, len(g.Moments), 4, maxMoments)
	if c.Reading() {
		g.Moments = make([]Moment, n)
	}
	for i := range g.Moments {
		c.U32(&g.Moments[i].Step)
		c.Bytes(&g.Moments[i].Grid)
		if len(g.Moments[i].Grid) != ganPixels {
			c.Tear()
		}
	}
	c.U32(&g.every, &g.pin)
	c.Bool(&g.pinned)
	g.Discriminator.fields(c)
	g.Generator.fields(c)
	small(c, &g.batch)
}

func (u *undo) fields(c *wire.Codec) {
	had := u.run != nil
	c.Bool(&had)
	c.Bool(&u.back)
	if !had {
		return
	}
	if c.Reading() {
		u.run = new(Run)
	}
	u.run.fields(c)
}

// length moves the length of a list of at most limit items of at least size bytes
// each.
func length(c *wire.Codec, n, size, limit int) int {
	c.Length(&n, size)
	if c.Reading() && n > limit {
		c.Tear()
		return 0
	}
	return n
}

// small moves an integer from 0 to 2^31-1 in 32 bits.
func small(c *wire.Codec, n *int) {
	u := uint32(*n)
	if c.U32(&u); c.Reading() {
		if u > math.MaxInt32 {
			c.Tear()
			u = 0
		}
		*n = int(u)
	}
}

// message moves a message that is of the same kind on both sides.
func message(c *wire.Codec, m protocol.Message) {
	if !c.Reading() {
		b := protocol.Append(nil, m)
		c.Bytes(&b)
		return
	}
	got, err := protocol.Decode(c.Block())
	if err != nil || got.Kind() != m.Kind() {
		c.Tear()
		return
	}
	switch m := m.(type) {
	case *protocol.Prepare:
		*m = *got.(*protocol.Prepare)
	case *protocol.Restore:
		*m = *got.(*protocol.Restore)
	case *protocol.Progress:
		*m = *got.(*protocol.Progress)
	case *protocol.Eval:
		*m = *got.(*protocol.Eval)
	case *protocol.GAN:
		*m = *got.(*protocol.GAN)
	default:
		panic("state: a message that no page has")
	}
}
