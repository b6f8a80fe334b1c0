package state

import "github.com/zerokara/zerokara/nn/recipe"

// A lane's recipe can be changed field by field: in a form of its own, open at one lane.

// Common reports whether a field of the form is the same in all lanes: with other
// mini-batches, or another seed, it would be no race.
func Common(field string) bool {
	return field == FieldBatchSize || field == FieldEpochs || field == FieldSeed
}

// common gives a recipe what the lanes of another's race have in common.
func common(r, of recipe.Recipe) recipe.Recipe {
	r.Seed, r.BatchSize, r.Epochs, r.Steps = of.Seed, of.BatchSize, of.Epochs, of.Steps
	return r
}

// Form returns the form of the lane that is open.
func (r *Race) Form() *Form { return &r.form }

// Edited returns the lane whose form is open, -1 for none.
func (r *Race) Edited() int { return r.edited - 1 }

// EditLane opens a lane's form, or closes it again.
func (r *Race) EditLane(i int) {
	switch {
	case r.Running() || i >= len(r.lanes):
		return
	case r.Edited() == i:
		r.edited = 0
	default:
		r.edited = 1 + i
		r.form.Use(r.lanes[i].Recipe)
		r.form.lane = true
	}
	r.rev++
}

// TakeForm gives the lane whose form is open the form's recipe.
func (r *Race) TakeForm() {
	r.rev++
	i := r.Edited()
	if i < 0 || same(r.lanes[i].Recipe, r.form.recipe) {
		return // the value was refused
	}
	r.clear()
	r.lanes[i].Recipe, r.edited = r.form.recipe, 1+i
}
