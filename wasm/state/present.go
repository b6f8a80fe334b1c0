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
		m.presentation = presentation{on: on}
		m.Rev.Prediction++
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
	case key == "p", key == "P":
		m.Present(!on)
	case key == "Escape" && on:
		m.Present(false)
	case key == "." && on:
		m.presentation.hidden = !m.presentation.hidden
		m.Rev.Prediction++
	default:
		return false
	}
	return true
}

var nothing Prediction

// Seen is the prediction as the page shows it: none while that is hidden.
func (m *Model) Seen() *Prediction {
	if m.presentation.hidden {
		return &nothing
	}
	return &m.Prediction
}
