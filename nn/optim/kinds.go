package optim

import (
	"github.com/zerokara/zerokara/nn/internal/fields"
	"github.com/zerokara/zerokara/nn/internal/format"
)

// kinds are the optimisers and schedules the schedules of this package.
var (
	kinds     = []fields.Config{SGD{}, Momentum{}, Nesterov{}, AdaGrad{}, RMSprop{}, Adam{}, AdamW{}}
	schedules = []fields.Config{Constant{}, StepDown{}, Cosine{}, OneCycle{}}
)

// Kinds returns the names that this package's optimisers have in recipes.
func Kinds() []string { return fields.Kinds(kinds) }

// Schedules returns the names that this package's schedules have in recipes.
func Schedules() []string { return fields.Kinds(schedules) }

// KindOf returns the name of an optimiser's kind in recipes, "own" for one that is
// not of this package.
func KindOf(s Spec) string { return fields.KindOf(s) }

// ScheduleOf returns the name of a schedule's kind in recipes, "own" for one that
// is not of this package.
func ScheduleOf(s Schedule) string { return fields.KindOf(s) }

// Visit shows an optimiser's kind and its fields to a visitor of recipes and
// returns the optimiser as that leaves it.
func Visit(v fields.Visitor, s Spec) Spec {
	s, _ = fields.Choose(v, "an optimiser", kinds, s).(Spec)
	return s
}

// VisitSchedule is Visit of a schedule.
func VisitSchedule(v fields.Visitor, s Schedule) Schedule {
	s, _ = fields.Choose(v, "a schedule", schedules, s).(Schedule)
	return s
}

// check returns an error if one of an optimiser's fields is not allowed.
func check(c fields.Config) error {
	if err := fields.CheckConfig(c); err != nil {
		return format.Errorf("optim: %s: %w", c.Kind(), err)
	}
	return nil
}
