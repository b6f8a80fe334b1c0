package state

import "github.com/zerokara/zerokara/nn/export"

// Picture returns the bench as the marks of a picture. It has the colours of light
// paper, whatever the page's are.
func (m *Model) Picture(grey []byte) []export.Mark {
	n := export.Network{
		Recipe: m.Recipe, Fingerprint: m.Fingerprint, Step: int(m.Progress.Step), Drawing: export.Drawing{Grey: grey},
	}
	if !m.Prediction.Known {
		return n.Picture(nil)
	}
	return n.Picture(m.Prediction.P[:])
}
