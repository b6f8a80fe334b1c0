//go:build js

package teach

import (
	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/state"
)

// receipt shows what a lesson has changed.
type receipt struct {
	root, title, detail, list   *dom.Element
	this, others, test          row
	forgotten, steps, unlearned *dom.Element
}

// row is a value before and after.
type row struct{ root, name, before, after *dom.Element }

func newReceipt() receipt {
	r := receipt{
		root: dom.ByID("receipt").Attr("tabindex", "-1"), title: dom.New("h3", ""), detail: dom.New("p", "lead"),
		this: newRow(), others: newRow(), test: newRow(),
		forgotten: dom.New("p", "lead"), steps: dom.New("p", "lead"), unlearned: dom.New("p", ""),
	}
	r.list = dom.New("dl", "", r.this.root, r.others.root, r.test.root)
	r.root.Append(r.title, r.detail, r.list, r.forgotten, r.steps, r.unlearned)
	return r
}

func newRow() row {
	r := row{name: dom.New("dt", ""), before: dom.New("span", "before"), after: dom.New("span", "after")}
	r.root = dom.New("div", "", r.name, dom.New("dd", "", r.before, dom.New("span", "to").Text("→"), r.after))
	return r
}

func (r *receipt) show(t *state.Receipt, ok bool) {
	r.title.Text(t.Title)
	for _, p := range []struct {
		e    *dom.Element
		text string
	}{{r.detail, t.Detail}, {r.forgotten, t.Forgotten}, {r.steps, t.Steps}, {r.unlearned, t.Unlearned}} {
		p.e.Text(p.text).Hidden(p.text == "")
	}
	r.list.Hidden(t.This.Name+t.Others.Name+t.Test.Name == "")
	r.this.show(&t.This, "")
	r.others.show(&t.Others, "")
	r.test.show(&t.Test, "test")
	r.root.Hidden(!ok)
}

func (r *row) show(t *state.ReceiptRow, class string) {
	if t.Good {
		class = "good"
	} else if t.Bad {
		class = "bad"
	}
	r.root.Class(class).Hidden(t.Name == "")
	r.name.Text(t.Name)
	r.before.Text(t.Before)
	r.after.Text(t.After)
}
