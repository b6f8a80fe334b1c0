package state

import (
	"strconv"

	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state/plot"
	"github.com/zerokara/zerokara/wasm/words"
)

// LessonQuestion asks what the drawing is, or says what is to be drawn first.
func (m *Model) LessonQuestion(w *words.Words) string {
	switch {
	case m.Drawing.Empty():
		return w.T("teach.draw")
	case len(m.Drawing.Strokes()) == 0:
		return w.T("teach.test")
	case !m.Seen().Known:
		return w.T("teach.what")
	}
	return w.T("teach.predicted", "digit", m.Prediction.Digit)
}

// Predicts reports whether the digit is the prediction for a drawing of which the
// visitor can say what it is.
func (m *Model) Predicts(digit int) bool {
	p := m.Seen()
	return m.hasDrawing() && p.Known && p.Digit == digit
}

// LessonNote says what became of the last drawing, or why it cannot be learned.
func (m *Model) LessonNote(w *words.Words) string {
	switch m.Lesson.note {
	case lessonKept:
		return m.KeptAs(w)
	case lessonFull:
		return m.Kept.full(w)
	case lessonNotReady:
		return w.T("teach.engine")
	}
	if m.hasDrawing() && !m.Learned() {
		return w.T("teach.untrained")
	}
	return ""
}

// KeptAs says that a drawing was kept.
func (m *Model) KeptAs(w *words.Words) string { return w.T("teach.kept", "label", m.Lesson.kept) }

// Stage says what the lesson does.
func (l *Lesson) Stage(w *words.Words) string {
	switch l.progress.Stage {
	case protocol.StageBefore:
		return w.T("lesson.before")
	case protocol.StageLearning:
		return w.T("lesson.learning")
	case protocol.StageAfter:
		return w.T("lesson.after")
	}
	return w.T("lesson.data")
}

// Receipt says what a lesson has changed. What is empty is not shown.
type Receipt struct {
	Title, Detail               string
	This, Others, Test          ReceiptRow
	Forgotten, Steps, Unlearned string
}

// ReceiptRow is a value before and after.
type ReceiptRow struct {
	Name, Before, After string
	Good, Bad           bool // it became better, or worse
}

// Receipt is the lesson's, without what is predicted while that is hidden.
func (m *Model) Receipt(w *words.Words) (r Receipt, ok bool) {
	r, ok = m.Lesson.Receipt(w)
	if m.Hides() {
		r.This, r.Unlearned = ReceiptRow{}, ""
	}
	return r, ok
}

// Receipt returns the receipt of the last lesson, and whether there is one.
func (l *Lesson) Receipt(w *words.Words) (r Receipt, ok bool) {
	e := l.receipt
	if e == nil {
		return Receipt{}, false
	}
	r.Title = l.outcome(w)
	if l.lost || e.Outcome != protocol.OutcomeTaught {
		r.Detail = e.Detail
		return r, true
	}
	learned := argMax(e.After[:]) == l.label
	r.This = ReceiptRow{w.T("receipt.this", "label", l.label), predictionText(w, e.Before), predictionText(w, e.After), learned, !learned}
	if n := len(l.labels) - 1; n > 0 {
		before, after := l.othersCorrect(e.PredictedBefore), l.othersCorrect(e.PredictedAfter)
		r.Others = ReceiptRow{w.T("receipt.others", "n", n), w.T("receipt.correct", "n", before), w.T("receipt.correct", "n", after), false, after < before}
	}
	if n := e.TestImages; n > 0 {
		r.Test = ReceiptRow{w.T("receipt.test"), fraction(e.CorrectBefore, n, 2), fraction(e.CorrectAfter, n, 2), false, false}
		r.Forgotten = w.T("receipt.forgotten", "forgotten", int(e.Forgotten), "gained", int(e.Gained),
			"change", signed(int(e.CorrectAfter)-int(e.CorrectBefore)), "images", plot.Thousands(int(n)))
	}
	r.Steps = w.T("receipt.steps", "steps", int(e.Steps))
	if !learned {
		r.Unlearned = w.T("receipt.stubborn")
	}
	return r, true
}

// outcome says in a sentence how the lesson ended.
func (l *Lesson) outcome(w *words.Words) string {
	if l.lost {
		return w.T("receipt.lost")
	}
	switch l.receipt.Outcome {
	case protocol.OutcomeTaught:
		return w.T("receipt.taught")
	case protocol.OutcomeStopped:
		return w.T("receipt.stopped")
	case protocol.OutcomeDiverged:
		return w.T("receipt.diverged")
	}
	return w.T("receipt.refused")
}

// othersCorrect counts the correct predictions for the other drawings.
func (l *Lesson) othersCorrect(predicted []byte) (n int) {
	for i := range min(len(predicted), len(l.labels)) {
		if i != int(l.receipt.Target) && predicted[i] == l.labels[i] {
			n++
		}
	}
	return n
}

// predictionText is a prediction in words.
func predictionText(w *words.Words, p [recipe.Classes]float32) string {
	digit := argMax(p[:])
	return w.T("receipt.prediction", "digit", digit, "percent", plot.Percent(float64(p[digit])))
}

// fraction is a fraction in percent.
func fraction(n, of uint32, digits int) string { return plot.Fraction(float64(n)/float64(of), digits) }

// signed is a number with its sign.
func signed(n int) string {
	switch {
	case n > 0:
		return "+" + strconv.Itoa(n)
	case n < 0:
		return "−" + strconv.Itoa(-n)
	}
	return "±0"
}
