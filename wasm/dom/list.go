//go:build js

package dom

import "slices"

// List shows a row for each of some keys as the children of Parent, which it has for
// itself. A row stays the same as long as its key is there, and with it its focus.
type List[K comparable, Row any] struct {
	Parent *Element
	Make   func(key K) (*Element, Row) // makes a row, once a key

	keys []K // in order, as shown
	rows map[K]*listRow[Row]
}

type listRow[Row any] struct {
	element  *Element
	row      Row
	handlers []int
}

// Show makes, moves and removes rows so that they are those of keys, no two of which
// are equal, and calls update for each in order. A row that goes takes its handlers
// with it.
func (l *List[K, Row]) Show(keys []K, update func(i int, row Row)) {
	if l.rows == nil {
		l.rows = map[K]*listRow[Row]{}
	}
	l.keys = slices.DeleteFunc(l.keys, func(k K) bool {
		gone := !slices.Contains(keys, k)
		if gone {
			r := l.rows[k]
			delete(l.rows, k)
			drop(r.handlers)
			r.element.value.Call("remove")
		}
		return gone
	})
	for i, k := range keys {
		r := l.rows[k]
		if r == nil {
			r = &listRow[Row]{}
			l.own(r, func() { r.element, r.row = l.Make(k) })
			l.rows[k] = r
		}
		if i == len(l.keys) || l.keys[i] != k {
			l.place(r, i, k)
		}
		l.own(r, func() { update(i, r.row) })
	}
}

// own calls f, whose handlers become the row's.
func (l *List[K, Row]) own(r *listRow[Row], f func()) {
	outer := row
	row = &r.handlers
	f()
	row = outer
}

// place puts a row before the i-th one.
func (l *List[K, Row]) place(r *listRow[Row], i int, k K) {
	if i == len(l.keys) {
		l.Parent.Append(r.element)
	} else {
		l.Parent.value.Call("insertBefore", r.element.value, l.rows[l.keys[i]].element.value)
		if j := slices.Index(l.keys[i:], k); j >= 0 {
			l.keys = slices.Delete(l.keys, i+j, i+j+1)
		}
	}
	l.keys = slices.Insert(l.keys, i, k)
}
