package state

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"slices"
	"strconv"

	"github.com/zerokara/zerokara/nn/export"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/weights/safetensors"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// TakeAway is what the page says of files that were made and taken.
type TakeAway struct {
	Saved  string // the name of the file that was made last
	Failed error  // why none was made
	Taken  string // the name of the file that was taken last
	Kind   string // export.Recipe, if it was one
	Why    error  // why it was refused
	Busy   bool   // a file is being made
}

// MaxTaken bounds a file to take, in bytes.
const MaxTaken = safetensors.MaxFile

// Taken is what a file has: a recipe, with arrays, or a snapshot, or neither.
type Taken struct {
	Recipe recipe.Recipe
	Arrays []safetensors.Array
	Data   []byte // of a Snapshot
	Step   uint32 // after which it was made
}

// Kind returns what kind of file it was.
func (t *Taken) Kind() string {
	switch {
	case t.Arrays != nil:
		return export.Safetensors
	case t.Data != nil:
		return export.Model
	}
	return export.Recipe
}

// ReadTaken reads a model file, a safetensors file or a recipe. now is the recipe of
// arrays that come without one. Its errors are *safetensors.Error, or a recipe's.
func ReadTaken(b []byte, now recipe.Recipe) (*Taken, error) {
	switch {
	case len(b) > MaxTaken:
		return nil, safetensors.Errorf(safetensors.Large, "the file is larger than %d bytes", MaxTaken)
	case bytes.HasPrefix(b, []byte(modelMagic)):
		return readModel(b)
	case safetensors.Is(b):
		return readArrays(b, now)
	case bytes.HasPrefix(bytes.TrimLeft(b, " \t\r\n\ufeff"), []byte{'{'}):
		r, err := recipe.Parse(bytes.TrimPrefix(b, []byte("\ufeff")))
		if err != nil {
			return nil, err
		}
		return &Taken{Recipe: r}, nil
	}
	return nil, safetensors.Errorf(safetensors.Other, "it is neither a model file, nor safetensors, nor a recipe")
}

func readArrays(b []byte, now recipe.Recipe) (*Taken, error) {
	arrays, metadata, err := safetensors.Decode(b)
	if err != nil {
		return nil, err
	}
	t := &Taken{Recipe: now, Arrays: arrays}
	if text, ok := metadata[export.MetaRecipe]; ok {
		if t.Recipe, err = recipe.Parse([]byte(text)); err != nil {
			return nil, err
		}
	}
	return t, nil
}

// A model file is package network's Checkpoint, which this package does not know: the
// magic, the recipe as JSON after its length, arrays, four counters of 64 bits, the
// step first, and the CRC-32 of all that.
const (
	modelMagic = "ZKARA\x00\x00\x01"
	modelTail  = 4*8 + 4
)

// readModel reads a model file's recipe and step; the worker reads the rest. It writes
// the recipe as this version does, which the worker compares.
func readModel(b []byte) (*Taken, error) {
	const head = len(modelMagic) + 4
	body := len(b) - 4
	if len(b) < head+modelTail || crc32.ChecksumIEEE(b[:body]) != binary.LittleEndian.Uint32(b[body:]) {
		return nil, safetensors.Errorf(safetensors.Torn, "it is torn or damaged: its checksum differs")
	}
	n := binary.LittleEndian.Uint32(b[len(modelMagic):])
	if uint64(n) > uint64(len(b)-head-modelTail) {
		return nil, safetensors.Errorf(safetensors.Torn, "its recipe of %d bytes is not all there", n)
	}
	json, rest := b[head:head+int(n)], b[head+int(n):body]
	r, err := recipe.Parse(json)
	if err != nil {
		return nil, err
	}
	t := &Taken{Recipe: r, Data: b, Step: uint32(binary.LittleEndian.Uint64(b[len(b)-modelTail:]))}
	if ours := r.AppendJSON(nil); !bytes.Equal(ours, json) {
		again := binary.LittleEndian.AppendUint32([]byte(modelMagic), uint32(len(ours)))
		again = append(append(again, ours...), rest...)
		t.Data = binary.LittleEndian.AppendUint32(again, crc32.ChecksumIEEE(again))
	}
	return t, nil
}

// errNone is why nothing can be taken away.
var errNone = errors.New("there is no network yet")

// Exportable returns an error unless a file of a kind can be made now.
func (m *Model) Exportable(kind string) error {
	switch {
	case !slices.Contains(export.Kinds(), kind):
		return errors.New("there is no kind " + strconv.Quote(kind))
	case !m.Ready || !m.Prepared:
		return errNone
	}
	return nil
}

// Use makes what a file has the bench's network. saved is a snapshot of the run before,
// which can then be had back; nil for one that has learned nothing. If the worker
// refuses it, everything is as it was. done hears what became of it, once.
func (m *Model) Use(t *Taken, saved *Saved, done func(error)) {
	before := m.undo
	if saved != nil {
		m.GiveUp(*saved)
	}
	q := ask{done: func(err error) {
		if err != nil {
			m.undo = before
		} else {
			m.imported = t.Arrays != nil || t.Step > 0
			m.Form.Use(t.Recipe)
		}
		done(err)
	}}
	switch t.Kind() {
	case export.Safetensors:
		q.what = &protocol.UseArrays{Recipe: t.Recipe, Arrays: t.Arrays}
	case export.Model:
		r := &Run{Recipe: t.Recipe, Step: t.Step, Data: t.Data}
		r.progress.Step = t.Step
		m.undo.returning = r // without curves: they are not in the file
		m.BeginRestore(t.Step)
		q.what, q.step = &protocol.Restore{Recipe: t.Recipe, Data: t.Data}, t.Step
	default:
		q.what = &protocol.Prepare{Recipe: t.Recipe}
	}
	m.ask(q)
}

// RecipeJSON returns the recipe of the bench's network.
func (m *Model) RecipeJSON() string { return m.json }

// Imported reports whether the weights began as those of a file: recipe and seed do
// not say what they are, nor does a model file say whether it was taught drawings.
func (m *Model) Imported() bool { return m.imported }
