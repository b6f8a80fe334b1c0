package state

import "github.com/zerokara/zerokara/wasm/words"

// Heading returns the view's heading.
func (p Place) Heading(w *words.Words) string {
	switch p {
	case "look/inside":
		return w.T("inside.title")
	case "look/why":
		return w.T("why.title")
	case "look/preparation":
		return w.T("film.title")
	case "test/errors":
		return w.T("errors.title")
	case "test/score":
		return w.T("score.title")
	case "test/teach":
		return w.T("teach.title")
	case "noise":
		return w.T("gan.title")
	case "runs":
		return w.T("runs.title")
	case "race":
		return w.T("race.title")
	case "book/2":
		return w.T("ch2.title")
	case "book/3":
		return w.T("ch3.title")
	case "book/4":
		return w.T("ch4.title")
	case "book/5":
		return w.T("ch5.title")
	case "about":
		return w.T("explain.title")
	}
	return w.T("place.watch")
}

// groupName returns the name of the places that p is one of.
func (p Place) groupName(w *words.Words) string {
	switch p.Group() {
	case "look":
		return w.T("place.look")
	case "test":
		return w.T("place.test")
	case "book":
		return w.T("place.book")
	}
	return p.Heading(w)
}

// Label returns what the way from a place to p says.
func (p Place) Label(w *words.Words, from Place) string {
	if chapter := p.Chapter(); chapter != "" && from.Chapter() != "" {
		return w.T("lab.chapter", "chapter", chapter) // a title is too long for a button
	}
	if p.Group() == from.Group() {
		return p.Heading(w)
	}
	return p.groupName(w)
}

// Title returns the title of the window.
func (p Place) Title(w *words.Words) string {
	if p == Watch {
		return w.T("title")
	}
	return w.T("title.place", "place", p.Heading(w))
}
