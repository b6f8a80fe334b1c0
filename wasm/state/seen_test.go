package state

import "testing"

func TestSeen(t *testing.T) {
	var s Seen
	for i, c := range []struct {
		rev     uint32
		forget  bool
		changed bool
	}{{0, false, true}, {0, false, false}, {1, false, true}, {1, false, false}, {1, true, true}, {0, false, true}, {0, true, true}, {0, false, false}} {
		if c.forget {
			s.Forget()
		}
		if s.Changed(c.rev) != c.changed {
			t.Errorf("%d: revision %d changed: %v", i, c.rev, !c.changed)
		}
	}
}
