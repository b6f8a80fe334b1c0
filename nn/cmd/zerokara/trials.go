package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
)

// searchPlan holds everything that a search's results depend on. It is the first
// line of the results' file.
type searchPlan struct {
	Recipe     json.RawMessage `json:"recipe"`
	Ranges     []span          `json:"ranges"`
	Seed       uint64          `json:"seed"`
	Images     int             `json:"images"`     // training images used
	Validation int             `json:"validation"` // those of them held out
}

// trial is one trial's outcome, a further line of the file.
type trial struct {
	Trial    int       `json:"trial"`
	Values   []float64 `json:"values"` // parallel to the plan's ranges
	Accuracy float64   `json:"accuracy"`
	Loss     float64   `json:"loss"` // both on the validation images, after the last epoch
	Diverged bool      `json:"diverged,omitempty"`
	// Accuracies after each epoch on the images trained on and on those held out.
	Training   []float64 `json:"training"`
	Validation []float64 `json:"validation"`
}

// trialLog is a search's file of results, one JSON object per line.
type trialLog struct {
	f    *os.File // nil for none
	done map[int]trial
}

const (
	maxTrials  = 1 << 20  // of a search
	maxResults = 64 << 20 // bytes of its file
)

// openTrials opens or creates a file of results; a name of "" keeps them in memory
// only. The file must be of the same plan. An incomplete last line, left by an
// interrupted search, is removed.
func openTrials(name string, plan searchPlan) (*trialLog, error) {
	log := &trialLog{done: map[int]trial{}}
	if name == "" {
		return log, nil
	}
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o666)
	if err != nil {
		return nil, err
	}
	log.f = f
	if err := log.resume(plan); err != nil {
		f.Close()
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return log, nil
}

func (l *trialLog) resume(plan searchPlan) error {
	b, err := io.ReadAll(bounded(l.f, "it", maxResults, "give another file"))
	if err != nil {
		return err
	}
	heading, err := json.Marshal(plan)
	if err != nil {
		return err
	}
	whole, err := readTrials(b, heading, len(plan.Ranges), l.done)
	if err != nil {
		return err
	}
	if err := l.f.Truncate(int64(whole)); err != nil {
		return err
	}
	if _, err := l.f.Seek(int64(whole), io.SeekStart); err != nil {
		return err
	}
	if whole == 0 {
		_, err = l.f.Write(append(heading, '\n'))
	}
	return err
}

var errOtherSearch = errors.New("does not hold results of this search but of another recipe, ranges, seed or images, or none; give another file, or the flags of that search")

// readTrials reads the lines of a file of results into done and returns the number
// of bytes in complete lines.
func readTrials(b, heading []byte, ranges int, done map[int]trial) (whole int, err error) {
	for number := 1; ; number++ {
		line, _, ok := bytes.Cut(b[whole:], []byte("\n"))
		switch {
		case number == 1 && (ok && !bytes.Equal(line, heading) || !ok && !bytes.HasPrefix(heading, line)):
			return 0, errOtherSearch
		case !ok:
			return whole, nil
		case number > 1:
			d := json.NewDecoder(bytes.NewReader(line))
			d.DisallowUnknownFields()
			var t trial
			if err := d.Decode(&t); err != nil {
				return 0, fmt.Errorf("line %d is damaged: %w; delete the line: its trial will be made again", number, err)
			}
			if t.Trial < 0 || t.Trial >= maxTrials || len(t.Values) != ranges || d.More() {
				return 0, fmt.Errorf("line %d is damaged: trial %d with %d values; delete the line: its trial will be made again", number, t.Trial, len(t.Values))
			}
			if _, ok := done[t.Trial]; ok {
				return 0, fmt.Errorf("line %d has trial %d again; delete one of the two", number, t.Trial)
			}
			done[t.Trial] = t
		}
		whole += len(line) + 1
	}
}

// add appends a result.
func (l *trialLog) add(t trial) error {
	l.done[t.Trial] = t
	if l.f == nil {
		return nil
	}
	b, err := json.Marshal(t)
	if err != nil {
		return err
	}
	_, err = l.f.Write(append(b, '\n'))
	return err
}

// best returns the first n trials, those with the highest accuracy first.
func (l *trialLog) best(n int) []trial {
	var found []trial
	for _, t := range l.done {
		if t.Trial < n {
			found = append(found, t)
		}
	}
	slices.SortFunc(found, func(a, b trial) int {
		return cmp.Or(cmp.Compare(b.Accuracy, a.Accuracy), cmp.Compare(a.Trial, b.Trial))
	})
	return found
}

func (l *trialLog) close() error {
	if l.f == nil {
		return nil
	}
	return l.f.Close()
}

// finite returns v, or 0 where JSON cannot hold it.
func finite(v float64) float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return 0
	}
	return v
}
