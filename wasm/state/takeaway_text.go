package state

import (
	"errors"

	"github.com/zerokara/zerokara/nn/export"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/weights/safetensors"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state/plot"
	"github.com/zerokara/zerokara/wasm/words"
)

// TakeAwaySize says how large a file of a kind is about; empty if that is not known.
func (m *Model) TakeAwaySize(w *words.Words, kind string) string {
	if !m.Prepared {
		return ""
	}
	weights := 4*int(m.Params) + len(m.json) + 1024
	switch kind {
	case export.Notebook, export.Go:
		weights = weights/3*4 + 2048 // base64
	case export.Recipe:
		weights = len(m.json)
	case export.Model:
		weights = len(m.Life.Saved.Data)
	case export.Curves:
		weights = 0
		for _, s := range m.Curves.all() {
			weights += 16 * len(s.Points())
		}
	case export.Picture:
		weights = 0
	}
	if weights == 0 {
		return ""
	}
	return w.T("takeaway.size", "n", plot.Thousands(max(1, weights/1000)))
}

// Note says what became of the file that was asked for last.
func (t *TakeAway) Note(w *words.Words) string {
	switch {
	case t.Busy:
		return w.T("takeaway.busy")
	case errors.Is(t.Failed, errNone):
		return w.T("takeaway.none")
	case t.Failed != nil:
		return w.T("takeaway.failed")
	case t.Saved != "":
		return w.T("takeaway.saved", "file", t.Saved)
	}
	return ""
}

// TakenNote says what became of the file that was taken last.
func (t *TakeAway) TakenNote(w *words.Words) string {
	switch {
	case t.Why != nil:
		return w.T("takeaway.refused", "file", t.Taken, "why", whyRefused(w, t.Why))
	case t.Taken == "":
		return ""
	case t.Kind == export.Recipe:
		return w.T("takeaway.taken.recipe", "file", t.Taken)
	}
	return w.T("takeaway.taken", "file", t.Taken)
}

// whyRefused says why a file was refused.
func whyRefused(w *words.Words, err error) string {
	if e, ok := errors.AsType[*recipe.FieldError](err); ok {
		return w.T("fault.recipe", "where", e.Field, "detail", Refusal(w, err))
	}
	e, ok := errors.AsType[*safetensors.Error](err)
	if !ok {
		return w.T("takeaway.why.other")
	}
	switch e.Code {
	case safetensors.Torn:
		return w.T("takeaway.why.torn")
	case safetensors.Damaged:
		return w.T("takeaway.why.damaged")
	case safetensors.Large:
		return w.T("takeaway.why.large")
	case safetensors.Numbers:
		return w.T("takeaway.why.numbers")
	case safetensors.Shape:
		return w.T("takeaway.why.shape", "name", e.Name, "got", e.Got, "want", e.Want)
	case safetensors.Missing:
		return w.T("takeaway.why.missing", "name", e.Name)
	case safetensors.Extra:
		return w.T("takeaway.why.extra")
	}
	return w.T("takeaway.why.other")
}

// weightsError is a fault of the worker's about a file as the error that it was.
func weightsError(f *protocol.Fault) error {
	e := safetensors.Errorf(f.Reason, "%s", f.Detail)
	if len(f.Values) == 6 {
		e.Name, e.Got, e.Want = f.Values[1], f.Values[3], f.Values[5]
	}
	return e
}
