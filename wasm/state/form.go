package state

import (
	"strconv"

	"github.com/zerokara/zerokara/nn/optim"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/words"
)

// Fields are the fields of the form, as they stand in it.
var Fields = [...]string{
	FieldNetwork, FieldOptimizer, FieldLearningRate, FieldSchedule, FieldWeightDecay, FieldBatchSize, FieldEpochs, FieldInit, FieldSeed,
}

// Form is the form of the next run's recipe. A value that is refused stays in its
// field, and the recipe as it was: then nothing may be started.
type Form struct {
	recipe  recipe.Recipe
	json    string
	values  [len(Fields)]string // of the recipe
	refused [len(Fields)]refusal
	also    also
	lane    bool // of a race: what its lanes have in common stays
	rev     uint32
}

// refusal is a value that was refused, and why; no error for an accepted one.
type refusal struct {
	value string
	err   error
}

// also is what the choice of a network or an optimiser has brought beside it.
type also struct {
	on      bool
	field   int           // that was chosen
	mine    recipe.Recipe // with the visitor's own values
	changes []change
}

type change struct {
	field         int
	before, after string
}

// NewForm returns the form of a recipe.
func NewForm(r recipe.Recipe) Form {
	var f Form
	f.Use(r)
	return f
}

// Use puts another recipe into the form, in place of everything in it.
func (f *Form) Use(r recipe.Recipe) {
	f.refused, f.also = [len(Fields)]refusal{}, also{}
	f.set(r)
}

// set is where the recipe is encoded, once a change.
func (f *Form) set(r recipe.Recipe) {
	f.recipe, f.json = r, string(r.AppendJSON(nil))
	for i, field := range Fields {
		f.values[i] = valueOf(r, field)
	}
	f.rev++
}

// Recipe returns the recipe of the values that were accepted.
func (f *Form) Recipe() recipe.Recipe { return f.recipe }

// JSON returns it as JSON.
func (f *Form) JSON() string { return f.json }

// Rev counts the changes.
func (f *Form) Rev() uint32 { return f.rev }

// Value returns what stands in the i-th field, unless it was refused.
func (f *Form) Value(i int) string { return f.values[i] }

// Refused reports whether the i-th field's value was refused: the visitor's own stays
// there.
func (f *Form) Refused(i int) bool { return f.refused[i].err != nil }

// FirstRefused returns the first field whose value was refused, -1 for none.
func (f *Form) FirstRefused() int {
	for i := range f.refused {
		if f.Refused(i) {
			return i
		}
	}
	return -1
}

// Edit takes what the visitor has put into the i-th field, and reports whether it is
// accepted.
func (f *Form) Edit(i int, value string) bool {
	before := f.recipe
	r, err := f.edit(i, value)
	if err != nil {
		f.refused[i] = refusal{value, err}
		f.rev++
		return false
	}
	f.refused[i] = refusal{}
	f.set(r)
	f.note(i, before)
	f.retry()
	return true
}

// edit returns the recipe with another value in the i-th field.
func (f *Form) edit(i int, value string) (recipe.Recipe, error) {
	r, err := Edit(f.recipe, Fields[i], value)
	if f.lane && err == nil {
		r = common(r, f.recipe)
		err = r.ValidateKinds()
	}
	return r, err
}

// brings reports whether the choice in one field also sets another.
func brings(field, other int) bool {
	switch Fields[field] {
	case FieldNetwork:
		return other != field && Fields[other] != FieldSeed
	case FieldOptimizer:
		return Fields[other] == FieldLearningRate || Fields[other] == FieldWeightDecay
	}
	return false
}

// note notes what has changed beside the i-th field. Refused values give way to what
// was brought. One choice after the other, the visitor's own values are those before
// the first.
func (f *Form) note(i int, before recipe.Recipe) {
	a := &f.also
	switch choice := Fields[i] == FieldNetwork || Fields[i] == FieldOptimizer; {
	case choice && !(a.on && a.field == i):
		*a = also{on: true, field: i, mine: before}
	case !choice && a.on:
		restore(&a.mine, f.recipe, i)
	}
	a.changes = nil
	for j := range Fields {
		if !a.on || !brings(a.field, j) {
			continue
		}
		if a.field == i {
			f.refused[j] = refusal{}
		}
		if mine := valueOf(a.mine, Fields[j]); mine != f.values[j] {
			a.changes = append(a.changes, change{j, mine, f.values[j]})
		}
	}
}

// retry tries the refused values again: what they did not go with may have changed.
func (f *Form) retry() {
	for i := range f.refused {
		if f.Refused(i) {
			if r, err := f.edit(i, f.refused[i].value); err == nil {
				f.refused[i] = refusal{}
				f.set(r)
			}
		}
	}
}

// Also returns the field whose choice has brought other values, -1 for none.
func (f *Form) Also() int {
	if len(f.also.changes) == 0 {
		return -1
	}
	return f.also.field
}

// KeepMine restores the values that the choice of a network or an optimiser has
// changed beside it.
func (f *Form) KeepMine() {
	r := f.recipe
	for _, c := range f.also.changes {
		restore(&r, f.also.mine, c.field)
	}
	f.also = also{}
	f.rev++
	if r.ValidateKinds() == nil {
		f.set(r)
	}
}

// restore gives r the value of one field of another recipe.
func restore(r *recipe.Recipe, from recipe.Recipe, i int) {
	switch Fields[i] {
	case FieldOptimizer:
		r.Optimizer = from.Optimizer
	case FieldLearningRate:
		r.LearningRate = from.LearningRate
	case FieldSchedule:
		r.Schedule = from.Schedule
	case FieldWeightDecay:
		r.WeightDecay = from.WeightDecay
	case FieldBatchSize:
		r.BatchSize = from.BatchSize
	case FieldEpochs:
		r.Epochs = from.Epochs
	case FieldInit:
		r.Init = from.Init
	}
}

// valueOf returns what stands in a field for a recipe.
func valueOf(r recipe.Recipe, field string) string {
	decimal := func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
	switch field {
	case FieldNetwork:
		return Network(r)
	case FieldOptimizer:
		return optim.KindOf(r.Optimizer)
	case FieldLearningRate:
		return decimal(r.LearningRate)
	case FieldSchedule:
		return optim.ScheduleOf(r.Schedule)
	case FieldWeightDecay:
		return decimal(r.WeightDecay)
	case FieldBatchSize:
		return strconv.Itoa(r.BatchSize)
	case FieldEpochs:
		return strconv.Itoa(r.Epochs)
	case FieldInit:
		return r.Init.Kind
	case FieldSeed:
		return strconv.FormatUint(r.Seed, 10)
	}
	return ""
}

// RefusalText is the message at the i-th field, empty if its value was accepted.
func (f *Form) RefusalText(w *words.Words, i int) string {
	if !f.Refused(i) {
		return ""
	}
	return w.T("settings.refused.field", "reason", Refusal(w, f.refused[i].err))
}

// SettingsNote is the sentence below the form.
func (m *Model) SettingsNote(w *words.Words) string {
	f := &m.Form
	if m.Locks().Recipe {
		return w.T("settings.locked")
	}
	if f.FirstRefused() >= 0 {
		var names []string
		for i := range Fields {
			if f.Refused(i) {
				names = append(names, fieldName(w, i))
			}
		}
		return w.T("settings.refused", "names", join(w, names))
	}
	if m.Pending() && m.Learned() {
		return w.T("settings.pending")
	}
	return ""
}

// AlsoText says what the choice of a network or an optimiser has changed beside it.
func (f *Form) AlsoText(w *words.Words) string {
	var changes []string
	for _, c := range f.also.changes {
		changes = append(changes, w.T("settings.change", "name", fieldName(w, c.field), "before", valueText(w, c.field, c.before), "after", valueText(w, c.field, c.after)))
	}
	if len(changes) == 0 {
		return ""
	}
	return w.T("settings.also", "changes", join(w, changes))
}

func fieldName(w *words.Words, i int) string { return w.Name("setting", Fields[i]) }

// valueText is a field's value as the form shows it.
func valueText(w *words.Words, i int, value string) string {
	switch field := Fields[i]; field {
	case FieldOptimizer, FieldSchedule, FieldInit:
		return w.Name(field, value)
	}
	return value
}

// InitNormalText is how the choice of normally distributed weights is named.
func (f *Form) InitNormalText(w *words.Words) string {
	std := f.recipe.Init.Std
	if std == 0 {
		std = normalStd
	}
	return w.T("init.std", "std", strconv.FormatFloat(std, 'f', -1, 64))
}

func join(w *words.Words, parts []string) string {
	all := ""
	for i, p := range parts {
		if i > 0 {
			all += w.T("list")
		}
		all += p
	}
	return all
}
