package state

// Seen is the revision of what a view has last shown; the zero value of nothing, so
// that a view forgets it to show everything anew.
type Seen struct {
	rev uint32
	any bool
}

// Changed reports whether there is another revision to be shown, which then is seen.
func (s *Seen) Changed(rev uint32) bool {
	now := Seen{rev, true}
	changed := *s != now
	*s = now
	return changed
}

// Forget has everything shown anew: the language has changed, or the theme.
func (s *Seen) Forget() { *s = Seen{} }
