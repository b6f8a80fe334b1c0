package state

// presentation is the page in front of a class: large, and with nothing but the
// lesson.
type presentation struct {
	on     bool
	hidden bool // the prediction: guess first
}

// Present begins a presentation or ends it. What it hid is shown again.
func (m *Model) Present(on bool) {
	if m.presentation.on != on {
		m.presentation.on = on
		m.hide(false)
		m.Rev.Curves++
	}
}

// Presenting reports whether the page is presented.
func (m *Model) Presenting() bool { return m.presentation.on }

// Hides reports whether the prediction is hidden.
func (m *Model) Hides() bool { return m.presentation.hidden }

// PresentKey takes a key that is pressed anywhere but in a field, and reports whether
// it is one of a presentation's.
func (m *Model) PresentKey(key string) bool {
	switch on := m.presentation.on; {
	case !m.Heeds(key):
		return false
	case key == "p", key == "P":
		m.Present(!on)
	case key == "Escape" && on:
		m.Present(false)
	case key == "." && (on || m.presentation.hidden) && !m.linked.lock.Answer:
		m.hide(!m.presentation.hidden)
	default:
		return false
	}
	return true
}

// hide hides the prediction, with all that names it, or shows it again.
func (m *Model) hide(on bool) {
	m.presentation.hidden, m.Inside.scoresHidden = on, on
	m.Rev.Prediction++
	m.Rev.Why++
	m.Rev.Kept++
	m.Inside.Rev++
}

var nothing Prediction

// Seen is the prediction as the page shows it: none while that is hidden.
func (m *Model) Seen() *Prediction {
	if m.presentation.hidden {
		return &nothing
	}
	return &m.Prediction
}

// SeenDigits are the predictions for several digits, likewise.
func (m *Model) SeenDigits() []Prediction {
	if m.presentation.hidden {
		return nil
	}
	return m.Several.Predictions()
}

// SeenWhy is the explanations, likewise: each begins with what is predicted.
func (m *Model) SeenWhy() *Why {
	if w := &m.Why; m.presentation.hidden {
		return &Why{Visible: w.Visible, Method: w.Method, Targeted: w.Targeted, Target: w.Target}
	}
	return &m.Why
}

// SeenKept is a kept drawing, likewise: it can be the one on the pad.
func (m *Model) SeenKept(e *Entry) *Entry {
	if m.presentation.hidden {
		return &Entry{Drawing: e.Drawing, Key: e.Key, Predicted: -1}
	}
	return e
}
