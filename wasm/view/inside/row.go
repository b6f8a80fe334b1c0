//go:build js

package inside

import (
	"strconv"

	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/state"
	"github.com/zerokara/zerokara/wasm/view/glossary"
	"github.com/zerokara/zerokara/wasm/words"
)

// Keys of the rows that are no layers; those have keys from 0.
const (
	inputKey   = -1
	answersKey = -2
)

// row is a row of the section: a layer, a block of layers, the image or the
// prediction.
type row struct {
	key                  int
	item                 *dom.Element
	kinds                dom.List[int, *entry]
	shape, learned, fold *dom.Element
	tilesElement, said   *dom.Element
	slider               *dom.Element
	canvas               *dom.Canvas
	labels               dom.List[int, *dom.Element]
	tiles                state.Tiles
	montage              state.Montage
	picture              state.Picture
	focused              bool
	drawn                drawing
}

// drawing is what a row's picture depends on.
type drawing struct {
	maps, filters uint32 // revisions of the values
	mark, paper   int
	tiles         state.Tiles
}

func (v *View) makeRow(key int) (*dom.Element, *row) {
	r := &row{key: key, shape: dom.New("span", "shape"), learned: dom.New("span", "shape")}
	kinds := dom.New("div", "kinds")
	r.kinds = dom.List[int, *entry]{Parent: kinds, Make: func(int) (*dom.Element, *entry) {
		e := &entry{dom.New("span", ""), glossary.NewButton()}
		return dom.New("span", "kind", e.name, e.text), e
	}}
	r.tilesElement = dom.New("div", "tiles")
	what := dom.New("div", "what", kinds, r.shape, r.learned)
	r.item = dom.New("li", "", what, r.tilesElement)
	switch key {
	case inputKey:
		r.item.Class("given")
		seen := dom.New("canvas", "seen").Attr("aria-hidden", "true")
		r.tilesElement.Append(seen)
		r.canvas = dom.NewCanvas(seen)
		v.given = r
	case answersKey:
		r.item.Class("answers")
		r.said = r.tilesElement.Class("tiles said")
		v.answers = r
	default:
		v.makeTiles(r)
		if key%2 == 1 {
			r.fold = dom.Button("fold", func() {
				v.in.Fold(key)
				v.changed()
			})
			what.Append(r.fold)
		}
	}
	return r.item, r
}

func newSpan(class string) func(int) (*dom.Element, *dom.Element) {
	return func(int) (*dom.Element, *dom.Element) {
		e := dom.New("span", class)
		return e, e
	}
}

func (v *View) makeTiles(r *row) {
	key := r.key
	r.slider = dom.New("canvas", "").Attr("tabindex", "0").Attr("role", "slider").Attr("aria-valuemin", "1")
	r.canvas = dom.NewLargeCanvas(r.slider)
	labels := dom.New("div", "").Attr("aria-hidden", "true")
	r.labels = dom.List[int, *dom.Element]{Parent: labels, Make: newSpan("digit")}
	r.tilesElement.Append(r.slider, labels)
	r.slider.OnPoint(func(x, y float64) {
		row := v.in.Row(key)
		unit, filter := r.tiles.Hit(x, y)
		if filter {
			v.in.LookAt(row.Filters, unit)
		} else {
			v.in.LookAt(row.Last, unit)
		}
		v.changed()
	}).OnKey(func(k string) bool {
		taken := v.in.MoveCursor(v.in.Row(key), k, r.tiles.Columns)
		if taken {
			v.changed()
		}
		return taken
	}).OnFocus(func() {
		r.focused = true
		v.frame.Ask()
	}).OnBlur(func() {
		r.focused = false
		v.frame.Ask()
	})
	r.item.OnVisible(func(on bool) {
		v.in.SetSeen(key, on)
		v.changed()
	})
}

// showRow shows in a row what stays while the network learns.
func (v *View) showRow(r *row) {
	w := v.words
	switch r.key {
	case inputKey:
		r.showKinds(w, "input")
		r.shape.Text("1 × 28 × 28")
		return
	case answersKey:
		r.showKinds(w, "softmax")
		r.shape.Text("10")
		return
	}
	v.shown = append(v.shown, r)
	of := v.in.Row(r.key)
	last := &v.in.Layers[of.Last]
	var kinds []string
	if !of.Open {
		for _, l := range v.in.Layers[of.First : of.Last+1] {
			kinds = append(kinds, l.Kind)
		}
	}
	r.showKinds(w, kinds...)
	shape, learned, class := last.Shape(), v.in.LearnedText(w, of), ""
	if learned != "" {
		class = "learns"
	}
	if of.Open {
		shape, learned, class = "", "", "open"
	}
	r.item.Class(class)
	r.shape.Text(shape)
	r.learned.Text(learned)
	if r.fold != nil {
		r.fold.Text(v.in.FoldText(w, of)).Attr("aria-label", v.in.FoldLabel(w, of)).Attr("aria-expanded", strconv.FormatBool(of.Open))
	}
	r.tilesElement.Hidden(of.Open)
	r.slider.Attr("id", "maps-"+strconv.Itoa(r.key)).Attr("aria-label", v.in.RowLabel(w, of)).Attr("aria-valuemax", strconv.Itoa(last.C))
	v.describe(r, of)
	digits := 0
	if v.in.Digits(of.Last) {
		digits = last.C
	}
	r.labels.Show(upTo(digits), func(i int, e *dom.Element) { e.Text(strconv.Itoa(i)) })
	r.montage = state.Montage{}
	if of.Filters >= 0 {
		r.montage = state.NewMontage(v.in.Layers[of.Filters].Filter())
	}
}

func (r *row) showKinds(w *words.Words, kinds ...string) {
	r.kinds.Show(upTo(len(kinds)), func(i int, e *entry) {
		e.name.Text(state.KindName(w, kinds[i]))
		glossary.Explain(e.text, w, state.TermOfKind(kinds[i]))
	})
}

// describe says of a row what is at its cursor.
func (v *View) describe(r *row, of *state.Row) {
	r.slider.Attr("aria-valuenow", strconv.Itoa(v.in.Cursor(of)+1)).Attr("aria-valuetext", v.in.CursorText(v.words, of))
}

// layout gives a row's picture its size, so that nothing moves when it is drawn.
func (r *row) layout(v *View) {
	of := v.in.Row(r.key)
	if of == nil || of.Open {
		return
	}
	digits := v.in.Digits(of.Last)
	t := state.TilesOf(&v.in.Layers[of.Last], v.width, of.Filters >= 0, digits)
	if t == r.tiles {
		return
	}
	r.tiles = t
	r.slider.Style("width", px(t.Width)).Style("height", px(t.Height))
	if digits {
		r.labels.Show(upTo(t.N), func(i int, e *dom.Element) {
			x, y := t.LabelPlace(i)
			e.Style("left", px(x)).Style("top", px(y))
		})
	}
}

// draw draws a row that is seen, if its picture has changed.
func (r *row) draw(v *View) {
	of := v.in.Row(r.key)
	if of == nil || of.Open || !of.Seen && !v.in.Hides(of.Last) {
		return
	}
	v.describe(r, of)
	values, filters := v.in.Seen(of.Last), &state.Values{}
	if of.Filters >= 0 {
		filters = &v.in.Values[of.Filters]
	}
	now := drawing{values.Rev, filters.Rev, v.in.Marked(of, r.focused), v.papers, r.tiles}
	if now == r.drawn {
		return
	}
	r.drawn = now
	r.picture.Paint(&r.tiles, values, filters, &r.montage, now.mark, v.paper)
	r.canvas.Put(r.tiles.Width, r.tiles.Height, r.picture.RGBA())
}
