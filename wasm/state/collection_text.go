package state

import (
	"errors"
	"strings"

	"github.com/zerokara/zerokara/wasm/words"
)

// keptNote is what the last import or export came to.
type keptNote struct {
	kind     int
	n, known int
	wrong    *ImportError
}

const (
	noteNone = iota
	noteImported
	noteFull
	noteWrong
	noteExported
)

// Title is the heading over the drawings.
func (c *Collection) Title(w *words.Words) string {
	if len(c.list) == 0 {
		return w.T("kept.title")
	}
	return w.T("kept.count", "n", len(c.list))
}

// Text is the sentence below the heading. It says that drawings are kept only where
// they are.
func (c *Collection) Text(w *words.Words) string {
	n, correct, known := len(c.list), 0, false
	for _, e := range c.list {
		known = known || e.Predicted >= 0
		if e.Predicted == e.Drawing.Label {
			correct++
		}
	}
	switch {
	case n == 0 && c.failed:
		return w.T("kept.none")
	case n == 0:
		return w.T("kept.empty")
	case known && c.failed:
		return w.T("kept.correct", "correct", correct, "n", n)
	case known:
		return w.T("kept.correctHere", "correct", correct, "n", n)
	case c.failed:
		return w.T("kept.unknown")
	}
	return w.T("kept.text")
}

// Facts are sentences about the store that are true until it has changed.
func (c *Collection) Facts(w *words.Words) (facts []string) {
	unsaved := len(c.Changes().Add)
	switch {
	case !c.failed:
	case !c.loaded || len(c.list) > 0 && unsaved == len(c.list):
		facts = append(facts, w.T("kept.unstored"))
	case unsaved > 0:
		facts = append(facts, w.T("kept.unsaved", "n", unsaved))
	}
	if c.failed && c.clear {
		facts = append(facts, w.T("kept.uncleared"))
	} else if c.failed && len(c.gone) > 0 {
		facts = append(facts, w.T("kept.undeleted", "n", len(c.gone)))
	}
	if c.unreadable > 0 {
		facts = append(facts, w.T("kept.unreadable", "n", c.unreadable))
	}
	if c.over > 0 {
		facts = append(facts, w.T("kept.over", "n", c.over, "most", MaxKept))
	}
	return facts
}

// MaxFacts is the max number of Facts.
const MaxFacts = 4

// Note says what the last import or export came to.
func (c *Collection) Note(w *words.Words) string {
	switch c.note.kind {
	case noteImported:
		return w.T("import.done", "n", c.note.n, "known", c.note.known)
	case noteFull:
		return c.full(w)
	case noteWrong:
		return c.note.wrong.Text(w)
	case noteExported:
		return w.T("kept.exported", "n", c.note.n)
	}
	return ""
}

func (c *Collection) full(w *words.Words) string {
	return w.T("import.full", "most", MaxKept, "n", len(c.list))
}

// ClearQuestion asks whether all are to be deleted.
func (c *Collection) ClearQuestion(w *words.Words) string {
	return w.T("kept.delete.all", "n", c.all())
}

// Figure is what stands below the drawing.
func (e *Entry) Figure(w *words.Words) string {
	if e.Wrong() {
		return w.T("kept.wrong", "label", e.Drawing.Label, "predicted", e.Predicted)
	}
	return w.T("kept.ok", "label", e.Drawing.Label)
}

// Title describes the drawing in full.
func (e *Entry) Title(w *words.Words) string {
	writer := e.Drawing.Writer
	if strings.TrimSpace(writer) == "" {
		writer = "–"
	}
	if e.Predicted < 0 {
		return w.T("kept.item", "label", e.Drawing.Label, "writer", writer)
	}
	return w.T("kept.item.predicted", "label", e.Drawing.Label, "predicted", e.Predicted, "writer", writer)
}

// importError returns the reason why a file was refused.
func importError(err error) *ImportError {
	if wrong, ok := errors.AsType[*ImportError](err); ok {
		return wrong
	}
	return &ImportError{Code: "failed"}
}

// Text says why the file was refused.
func (e *ImportError) Text(w *words.Words) string {
	switch e.Code {
	case "large":
		return w.T("import.large", "detail", e.Detail)
	case "many":
		return w.T("import.many", "line", e.Line, "detail", e.Detail)
	case "points":
		return w.T("import.points", "line", e.Line, "detail", e.Detail)
	case "ink":
		return w.T("import.ink", "line", e.Line)
	case "empty":
		return w.T("import.empty")
	case "long":
		return w.T("import.long", "line", e.Line, "detail", e.Detail)
	case "utf16":
		return w.T("import.utf16")
	case "json":
		return w.T("import.json", "line", e.Line)
	case "object":
		return w.T("import.object", "line", e.Line)
	case "label":
		return w.T("import.label", "line", e.Line)
	case "writer":
		return w.T("import.writer", "line", e.Line, "detail", e.Detail)
	case "strokes":
		return w.T("import.strokes", "line", e.Line)
	case "stroke":
		return w.T("import.stroke", "line", e.Line, "detail", e.Detail)
	case "point":
		return w.T("import.point", "line", e.Line, "detail", e.Detail)
	}
	return w.T("import.failed")
}
