package ch5

import (
	"strconv"
	"strings"

	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/tensor"
	"github.com/zerokara/zerokara/wasm/state"
	"github.com/zerokara/zerokara/wasm/state/netcode"
	"github.com/zerokara/zerokara/wasm/state/plot"
	"github.com/zerokara/zerokara/wasm/words"
)

// BlockName names a layer with its numbers: "Convolution 5×5, 30 filters".
func BlockName(w *words.Words, s layer.Spec) string {
	name := w.Name("layer", layer.KindOf(s))
	switch l := s.(type) {
	case layer.Conv2D:
		return w.T("lab.5.3.conv", "name", name, "k", l.Kernel, "n", l.Filters) + extras(w, "stride", l.Stride, 1) + extras(w, "pad", l.Pad, 0) +
			extras(w, "dilation", l.Dilation, 1)
	case layer.ConvTranspose2D:
		return w.T("lab.5.3.conv", "name", name, "k", l.Kernel, "n", l.Filters)
	case layer.MaxPool2D:
		return pooling(w, name, l.Kernel, l.Stride, l.Pad)
	case layer.AvgPool2D:
		return pooling(w, name, l.Kernel, l.Stride, l.Pad)
	case layer.Dense:
		return w.T("lab.5.3.dense", "name", name, "n", l.Units)
	case layer.Dropout:
		return w.T("lab.5.3.numbered", "name", name, "value", decimal(l.Ratio))
	case layer.LeakyReLU:
		return w.T("lab.5.3.numbered", "name", name, "value", decimal(l.Slope))
	}
	return name
}

func pooling(w *words.Words, name string, k, stride, pad int) string {
	return w.T("lab.5.3.pool", "name", name, "k", k) + extras(w, "stride", stride, k) + extras(w, "pad", pad, 0)
}

// extras adds what is not as usual.
func extras(w *words.Words, field string, v, usual int) string {
	if v == usual {
		return ""
	}
	return w.T("lab.5.3.extra", "field", fieldName(w, field), "value", v)
}

func decimal(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// KindName names an offered kind.
func KindName(w *words.Words, kind int) string {
	k := &netcode.All[kind]
	return w.Name("layer", layer.KindOf(k.Make(k.First)))
}

// Number is a number of the chosen block, for a field.
type Number struct {
	Field       int
	Name, Value string
	Low, High   float64
	Whole       bool
}

// Numbers returns those of a layer that can be set.
func Numbers(w *words.Words, s layer.Spec) (all []Number) {
	k, v := netcode.Of(s)
	if k == nil {
		return nil
	}
	for i := range k.Fields {
		if f := &k.Fields[i]; !f.Quiet {
			all = append(all, Number{i, fieldName(w, f.Name), decimal(v[i]), f.Low, f.High, !f.Fraction})
		}
	}
	return all
}

// shapeText writes a shape: "30 × 24 × 24", or of a row of values their number.
func shapeText(s tensor.Shape) string {
	if s.H == 1 && s.W == 1 {
		return plot.Thousands(s.C)
	}
	return strconv.Itoa(s.C) + " × " + strconv.Itoa(s.H) + " × " + strconv.Itoa(s.W)
}

// JointText returns what stands at a joint: the shape, the parameters with their
// fraction, the multiplications.
func (b *Blocks) JointText(w *words.Words, i int) (shape, params, products string) {
	j := &b.plan.Joints[i]
	switch {
	case j.Behind:
		return w.T("lab.5.3.behind"), "", ""
	case i == b.plan.At && b.plan.Err != nil && !b.plan.AtEnd:
		return w.T("lab.5.3.impossible"), "", ""
	}
	params = "–"
	if j.Params > 0 {
		params = plot.Thousands(j.Params) + " (" + partText(b.plan.Fraction(i)) + ")"
	}
	return shapeText(j.Out), params, plot.Thousands(j.Products)
}

// partText writes a fraction of all; a little is not nothing.
func partText(f float64) string {
	if f > 0 && f < 0.0005 {
		return "< 0.1%"
	}
	return plot.Percent(f)
}

// Reason says why the chain is impossible, "" if it is not.
func (b *Blocks) Reason(w *words.Words) string {
	e := b.plan.Err
	if e == nil {
		return ""
	}
	field := e.Field[strings.LastIndexByte(e.Field, '.')+1:]
	switch {
	case len(b.chain) == 0:
		return w.T("lab.5.3.why.empty")
	case e.Code == "outputs":
		return w.T("lab.5.3.why.outputs", "n", plot.Thousands(b.plan.Joints[b.plan.At].Out.Size()))
	case e.Code == "untrainable":
		return w.T("lab.5.3.why.untrainable")
	case e.Code == "softmax":
		return w.T("lab.5.3.why.softmax")
	case e.Code == "window" && field != "stride":
		if in := b.plan.Joints[b.plan.At].In; in.H > 1 || in.W > 1 {
			return w.T("lab.5.3.why.window", "k", b.size(), "h", in.H, "w", in.W)
		}
		return w.T("lab.5.3.why.row", "k", b.size())
	}
	reason := state.Refusal(w, e)
	if name := fieldName(w, field); name != "" {
		return w.T("lab.5.3.why.field", "field", name, "reason", reason)
	}
	return w.T("lab.5.3.why.other", "reason", reason)
}

// fieldName names a number of a block, "" for one that has no word.
func fieldName(w *words.Words, field string) string {
	switch field {
	case "filters":
		return w.T("lab.5.3.field.filters")
	case "kernel":
		return w.T("lab.5.3.field.kernel")
	case "window":
		return w.T("lab.5.3.field.window")
	case "stride":
		return w.T("lab.5.3.field.stride")
	case "pad":
		return w.T("lab.5.3.field.pad")
	case "dilation":
		return w.T("lab.5.3.field.dilation")
	case "units":
		return w.T("lab.5.3.field.units")
	case "slope":
		return w.T("lab.5.3.field.slope")
	case "ratio":
		return w.T("lab.5.3.field.ratio")
	}
	return ""
}

// size is that of the window that does not fit.
func (b *Blocks) size() int {
	switch l := b.chain[b.plan.At].Spec.(type) {
	case layer.Conv2D:
		return l.Kernel
	case layer.MaxPool2D:
		return l.Kernel
	case layer.AvgPool2D:
		return l.Kernel
	}
	return 0
}

// Text is what stands on the button of a way out.
func (m *Mend) Text(w *words.Words) string {
	switch m.Key {
	case "units":
		return w.T("lab.5.3.mend.units", "n", m.N)
	case "end":
		return w.T("lab.5.3.mend.end", "n", m.N)
	case "remove":
		return w.T("lab.5.3.mend.remove")
	case "unpool":
		return w.T("lab.5.3.mend.unpool", "n", m.N)
	case "pool":
		return w.T("lab.5.3.mend.pool", "n", m.N)
	case "before":
		return w.T("lab.5.3.mend.before")
	case "pad":
		return w.T("lab.5.3.mend.pad", "n", m.N)
	case "filters":
		return w.T("lab.5.3.mend.filters", "n", m.N)
	case "kernel", "window":
		return w.T("lab.5.3.mend.window", "n", m.N)
	}
	return w.T("lab.5.3.mend.field", "field", fieldName(w, m.Key), "n", m.N)
}

// BlockSaid is a block with what comes of it, in one line.
func (b *Blocks) BlockSaid(w *words.Words, i int) string {
	name := BlockName(w, b.chain[i].Spec)
	shape, params, products := b.JointText(w, i)
	if params == "" {
		return name + ". " + shape
	}
	return name + ". " + w.T("lab.5.3.joint", "shape", shape, "params", params, "products", products)
}

// Take returns what was done last, aloud, once.
func (b *Blocks) Take(w *words.Words) string {
	text := b.Said(w)
	b.last = NoDeed
	return text
}

// Said is what was done last, aloud.
func (b *Blocks) Said(w *words.Words) (text string) {
	name, at := w.T("lab.5.3.input"), b.index(b.chosen)
	if at >= 0 {
		name = BlockName(w, b.chain[at].Spec)
	}
	switch b.last {
	case Added:
		text = w.T("lab.5.3.said.added", "name", name, "n", at+1, "all", len(b.chain))
	case Moved:
		text = w.T("lab.5.3.said.moved", "name", name, "n", at+1, "all", len(b.chain))
	case Changed:
		text = name
	case Removed:
		text = w.T("lab.5.3.said.removed", "name", name)
	case Opened:
		text = w.T("lab.5.3.said.opened", "all", len(b.chain))
	case Mended:
		text = w.T("lab.5.3.said.mended")
	case Undone:
		text = w.T("lab.5.3.said.undone")
	case Redone:
		text = w.T("lab.5.3.said.redone")
	case Refused:
		return w.T("lab.5.3.said.full", "all", len(b.chain))
	default:
		return ""
	}

	if reason := b.Reason(w); reason != "" {
		return text + " " + w.T("lab.5.3.said.impossible", "n", b.plan.At+1, "reason", reason)
	}
	return text + " " + b.Total(w)
}

// Total is what the whole chain costs.
func (b *Blocks) Total(w *words.Words) string {
	if b.plan.Err != nil {
		return w.T("lab.5.3.total.none")
	}
	return w.T("lab.5.3.total", "params", plot.Thousands(b.plan.Params), "products", plot.Thousands(b.plan.Products))
}

// Standing says how far the training is.
func (b *Blocks) Standing(w *words.Words) string {
	switch r := &b.run; {
	case r.Fault.Code != "":
		return state.FaultText(w, &r.Fault)
	case r.Diverged:
		return w.T("lab.5.3.diverged", "step", r.Step)
	case r.Done:
		return w.T("lab.5.3.trained", "accuracy", plot.Fraction(r.Accuracy, 1))
	case r.ID != 0 && r.Step == 0:
		return w.T("lab.5.3.starting")
	case r.ID != 0:
		return w.T("lab.5.3.training", "step", r.Step, "steps", r.Steps, "accuracy", plot.Fraction(r.Accuracy, 1))
	}
	return ""
}

// Curve describes the curve of the loss.
func (b *Blocks) Curve(w *words.Words) string {
	n := len(b.run.At)
	if n == 0 {
		return w.T("lab.5.3.curve.none")
	}
	return w.T("lab.5.3.curve", "step", int(b.run.At[n-1]), "from", decimals2(b.run.Losses[0]), "to", decimals2(b.run.Losses[n-1]))
}

func decimals2(v float64) string { return strconv.FormatFloat(v, 'f', 2, 64) }

// Happened says what the chain costs and what its training came to.
func (b *Blocks) Happened(w *words.Words) string {
	if b.plan.Err != nil {
		return b.Reason(w)
	}
	text := b.Total(w)
	if at := b.plan.Largest(); at >= 0 {
		text = w.T("lab.5.3.happened.cost", "params", plot.Thousands(b.plan.Params), "name", BlockName(w, b.chain[at].Spec), "part", partText(b.plan.Fraction(at)))
	}
	if r := &b.run; r.Trained() && len(r.Losses) > 0 {
		text += " " + w.T("lab.5.3.happened.trained", "steps", r.Steps, "images", plot.Thousands(blocksImages),
			"from", decimals2(r.Losses[0]), "to", decimals2(r.Losses[len(r.Losses)-1]), "accuracy", plot.Fraction(r.Accuracy, 1), "test", plot.Thousands(blocksTest))
	}
	return text
}

// Digit says what the trained chain predicts for the visitor's digit.
func (b *Blocks) Digit(w *words.Words) string {
	best, p := -1, float32(0)
	for i, v := range b.run.P {
		if v > p {
			best, p = i, v
		}
	}
	if best < 0 {
		return w.T("lab.5.3.digit.none")
	}
	return w.T("lab.5.3.digit", "digit", best, "p", plot.Percent(float64(p)))
}
