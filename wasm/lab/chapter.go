//go:build js

package lab

import (
	"strings"

	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/lab/table"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state"
)

// Chapter is a chapter of the book: its own page, which lists its labs, and those.
type Chapter struct {
	page    *Page
	number  string
	builds  map[string]Build
	labs    []table.Lab
	frames  []*Frame // nil before a lab was first opened
	links   []link
	open    int // of labs; -1: the chapter's own page
	here    bool
	address *dom.Frame

	root, said, room *dom.Element
	self             *dom.Element // the link to the chapter's own page
	missions, copied *dom.Element
}

// link leads to a lab, above all labs.
type link struct{ root, standing *dom.Element }

// NewChapter takes over the page of a chapter: "book5", what has ids that begin with
// it, and a link to each of its labs. builds are those labs' views by ID.
func NewChapter(page *Page, number string, builds map[string]Build) *Chapter {
	id := "book" + number
	c := &Chapter{
		page: page, number: number, builds: builds, labs: table.Chapter(number), open: -1,
		root: dom.ByID(id), said: dom.ByID(id + "-said"), room: dom.ByID(id + "-lab"), self: dom.ByID(id + "-self"),
		missions: dom.ByID(id + "-missions"), copied: dom.ByID(id + "-copied"),
	}
	c.frames = make([]*Frame, len(c.labs))
	c.address = dom.NewFrame(c.follow)
	for _, l := range c.labs {
		c.links = append(c.links, link{dom.ByID("to-lab-" + l.ID), dom.ByID("standing-" + l.ID)})
	}
	dom.ByID(id + "-copy").OnClick(func() {
		page.Commands.Copy(c.line(), func(ok bool) {
			if ok {
				c.copied.Text(page.Words.T("lab.copied"))
			} else {
				c.copied.Text(page.Words.T("lab.copy.refused"))
			}
		})
	})
	c.Redraw()
	return c
}

// Open shows what follows the "?" in the chapter's address, and reports whether there
// is such a lab. Its title gets the focus, if that is to move.
func (c *Chapter) Open(query string, focus bool) bool {
	id, rest, ok := table.ParseQuery(c.number, query)
	if !ok {
		return false
	}
	c.here = true
	open := -1
	for i, l := range c.labs {
		if l.ID == id {
			open = i
		}
	}
	moved := open != c.open
	if moved {
		c.leave()
		c.open = open
	}
	flag := ""
	if open >= 0 {
		flag = c.labs[open].ID
	}
	c.root.Attr("data-open", flag)
	c.said.Hidden(open >= 0)
	c.room.Hidden(open < 0)
	for i, f := range c.frames {
		if f != nil {
			f.root.Hidden(i != open)
		}
	}
	if open >= 0 {
		f := c.frame(open)
		f.section.Run(func() {
			if v, ok := f.view.(Addressed); ok && rest != "" {
				v.SetAddress(rest)
			}
		})
		f.show()
		c.address.Ask() // what the address leaves out is as it was
		if moved && focus {
			f.title.FocusInPlace()
			dom.ScrollTo(0)
		}
	}
	c.showList()
	if moved {
		c.page.Commands.Went()
	}
	return true
}

// Close is called when the visitor goes to another view.
func (c *Chapter) Close() {
	c.leave()
	c.here = false
}

// leave stops what the open lab has going.
func (c *Chapter) leave() {
	if f := c.opened(); f != nil {
		f.section.Run(func() {
			if v, ok := f.view.(Leaver); ok {
				v.Leave()
			}
		})
	}
}

func (c *Chapter) opened() *Frame {
	if c.open < 0 {
		return nil
	}
	return c.frames[c.open]
}

// frame returns a lab's frame, which is built when it is first opened.
func (c *Chapter) frame(i int) *Frame {
	if c.frames[i] == nil {
		l := c.labs[i]
		build := c.builds[l.ID]
		if build == nil {
			panic("lab: nothing builds " + l.ID)
		}
		f := newFrame(c.page, l, c.address.Ask)
		c.frames[i] = f
		c.room.Append(f.root)
		f.build(build)
	}
	return c.frames[i]
}

// follow brings the address in line with the lab.
func (c *Chapter) follow() {
	c.showList()
	c.page.Commands.Here()
}

// Query is what follows the "?" in an address that opens the lab as it is, "" for the
// chapter's own page.
func (c *Chapter) Query() string {
	f := c.opened()
	if f == nil {
		return ""
	}
	rest := ""
	f.section.Run(func() {
		if v, ok := f.view.(Addressed); ok {
			rest = v.Address()
		}
	})
	return table.Query(f.lab.ID, rest)
}

// Hear gives an event of the worker to the labs.
func (c *Chapter) Hear(m protocol.Message) { c.listeners(func(v Listener) { v.Hear(m) }) }

// Lost tells the labs that the worker was replaced.
func (c *Chapter) Lost() { c.listeners(Listener.Lost) }

func (c *Chapter) listeners(do func(Listener)) {
	for _, f := range c.frames {
		if f != nil {
			f.section.Run(func() {
				if v, ok := f.view.(Listener); ok {
					do(v)
				}
			})
		}
	}
}

// Show implements the page's view.
func (c *Chapter) Show() {
	if f := c.opened(); f != nil && c.here {
		f.show()
	}
}

// Redraw implements the page's view: another language.
func (c *Chapter) Redraw() {
	c.showList()
	for _, f := range c.frames {
		if f != nil {
			f.section.Run(func() {
				f.redraw()
				f.view.Redraw()
			})
		}
	}
}

// SetPaper implements the page's view: another theme.
func (c *Chapter) SetPaper(p *state.Paper) {
	c.page.paper = p
	for _, f := range c.frames {
		if f != nil {
			f.section.Run(func() { f.view.SetPaper(p) })
		}
	}
}

// showList shows the links and what the visitor has done.
func (c *Chapter) showList() {
	w := c.page.Words
	current := func(is bool) string {
		if is {
			return "page"
		}
		return ""
	}
	c.self.Attr("aria-current", current(c.open < 0))
	for i, l := range c.labs {
		standing := ""
		switch c.page.Standing(l.ID) {
		case table.Tried:
			standing = w.T("lab.tried")
		case table.Done:
			standing = w.T("lab.done")
		}
		k := c.links[i]
		k.standing.Text(standing).Attr("title", standing)
		k.root.Attr("data-standing", c.page.Standing(l.ID).String()).Attr("aria-current", current(i == c.open))
	}
	c.missions.Text(c.line())
}

// line is what the visitor has done, in one line.
func (c *Chapter) line() string {
	done := c.page.record.Done()
	if len(done) == 0 {
		return c.page.Words.T("lab.missions.none")
	}
	return c.page.Words.T("lab.missions", "n", len(done), "all", len(table.All()), "labs", strings.Join(done, ", "))
}
