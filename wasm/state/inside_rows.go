package state

import (
	"slices"

	"github.com/zerokara/zerokara/nn/layer"
)

// Row is a row of the page's layers: one layer, or a block that begins with weights
// and is folded into the last of its layers.
type Row struct {
	Key         int
	First, Last int
	Block       bool // of several layers; its row folds and unfolds them
	Open        bool // it does not show them, but heads their own rows
	Filters     int  // the layer whose filters are below the maps, -1 for none
	Seen        bool // on the visitor's screen
}

// joins are the kinds of layers that belong to the layer with weights before them.
var joins = []string{"batchnorm", "relu", "leakyrelu", "sigmoid", "tanh", "step", "identity", "dropout", "maxpool2d", "avgpool2d"}

// arrange makes the rows anew. A row that stays is as visible as it was.
func (in *Inside) arrange() {
	in.Rev++
	in.Built++
	old := in.rows
	in.rows = nil
	add := func(r Row) {
		if i := slices.IndexFunc(old, func(o Row) bool { return o.Key == r.Key }); i >= 0 {
			r.Seen = old[i].Seen
		}
		in.rows = append(in.rows, r)
	}
	single := func(i int) Row { return Row{Key: 2 * i, First: i, Last: i, Filters: in.filtersOf(i)} }
	for first := 0; first < len(in.Layers); {
		last := in.blockEnd(first)
		if first == last {
			add(single(first))
		} else {
			r := Row{Key: 2*first + 1, First: first, Last: last, Block: true, Filters: in.filtersOf(first), Open: first < len(in.unfolded) && in.unfolded[first]}
			add(r)
			for i := first; r.Open && i <= last; i++ {
				add(single(i))
			}
		}
		first = last + 1
	}
}

// blockEnd returns the last layer of the block that begins with first.
func (in *Inside) blockEnd(first int) int {
	last := first
	if _, ok := in.Layers[first].spec.(layer.Affine); ok {
		for last+1 < len(in.Layers) && slices.Contains(joins, in.Layers[last+1].Kind) {
			last++
		}
	}
	return last
}

// filtersOf returns a layer if it has filters to show, else -1.
func (in *Inside) filtersOf(i int) int {
	if c, _, _ := in.Layers[i].Filter(); c > 0 && in.Layers[i].Kind == "conv2d" {
		return i
	}
	return -1
}

// Rows returns the rows, in order.
func (in *Inside) Rows() []Row { return in.rows }

// Row returns the row with a key, nil without one.
func (in *Inside) Row(key int) *Row {
	for i := range in.rows {
		if in.rows[i].Key == key {
			return &in.rows[i]
		}
	}
	return nil
}

// Fold folds a block that is unfolded, or unfolds it. The next network keeps that, if it
// has the same kinds of layers.
func (in *Inside) Fold(key int) {
	r := in.Row(key)
	if r == nil || !r.Block {
		return
	}
	for len(in.unfolded) <= r.First {
		in.unfolded = append(in.unfolded, false)
	}
	in.unfolded[r.First] = !r.Open
	in.arrange()
}

// SetSeen says whether a row is on the visitor's screen.
func (in *Inside) SetSeen(key int, seen bool) {
	if r := in.Row(key); r != nil && r.Seen != seen {
		r.Seen = seen
		in.Rev++
	}
}

// FocusRow returns the row that shows the close-up's layer, or the block that hides
// it; false without a close-up.
func (in *Inside) FocusRow() (key int, ok bool) {
	f := &in.Focus
	for i := range in.rows {
		if r := &in.rows[i]; f.On && !r.Open && r.First <= f.Layer && f.Layer <= r.Last {
			return r.Key, true
		}
	}
	return 0, false
}

// FocusBlock returns the layers of the block that the close-up's layer is in.
func (in *Inside) FocusBlock() (first, last int) {
	for i := range in.rows {
		if r := &in.rows[i]; r.First <= in.Focus.Layer && in.Focus.Layer <= r.Last {
			return r.First, r.Last // an open block comes before its layers
		}
	}
	return in.Focus.Layer, in.Focus.Layer
}

// Cursor returns the channel or unit of a row that the keyboard is at.
func (in *Inside) Cursor(r *Row) int { return in.cursors[r.Last] }

// Marked returns the channel or unit of a row that is outlined: that of the close-up,
// or of the keyboard while the row has the focus; -1 for none.
func (in *Inside) Marked(r *Row, focused bool) int {
	if key, ok := in.FocusRow(); ok && key == r.Key {
		return min(in.Focus.Unit, in.Layers[r.Last].C-1)
	}
	if focused {
		return in.Cursor(r)
	}
	return -1
}

// MoveCursor looks at another channel or unit of a row, by a key, where columns of
// them are side by side. It reports whether the key does something there.
func (in *Inside) MoveCursor(r *Row, key string, columns int) bool {
	at, last := in.Cursor(r), in.Layers[r.Last].C-1
	switch key {
	case "ArrowLeft":
		at--
	case "ArrowRight":
		at++
	case "ArrowUp":
		at -= columns
	case "ArrowDown":
		at += columns
	case "Home":
		at = 0
	case "End":
		at = last
	case "Enter", " ":
	case "Escape":
		in.LookAway()
		return true
	default:
		return false
	}
	if at >= 0 && at <= last {
		in.LookAt(r.Last, at)
	}
	return true
}
