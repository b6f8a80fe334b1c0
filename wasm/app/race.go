//go:build js

package main

import (
	"github.com/zerokara/zerokara/wasm/lab/table"
	"github.com/zerokara/zerokara/wasm/state"
)

// raceForm goes to the race, with the form's recipe.
func (a *app) raceForm() {
	a.model.RaceForm()
	a.views.place.Go("race", "?"+a.model.Race.Query())
}

// raced tells the worker what follows from a change of the race; the address follows.
func (a *app) raced() {
	a.tellRace()
	if a.views.place.Place() == "race" {
		a.links.frame.after(addressWithin)
	}
	a.show()
}

// tellRace sends what the race has for the worker.
func (a *app) tellRace() {
	for _, c := range a.model.Race.Commands() {
		a.post(c)
	}
}

// openRace follows the address into the race, and out of it.
func (a *app) openRace(p state.Place, query string) (ok bool) {
	ok = true
	if p == "race" {
		_, query = table.CutAt(query, "a=")
		ok = a.model.OpenRace(query)
	} else {
		a.model.Race.Leave()
	}
	a.tellRace()
	if a.views.place != nil { // else the views are being built
		a.changed()
	}
	return ok
}
