//go:build js

package ch3

import (
	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/wasm/lab"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// others fetches test images for the rows below the drawing; until they come there are
// drawn examples.
type others struct {
	frame *lab.Frame
	rows  *Rows
	count int
	id    uint32 // of the question; 0 before it was sent
	real  bool   // test images have come
	rev   uint32
}

func newOthers(f *lab.Frame, rows *Rows, count int) *others {
	rows.SetOthers(Examples(count))
	return &others{frame: f, rows: rows, count: count}
}

// ask asks once.
func (o *others) ask() {
	if o.id == 0 && o.frame.Model.Ready {
		o.id = o.frame.NewID()
		o.frame.Post(&protocol.LabImages{ID: o.id, Of: protocol.Subset{Test: true, Count: uint32(o.count)}})
	}
}

// hear takes the images, and reports whether it has.
func (o *others) hear(m protocol.Message) bool {
	s, ok := m.(*protocol.LabSet)
	if !ok || s.ID != o.id || o.id == 0 || len(s.Index) != o.count || len(s.Pixels) != o.count*ink.Pixels {
		return false
	}
	images := make([][]byte, o.count)
	for i := range images {
		images[i] = s.Pixels[i*ink.Pixels:][:ink.Pixels]
	}
	o.rows.SetOthers(images)
	o.real = true
	o.rev++
	return true
}

// lost asks the next worker.
func (o *others) lost() {
	if !o.real {
		o.id = 0
	}
}
