package recipe

// Schedule says how the learning rate changes over the run. Which fields count
// depends on Kind; the others must be zero.
type Schedule struct {
	Kind   string  // one of the Schedule constants
	WarmUp float64 // share of the run in which the rate rises: linearly, in onecycle as a cosine
	Drops  int     // step: how many times the rate drops, at equal distances
	Factor float64 // step: what a drop multiplies the rate with
	Cycles int     // cosine: how many times the rate falls, 1 for no warm restart
}

// The schedules. Package optim has their formulas.
const (
	ScheduleConstant = "constant"
	ScheduleStep     = "step"     // LearningRate, from time to time multiplied by Factor
	ScheduleCosine   = "cosine"   // Loshchilov and Hutter 2017: half a cosine from LearningRate to 0, Cycles times
	ScheduleOneCycle = "onecycle" // Smith and Topin 2017: cosine up to LearningRate, cosine down to almost nothing
)

// Schedules returns the kinds of schedule.
func Schedules() []string {
	return []string{ScheduleConstant, ScheduleStep, ScheduleCosine, ScheduleOneCycle}
}

// Constant returns a learning rate that stays.
func Constant() Schedule { return Schedule{Kind: ScheduleConstant} }

// StepDown returns a schedule with two drops, each to a tenth.
func StepDown() Schedule { return Schedule{Kind: ScheduleStep, Drops: 2, Factor: 0.1} }

// Cosine returns a schedule that falls to 0 once, as half a cosine.
func Cosine() Schedule { return Schedule{Kind: ScheduleCosine, Cycles: 1} }

// OneCycle returns a one-cycle schedule that rises for 20% of the run.
func OneCycle() Schedule { return Schedule{Kind: ScheduleOneCycle, WarmUp: 0.2} }

// MaxCycles bounds a schedule's drops and cycles.
const MaxCycles = 1000

func (s *Schedule) fields(visit visitor) {
	visit("kind", "", &s.Kind)
	visit("warmUp", "", &s.WarmUp)
	visit("drops", ScheduleStep, &s.Drops)
	visit("factor", ScheduleStep, &s.Factor)
	visit("cycles", ScheduleCosine, &s.Cycles)
}

func (s Schedule) validate() error {
	switch s.Kind {
	case ScheduleConstant:
	case ScheduleStep:
		if err := within("schedule.drops", s.Drops, 1, MaxCycles); err != nil {
			return err
		}
		if !(s.Factor > 0 && s.Factor < 1) {
			return wrong("schedule.factor", "is %v, must be between 0 and 1", s.Factor)
		}
	case ScheduleCosine:
		if err := within("schedule.cycles", s.Cycles, 1, MaxCycles); err != nil {
			return err
		}
	case ScheduleOneCycle:
		if !(s.WarmUp > 0 && s.WarmUp < 1) {
			return wrong("schedule.warmUp", "is %v, must be between 0 and 1", s.WarmUp)
		}
	default:
		return unknown("schedule.kind", s.Kind, "a schedule", Schedules()...)
	}
	if err := fraction("schedule.warmUp", s.WarmUp); err != nil {
		return err
	}
	return unused("schedule", s.Kind, &s)
}
