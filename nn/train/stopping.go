package train

import "github.com/zerokara/zerokara/nn/evaluate"

// EarlyStopping ends a run once validation says that it only memorises, and
// keeps the best weights on the way (Prechelt 1998; the book's section 6.4 has
// the curves that call for it). Its validation samples must not be test samples:
// whoever chooses by them may not report on them.
type EarlyStopping struct {
	Patience int  // evaluations in a row without improvement that end the run
	ByLoss   bool // what must improve is the loss rather than the accuracy

	best  evaluate.Report
	kept  []byte
	since int
}

// Add takes what validation says of the trainer's weights, keeps a snapshot of
// them if they are the best so far, and reports whether to stop.
func (s *EarlyStopping) Add(t *Trainer, r evaluate.Report) (stop bool) {
	better := r.Accuracy > s.best.Accuracy
	if s.ByLoss {
		better = r.Loss < s.best.Loss
	}
	if s.kept == nil || better {
		s.best, s.since = r, 0
		s.kept = t.Snapshot(s.kept[:0])
		return false
	}
	s.since++
	return s.since >= s.Patience
}

// Best returns the snapshot of the best weights, to Restore, and their report;
// nil before Add. The snapshot is valid until the next Add.
func (s *EarlyStopping) Best() ([]byte, evaluate.Report) { return s.kept, s.best }
