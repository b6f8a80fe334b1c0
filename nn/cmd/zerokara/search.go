package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"runtime"
	"strings"
	"sync"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/mnist/shard"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/train"
)

// bookRanges are the ranges of the book's section 6.5.
var bookRanges = []span{
	{Field: "learningRate", Low: 1e-6, High: 1e-2, Scale: scaleLog},
	{Field: "weightDecay", Low: 1e-8, High: 1e-4, Scale: scaleLog},
}

// runSearch searches hyper-parameters at random (the book's section 6.5; Bergstra
// and Bengio 2012): each trial draws values, trains on some of the training images
// and is validated on others. The test images are not used.
func runSearch(args []string, out io.Writer) error {
	fs := flag.NewFlagSet("search", flag.ContinueOnError)
	name := fs.String("recipe", "mlp", "the recipe that the trials vary: a preset's name or a JSON file")
	data := fs.String("data", "assets/mnist", dataHelp)
	var ranges []span
	fs.Func("range", "field=low:high: draw this number of the recipe on a logarithmic scale; with :linear after it uniformly, with :whole as a whole number; may be given several times (default learningRate=1e-6:1e-2 and weightDecay=1e-8:1e-4, the book's)", func(text string) error {
		s, err := parseSpan(text)
		ranges = append(ranges, s)
		return err
	})
	trials := fs.Int("trials", 100, "number of trials")
	seed := fs.Uint64("seed", 1, "of the draws; the trials train with the recipe's own seed")
	epochs := fs.Int("epochs", 0, "passes over the training images (default: the recipe's)")
	images := fs.Int("images", 500, "use this many training images, the first ones")
	validate := fs.Int("validate", 100, "hold this many of them out, the last ones, for validation")
	results := fs.String("o", "", "keep the results in this file, one JSON object per line; the same command continues an interrupted search, and with more -trials a finished one")
	best := fs.Int("best", 20, "print this many of the best trials")
	workers := fs.Int("workers", 0, "trials at a time, 0 for one per core; the results do not depend on it")
	if err := parse(fs, args, out); err != nil {
		return err
	}
	r, err := readRecipe(*name)
	if err != nil {
		return err
	}
	if *epochs != 0 {
		r.Epochs = *epochs
	}
	switch {
	case *trials < 1 || *trials > maxTrials:
		return fmt.Errorf("search: -trials is %d, must be 1 to %d", *trials, maxTrials)
	case *validate < 1 || *validate >= *images:
		return fmt.Errorf("search: -validate is %d, must be at least 1 and less than -images, which is %d", *validate, *images)
	case *best < 0 || *workers < 0:
		return errors.New("search: -best and -workers must not be negative")
	}
	if ranges == nil {
		ranges = bookRanges
	}
	if err := checkExtension("o", *results, ".jsonl", ".ndjson", ".json"); err != nil {
		return fmt.Errorf("search: %w", err)
	}
	s := search{
		recipe: r, plan: searchPlan{Recipe: r.AppendJSON(nil), Ranges: ranges, Seed: *seed, Images: *images, Validation: *validate},
		trials: *trials, workers: *workers, out: out,
	}
	if err := s.check(); err != nil {
		return fmt.Errorf("search: %w", err)
	}
	log, err := openTrials(*results, s.plan)
	if err != nil {
		return fmt.Errorf("search: %w", err)
	}
	set, _, err := shard.ReadDir(*data)
	if err == nil {
		err = s.split(set)
	}
	if err == nil {
		err = s.run(log)
	}
	if err := errors.Join(err, log.close()); err != nil {
		return fmt.Errorf("search: %w", err)
	}
	printBest(out, ranges, log.best(s.trials), *best)
	return nil
}

// search is a random search.
type search struct {
	recipe      recipe.Recipe
	plan        searchPlan
	trials      int
	workers     int
	out         io.Writer
	train, held *data.Set
}

// check returns an error if the ends of the ranges give an invalid recipe.
func (s *search) check() error {
	low, high := make([]float64, len(s.plan.Ranges)), make([]float64, len(s.plan.Ranges))
	for k, p := range s.plan.Ranges {
		low[k], high[k] = p.Low, p.High
	}
	for _, values := range [][]float64{low, high} {
		if _, err := apply(s.recipe, s.plan.Ranges, values); err != nil {
			return err
		}
	}
	return nil
}

// split takes the plan's images.
func (s *search) split(set *data.Set) error {
	used, err := set.Subset(0, s.plan.Images)
	if err != nil {
		return err
	}
	s.train, s.held, err = used.Split(s.plan.Validation)
	return err
}

// run makes the trials that the log lacks, several at a time, and logs each.
func (s *search) run(log *trialLog) error {
	var todo []int
	for i := range s.trials {
		if _, ok := log.done[i]; !ok {
			todo = append(todo, i)
		}
	}
	if had := len(log.done); had > 0 {
		fmt.Fprintf(s.out, "%d trials are already done\n", had)
	}
	workers := s.workers
	if workers == 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	var mu sync.Mutex // of all below, log and out
	var failed error
	var next, made int
	var group sync.WaitGroup
	for range min(workers, len(todo)) {
		group.Go(func() {
			for {
				mu.Lock()
				if next == len(todo) || failed != nil {
					mu.Unlock()
					return
				}
				i := todo[next]
				next++
				mu.Unlock()
				t, err := s.trial(i)
				mu.Lock()
				if err == nil {
					err = log.add(t)
				}
				if err == nil {
					made++
					fmt.Fprintf(s.out, "%d/%d: trial %d, %s\n", made, len(todo), i, outcome(s.plan.Ranges, t))
				} else if failed == nil {
					failed = err
				}
				mu.Unlock()
			}
		})
	}
	group.Wait()
	return failed
}

// trial makes trial number i.
func (s *search) trial(i int) (trial, error) {
	result := trial{Trial: i, Values: drawTrial(s.plan.Ranges, s.plan.Seed, i)}
	r, err := apply(s.recipe, s.plan.Ranges, result.Values)
	if err != nil {
		return result, err
	}
	t, err := train.New(r, s.train, s.held)
	if err != nil {
		return result, err
	}
	for !t.Finished() {
		stats, err := t.Step()
		if errors.Is(err, train.ErrDiverged) {
			result.Accuracy, result.Loss, result.Diverged = 0, 0, true
			return result, nil
		}
		if err != nil {
			return result, err
		}
		if !stats.EpochDone && !t.Finished() {
			continue
		}
		training, err := t.Evaluate(s.train)
		if err != nil {
			return result, err
		}
		report, err := t.Evaluate(s.held)
		if err != nil {
			return result, err
		}
		result.Training = append(result.Training, training.Accuracy)
		result.Validation = append(result.Validation, report.Accuracy)
		result.Accuracy, result.Loss = report.Accuracy, finite(report.Loss)
	}
	return result, nil
}

// outcome formats a trial's outcome and values.
func outcome(spans []span, t trial) string {
	var b strings.Builder
	if t.Diverged {
		b.WriteString("diverged")
	} else {
		fmt.Fprintf(&b, "validation accuracy %.4f", t.Accuracy)
	}
	for k, s := range spans {
		fmt.Fprintf(&b, ", %s %.4g", s.Field, t.Values[k])
	}
	return b.String()
}

// printBest prints the best trials.
func printBest(out io.Writer, spans []span, found []trial, n int) {
	for i, t := range found[:min(n, len(found))] {
		fmt.Fprintf(out, "best %d: %s (trial %d)\n", i+1, outcome(spans, t), t.Trial)
	}
}
