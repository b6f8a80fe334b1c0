//go:build js

package main

import (
	"errors"
	"slices"
	"strconv"
	"syscall/js"
	"time"

	"github.com/zerokara/zerokara/nn/export"
	"github.com/zerokara/zerokara/nn/weights/safetensors"
	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state"
	"github.com/zerokara/zerokara/wasm/view/takeaway"
)

var errWorkerLost = errors.New("the engine has stopped meanwhile: try again")

// takeaways are the files that the worker is making.
type takeaways struct {
	asked   uint32
	waiting []waiter
}

// waiter waits for a file; its channel is closed when the worker is lost.
type waiter struct {
	id uint32
	c  chan *protocol.FileMade
}

func (a *app) buildTakeAway() {
	a.views.add("takeaway", func() view {
		return takeaway.New(a.model, &a.views.words, takeaway.Commands{
			Save: a.saveFile,
			Take: a.take,
			Huge: func(name string) {
				a.taken(name, "", safetensors.Errorf(safetensors.Large, "too large"))
			},
			Seen: func() bool { return a.views.place == nil || a.views.place.Place() == "runs" },
		})
	})
}

// arrive takes a file.
func (t *takeaways) arrive(m *protocol.FileMade) {
	for i, w := range t.waiting {
		if w.id == m.ID {
			t.waiting = append(t.waiting[:i], t.waiting[i+1:]...)
			w.c <- m
			return
		}
	}
}

// lost ends all waits.
func (t *takeaways) lost() {
	for _, w := range t.waiting {
		close(w.c)
	}
	t.waiting = nil
}

// makeFile returns a file of a kind. It waits.
func (a *app) makeFile(kind string) ([]byte, error) {
	if err := a.model.Exportable(kind); err != nil {
		return nil, err
	}
	switch kind {
	case export.Recipe:
		return []byte(a.model.RecipeJSON()), nil
	case export.Curves:
		return a.model.Curves.AppendCSV(nil), nil
	case export.Picture:
		return a.picture()
	case export.Model:
		return a.snapshot()
	}
	t := &a.takeaways
	t.asked++
	w := waiter{t.asked, make(chan *protocol.FileMade, 1)}
	t.waiting = append(t.waiting, w)
	a.send() // the drawing
	q := protocol.MakeFile{ID: w.id, Format: kind, Grey: a.grey[:]}
	for _, s := range a.model.Drawing.Strokes() {
		q.Lengths = append(q.Lengths, uint32(len(s)))
		for _, p := range s {
			q.Points = append(q.Points, float32(p.X), float32(p.Y))
		}
	}
	a.post(&q)
	m, ok := <-w.c
	switch {
	case !ok:
		return nil, errWorkerLost
	case m.Error != "":
		return nil, errors.New(m.Error)
	}
	return m.Data, nil
}

// snapshot returns a model file as fresh as is to be had.
func (a *app) snapshot() ([]byte, error) {
	const patience = 20 * time.Second
	c := make(chan struct{})
	a.saved = append(a.saved, c)
	a.post(&protocol.Save{})
	select {
	case <-c:
	case <-time.After(patience):
	}
	if b := a.model.Life.Saved.Data; b != nil {
		return slices.Clone(b), nil
	}
	return nil, errWorkerLost
}

func (a *app) picture() ([]byte, error) {
	a.send()
	font := strconv.Itoa(export.PictureText) + "px sans-serif"
	p := dom.NewPicture(export.PictureWidth, export.PictureHeight)
	for _, k := range a.model.Picture(a.grey[:]) {
		if k.Text != "" {
			p.Text(k.X, k.Y, k.Text, font, k.Colour)
		} else {
			p.Fill(k.X, k.Y, k.W, k.H, k.Colour)
		}
	}
	return p.PNG()
}

// saveFile gives the visitor a file of a kind to save.
func (a *app) saveFile(kind string) {
	t := &a.model.TakeAway
	if t.Busy {
		return
	}
	*t = state.TakeAway{Busy: true}
	a.views.show()
	go a.guard(func() {
		b, err := a.makeFile(kind)
		*t = state.TakeAway{Failed: err}
		if err == nil {
			t.Saved = export.Name(a.model.Recipe.Name, kind)
			dom.Download(t.Saved, "application/octet-stream", b)
		}
		a.views.show()
	})
}

// take makes what a file has the bench's network, and keeps the run before for an undo.
func (a *app) take(name string, b []byte) {
	t, err := state.ReadTaken(b, a.model.Recipe)
	if err == nil {
		err = a.model.Exportable(export.Recipe) // there is a network that can be replaced
	}
	if err != nil {
		a.taken(name, "", err)
		return
	}
	ran := a.model.Running()
	a.rest(func(known bool) {
		var saved *state.Saved
		if known {
			saved = &a.model.Life.Saved
		}
		a.model.Use(t, saved, func(err error) {
			if err != nil && ran {
				a.post(&protocol.Resume{}) // nothing has changed
			}
			a.taken(name, t.Kind(), err)
		})
	})
}

// taken says what became of a file.
func (a *app) taken(name, kind string, err error) {
	a.model.TakeAway = state.TakeAway{Taken: name, Kind: kind, Why: err}
	a.changed()
	a.views.show()
}

// apiExport makes a file of a kind: a Uint8Array, later.
func (a *app) apiExport(args []js.Value) any {
	kind := ""
	if len(args) > 0 && args[0].Type() == js.TypeString {
		kind = args[0].String()
	}
	if !slices.Contains(export.Kinds(), kind) {
		text := "zerokara: export: a kind is one of"
		for _, k := range export.Kinds() {
			text += " " + k
		}
		return rejected(errors.New(text))
	}
	return newPromise(func(resolve func(any), reject func(error)) {
		go a.guard(func() {
			b, err := a.makeFile(kind)
			if err != nil {
				reject(errors.New("zerokara: export: " + err.Error()))
				return
			}
			resolve(toJS(b))
		})
	})
}
