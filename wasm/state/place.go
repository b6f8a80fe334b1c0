package state

import "strings"

// Place is the address of a view, without "#/" before it. The zero Place is where one
// watches the training.
type Place string

const Watch Place = ""

// places are all that there are, in the order of the page.
var places = [...]Place{
	Watch, "look/inside", "look/why", "look/preparation", "test/errors", "test/score", "test/teach", "noise", "runs", "race",
	"book/2", "book/3", "book/4", "book/5", "about",
}

// Places returns all places, in the order of the page.
func Places() []Place { return places[:] }

// PlaceNames returns all places in a sentence's order, quoted.
func PlaceNames() string {
	var names []string
	for _, p := range places {
		names = append(names, `"`+string(p)+`"`)
	}
	return strings.Join(names, ", ")
}

// ParsePlace returns the place of an address's fragment: "#/look/inside?...". Without
// one it is Watch. ok is false if there is no such place.
func ParsePlace(fragment string) (p Place, ok bool) {
	s := strings.TrimPrefix(strings.TrimPrefix(fragment, "#"), "/")
	s, _, _ = strings.Cut(s, "?")
	s = strings.TrimSuffix(s, "/")
	for _, p := range places {
		if s == string(p) {
			return p, true
		}
	}
	return Watch, false
}

// Query returns what follows the "?" in an address's fragment.
func Query(fragment string) string {
	_, query, _ := strings.Cut(fragment, "?")
	return query
}

// Chapter returns the number of the book's chapter at the place, "" at others.
func (p Place) Chapter() string {
	chapter, ok := strings.CutPrefix(string(p), "book/")
	if !ok {
		return ""
	}
	return chapter
}

// Fragment returns the place's address, "#/" and what follows.
func (p Place) Fragment() string { return "#/" + string(p) }

// Name returns the place as scripts and styles call it: "watch" or its address.
func (p Place) Name() string {
	if p == Watch {
		return "watch"
	}
	return string(p)
}

// Group returns the name of the places that it is one of: "watch", "look", "test"...
func (p Place) Group() string {
	group, _, _ := strings.Cut(p.Name(), "/")
	return group
}

// Next returns where to go from a place once the network has learned.
func (p Place) Next() Place {
	switch p {
	case Watch, "about":
		return "look/inside"
	case "test/errors":
		return "test/score"
	case "test/score":
		return "test/teach"
	case "test/teach":
		return "noise"
	case "noise", "runs", "race":
		return "book/2"
	case "book/2":
		return "book/3"
	case "book/3":
		return "book/4"
	case "book/4":
		return "book/5"
	case "book/5":
		return "about"
	}
	return "test/errors"
}

// OwnPrimary reports whether the view has a primary button of its own, beside which
// those of the transport are secondary.
func (p Place) OwnPrimary() bool {
	return p == "test/score" || p == "test/teach" || p == "noise" || p == "race"
}
