package state

import (
	"slices"
	"strconv"
	"strings"

	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/optim"
	"github.com/zerokara/zerokara/nn/recipe"
)

// Opponent is whom a recipe can be raced against.
type Opponent int

const (
	AgainstOptimizers Opponent = iota // SGD, momentum, AdaGrad, Adam
	AgainstNorm                       // the same network without batch normalisation
	AgainstInit                       // He's initial weights, and normal ones of 0.01
	AgainstNetwork                    // a network without convolutions, or with some
	AgainstPreset                     // the network's recipe as it comes
	Opponents
)

// opponents returns the recipes of a race, the first of which is a; none if there is no
// such race.
func opponents(o Opponent, a recipe.Recipe) []recipe.Recipe {
	all := []recipe.Recipe{a}
	edited := func(field, value string) {
		if r, err := Edit(a, field, value); err == nil && len(all) < maxLanes && !same(r, a) {
			all = append(all, r)
		}
	}
	switch o {
	case AgainstOptimizers:
		for _, kind := range [...]string{"sgd", "momentum", "adagrad", "adam"} {
			if kind != optim.KindOf(a.Optimizer) {
				edited(FieldOptimizer, kind)
			}
		}
	case AgainstNorm:
		if b := withoutNorm(a); len(b.Layers) < len(a.Layers) {
			all = append(all, b)
		}
	case AgainstInit:
		for _, kind := range [...]string{recipe.InitHe, recipe.InitNormal} {
			if kind != a.Init.Kind {
				edited(FieldInit, kind)
				break
			}
		}
	case AgainstNetwork:
		name := "simpleconv"
		if convolves(a) {
			name = "mlp"
		}
		if b, ok := withLayers(a, name); ok {
			all = append(all, b)
		}
	case AgainstPreset:
		if p, ok := recipe.Preset(Network(a)); ok {
			p.Seed, p.BatchSize, p.Epochs, p.Steps = a.Seed, a.BatchSize, a.Epochs, a.Steps
			if !same(p, a) {
				all = append(all, p)
			}
		}
	}
	if len(all) < 2 {
		return nil
	}
	return all
}

// withoutNorm returns a recipe without batch normalisation.
func withoutNorm(r recipe.Recipe) recipe.Recipe {
	var left []layer.Spec
	for _, s := range r.Layers {
		if layer.KindOf(s) != "batchnorm" {
			left = append(left, s)
		}
	}
	r.Layers = left
	return r
}

// sameLayers reports whether two recipes have the same network.
func sameLayers(a, b recipe.Recipe) bool { return slices.Equal(a.Layers, b.Layers) }

// withLayers returns a recipe with the layers of a preset, and all else its own.
func withLayers(r recipe.Recipe, preset string) (recipe.Recipe, bool) {
	p, ok := recipe.Preset(preset)
	r.Layers = p.Layers
	return r, ok && r.ValidateKinds() == nil
}

// convolves reports whether a recipe has a convolution.
func convolves(r recipe.Recipe) bool {
	for _, s := range r.Layers {
		if layer.KindOf(s) == "conv2d" {
			return true
		}
	}
	return false
}

// same reports whether two recipes train alike, whatever their names.
func same(a, b recipe.Recipe) bool {
	a.Name, b.Name = "", ""
	return string(a.AppendJSON(nil)) == string(b.AppendJSON(nil))
}

// CanRaceAgainst reports whether there is such an opponent for the form's recipe.
func (m *Model) CanRaceAgainst(o Opponent) bool {
	return opponents(o, m.Form.Recipe()) != nil
}

// RaceAgainst sets a race of the form's recipe up.
func (m *Model) RaceAgainst(o Opponent) {
	if all := opponents(o, m.Form.Recipe()); all != nil {
		m.Race.set(all...)
	}
}

// RaceForm sets a race of the form's recipe up, against the first opponent that there is,
// unless it is in the race.
func (m *Model) RaceForm() {
	if len(m.Race.lanes) > 0 && same(m.Race.lanes[0].Recipe, m.Form.Recipe()) {
		return
	}
	for _, o := range [...]Opponent{AgainstNorm, AgainstNetwork, AgainstOptimizers} {
		if m.CanRaceAgainst(o) {
			m.RaceAgainst(o)
			return
		}
	}
}

// OpenRace follows an address: without a query it is the race that there is, or of the
// form's recipe. ok is false if there is no such race.
func (m *Model) OpenRace(query string) (ok bool) {
	r := &m.Race
	if query != "" {
		return r.Open(query)
	}
	if len(r.lanes) == 0 || r.auto {
		m.RaceForm()
		r.auto = true
	}
	return true
}

// The address of a race says of each recipe what differs: of the first from the default
// recipe, of the others from the first: "a=opt:sgd,lr:0.1&b=norm:off&steps=100&guess=b".
// What these few edits cannot say is written whole, as a link has it:
// "b=;net:conv8,3-dense10;opt.beta1:0.5".

const (
	editNorm   = "norm"   // off
	editLayers = "layers" // a preset's, with all else as it was
	whole      = ";"      // before each value of a whole recipe
	maxRace    = 1000     // bytes
)

// shortFields are the names of Fields in an address.
var shortFields = [len(Fields)]string{"preset", "opt", "lr", "sched", "decay", "batch", "epochs", "init", "seed"}

// laneText is a lane's recipe in an address; ok is false for one that none can say.
func laneText(from, to recipe.Recipe, first bool) (text string, ok bool) {
	ways := [...]string{editLayers, shortFields[0]}
	if first { // there is no other recipe that all else could be of
		ways[0] = ways[1]
	}
	for _, network := range ways {
		if text, ok = edits(from, to, network); ok {
			return text, true
		}
	}
	text = ""
	pairs, ok := recipePairs(to)
	for _, p := range pairs {
		if p.key != "name" {
			text += whole + p.key + ":" + string(appendEscaped(nil, p.value))
		}
	}
	return text, ok && text != ""
}

// readLane reads that.
func readLane(from recipe.Recipe, text string) (recipe.Recipe, bool) {
	if !strings.HasPrefix(text, whole) {
		return applyEdits(from, text)
	}
	pairs, err := readPairs(strings.ReplaceAll(strings.ReplaceAll(text, whole, "&"), ":", "="))
	if err != nil || len(pairs) == 0 {
		return from, false
	}
	r, err := readRecipe(pairs)
	return r, err == nil
}

// edits returns what leads from one recipe to another, and whether it leads there; the
// network by one of the two keys that there are for that.
func edits(from, to recipe.Recipe, network string) (text string, ok bool) {
	var parts []string
	r := from
	if to.Name = r.Name; !sameLayers(r, to) {
		name := Network(to)
		if name == Custom && sameLayers(withoutNorm(r), to) {
			parts, r = append(parts, editNorm+":off"), withoutNorm(r)
		} else if name != Custom {
			parts = append(parts, network+":"+name)
			r, _ = edit(r, network, name)
		}
	}
	for i, field := range Fields {
		if value := valueOf(to, field); i > 0 && value != valueOf(r, field) {
			if e, err := Edit(r, field, value); err == nil {
				r, parts = e, append(parts, shortFields[i]+":"+value)
			}
		}
	}
	return strings.Join(parts, ","), same(r, to)
}

// edit does one edit of an address.
func edit(r recipe.Recipe, key, value string) (recipe.Recipe, bool) {
	switch key {
	case editNorm:
		return withoutNorm(r), value == "off"
	case editLayers:
		return withLayers(r, value)
	}
	for i, short := range shortFields {
		if short == key {
			e, err := Edit(r, Fields[i], value)
			return e, err == nil
		}
	}
	return r, false
}

func applyEdits(r recipe.Recipe, text string) (_ recipe.Recipe, ok bool) {
	for text != "" {
		var part string
		part, text, _ = strings.Cut(text, ",")
		key, value, _ := strings.Cut(part, ":")
		if r, ok = edit(r, key, value); !ok {
			return r, false
		}
	}
	return r, r.ValidateKinds() == nil
}

// Query returns the race as an address has it, "" for one that none can say.
func (r *Race) Query() string {
	if len(r.lanes) == 0 {
		return ""
	}
	q := ""
	base, _ := recipe.Preset(recipe.Default)
	for i := range r.lanes {
		text, ok := laneText(base, r.lanes[i].Recipe, i == 0)
		if !ok {
			return ""
		}
		if i == 0 {
			base = r.lanes[0].Recipe
		}
		if q += string(rune('a'+i)) + "=" + text; i < len(r.lanes)-1 {
			q += "&"
		}
	}
	if n := lengths[r.length]; n != lengths[0] {
		q += "&steps=" + strconv.Itoa(n)
	}
	if r.guess >= 0 {
		q += "&guess=" + string(rune('a'+r.guess))
	}
	if len(q) > maxRace {
		return ""
	}
	return q
}

// Open sets the race up that an address says. ok is false if there is no such race, and
// then nothing changes. A race that is the same already goes on.
func (r *Race) Open(query string) (ok bool) {
	if query == r.Query() {
		return true
	}
	if len(query) > maxRace {
		return false
	}
	base, _ := recipe.Preset(recipe.Default)
	var recipes []recipe.Recipe
	length, guess := 0, -1
	for query != "" {
		var pair string
		pair, query, _ = strings.Cut(query, "&")
		key, value, _ := strings.Cut(pair, "=")
		switch {
		case len(key) == 1 && int(key[0]) == 'a'+len(recipes) && len(recipes) < maxLanes:
			one, ok := readLane(base, value)
			if !ok {
				return false
			}
			if recipes = append(recipes, one); len(recipes) == 1 {
				base = one
			}
		case key == "steps":
			length = -1
			for i, n := range lengths {
				if strconv.Itoa(n) == value {
					length = i
				}
			}
			if length < 0 {
				return false
			}
		case key == "guess" && len(value) == 1:
			guess = int(value[0]) - 'a'
		default:
			return false
		}
	}
	if len(recipes) < 2 || guess >= len(recipes) || guess < -1 {
		return false
	}
	for i := range recipes {
		if a, b := &recipes[0], &recipes[i]; a.Seed != b.Seed || a.BatchSize != b.BatchSize {
			return false // no race: other mini-batches
		}
	}
	r.set(recipes...)
	r.length, r.guess = length, guess
	return true
}
