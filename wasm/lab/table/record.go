package table

import "strings"

// Standing is how far the visitor has come in a lab.
type Standing int

// The standings.
const (
	New   Standing = iota // not touched
	Tried                 // something was done
	Done                  // the mission was reached
)

// String returns the standing's name, as the page's API gives it.
func (s Standing) String() string { return [...]string{"new", "tried", "done"}[s] }

// Record is what the visitor has done in all labs. The zero Record is empty.
type Record struct{ standings [len(all)]Standing }

// ParseRecord reads what Record.String has written. It passes over what it does not
// know: labs may have gone since.
func ParseRecord(s string) (r Record) {
	for part := range strings.FieldsSeq(s) {
		id, name, _ := strings.Cut(part, "=")
		for standing := Tried; standing <= Done; standing++ {
			if name == standing.String() {
				r.Raise(id, standing)
			}
		}
	}
	return r
}

// Of returns how far the visitor has come in a lab.
func (r *Record) Of(id string) Standing {
	for i := range all {
		if all[i].ID == id {
			return r.standings[i]
		}
	}
	return New
}

// Raise records that the visitor has come so far, and reports whether that is news.
func (r *Record) Raise(id string, to Standing) bool {
	for i := range all {
		if all[i].ID == id && r.standings[i] < to {
			r.standings[i] = to
			return true
		}
	}
	return false
}

// String returns the record in one line: "2.1=done 2.2=tried".
func (r *Record) String() string {
	var parts []string
	for i, s := range r.standings {
		if s != New {
			parts = append(parts, all[i].ID+"="+s.String())
		}
	}
	return strings.Join(parts, " ")
}

// Done returns the IDs of the labs whose mission was reached.
func (r *Record) Done() (ids []string) {
	for i, s := range r.standings {
		if s == Done {
			ids = append(ids, all[i].ID)
		}
	}
	return ids
}
