package state

import (
	"slices"
	"strings"

	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/optim"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/state/netcode"
)

// A link says of a recipe how it differs from a preset: "preset=mlp&lr=0.01". Its keys
// are the recipe's own, shortened; "opt" is the optimiser's kind and "opt.beta1" one of
// its values. A kind brings the values that are documented for it.

const keyPreset, keyNet = "preset", "net"

// shortened are the keys with names of their own, and the fields of a recipe's JSON.
var shortened = [...][2]string{
	{"opt", "optimizer"}, {"lr", "learningRate"}, {"sched", "schedule"}, {"decay", "weightDecay"}, {"batch", "batchSize"},
	{"epochs", "epochs"}, {"steps", "steps"}, {"init", "init"}, {"loss", "loss"}, {"aug", "augment"}, {"temp", "temperature"},
	{"seed", "seed"}, {"name", "name"}, {"weights", "weights"},
}

// parts are the fields that are chosen by a kind.
var kinded = [...]string{"optimizer", "schedule", "init", "loss"}

// knownKeys names what a link may have.
func knownKeys() string {
	all := []string{keyPreset, keyNet}
	for _, s := range shortened {
		all = append(all, s[0])
	}
	return strings.Join(append(all, keyAtStep, keyExpect, keyDraw, keyDigit, keyLang, keyHide, keyLock, keyBig, keyView), ", ")
}

// leaf is a value in a recipe's JSON: "learningRate", "optimizer.beta1". raw is JSON.
type leaf struct{ path, raw string }

// leaves returns a recipe's values, but for the layers.
func leaves(r recipe.Recipe) (all []leaf) {
	json := string(r.AppendJSON(nil))
	part := ""
	for i := 1; i < len(json); {
		switch json[i] {
		case '"':
			end := closing(json, i)
			path, from := json[i+1:end-1], end+1
			if json[from] == '{' {
				part, i = path+".", from+1
				continue
			}
			i = closing(json, from)
			if path != "layers" {
				all = append(all, leaf{part + path, json[from:i]})
			}
		case '}':
			part = ""
			i++
		default:
			i++
		}
	}
	return all
}

// closing returns the end of a value that begins at i, in JSON as a recipe writes it.
func closing(json string, i int) int {
	depth, quoted := 0, false
	for k := i; k < len(json); k++ {
		switch c := json[k]; {
		case c == '"' && !(quoted && escaped(json, k)):
			if quoted = !quoted; !quoted && depth == 0 && json[i] == '"' {
				return k + 1
			}
		case quoted:
		case c == '[':
			depth++
		case c == ']':
			if depth--; depth == 0 {
				return k + 1
			}
		case depth == 0 && (c == ',' || c == '}'):
			return k
		}
	}
	return len(json)
}

// rawOf returns a leaf's value, "" without one.
func rawOf(all []leaf, path string) string {
	for _, l := range all {
		if l.path == path {
			return l.raw
		}
	}
	return ""
}

// plainText is a JSON value as a link has it.
func plainText(raw string) string {
	if !strings.HasPrefix(raw, `"`) {
		return raw
	}
	var to []byte
	for i := 1; i < len(raw)-1; i++ {
		if raw[i] == '\\' {
			i++
		}
		to = append(to, raw[i])
	}
	return string(to)
}

// jsonText is that as JSON.
func jsonText(s string) string {
	return `"` + strings.ReplaceAll(strings.ReplaceAll(s, `\`, `\\`), `"`, `\"`) + `"`
}

// isNumber reports whether s is a number in JSON.
func isNumber(s string) bool {
	digits := func() bool {
		n := len(s)
		s = strings.TrimLeft(s, "0123456789")
		return len(s) < n
	}
	s = strings.TrimPrefix(s, "-")
	if len(s) > 1 && s[0] == '0' && s[1] >= '0' && s[1] <= '9' || !digits() {
		return false
	}
	if rest, ok := strings.CutPrefix(s, "."); ok {
		if s = rest; !digits() {
			return false
		}
	}
	if s != "" && s[0]|0x20 == 'e' {
		if s = s[1:]; s != "" && (s[0] == '+' || s[0] == '-') {
			s = s[1:]
		}
		return digits() && s == ""
	}
	return s == ""
}

// keyOf returns a path's key.
func keyOf(path string) string {
	head, rest, _ := strings.Cut(path, ".")
	if strings.HasPrefix(head, "layers") {
		return keyNet
	}
	for _, s := range shortened {
		if s[1] == head {
			head = s[0]
			break
		}
	}
	if rest == "" || rest == "kind" {
		return head
	}
	return head + "." + rest
}

// pathOf returns a key's path; ok is false if recipes have none of it.
func pathOf(key string) (path string, ok bool) {
	head, rest, dotted := strings.Cut(key, ".")
	for _, s := range shortened {
		if s[0] != head {
			continue
		}
		switch part := slices.Contains(kinded[:], s[1]); {
		case dotted && rest != "" && rest != "kind" && (part || head == "aug" || head == "weights"):
			return s[1] + "." + rest, true
		case !dotted && part:
			return s[1] + ".kind", true
		case !dotted && head != "aug" && head != "weights":
			return s[1], true
		}
		return "", false
	}
	return "", false
}

// setKind gives a recipe the documented spec of a kind; false if there is none.
func setKind(r *recipe.Recipe, part, kind string) bool {
	switch part {
	case "optimizer":
		for _, o := range optimizers {
			if optim.KindOf(o.spec) == kind {
				r.Optimizer = o.spec
				return true
			}
		}
	case "schedule":
		for _, s := range schedules {
			if optim.ScheduleOf(s) == kind {
				r.Schedule = s
				return true
			}
		}
	case "init":
		switch kind {
		case recipe.InitNormal:
			r.Init = recipe.Init{Kind: kind, Std: normalStd}
			return true
		case recipe.InitXavier, recipe.InitHe:
			r.Init = recipe.Init{Kind: kind}
			return true
		}
	case "loss":
		if l := recipe.CrossEntropy(); kind == l.Kind() {
			r.Loss = l
			return true
		}
	}
	return false
}

// recipePairs writes a recipe as it differs from the preset that it is nearest to: none
// of the default. ok is false for layers of another program.
func recipePairs(r recipe.Recipe) (best []pair, ok bool) {
	size := func(pairs []pair) (n int) {
		for _, p := range pairs {
			n += len(p.key) + len(p.value) + 2
		}
		return n
	}
	for _, name := range recipe.Presets() {
		pairs, can := pairsFrom(name, r)
		if !can {
			return nil, false
		}
		if !ok || size(pairs) < size(best) {
			best, ok = pairs, true
		}
	}
	return best, ok
}

func pairsFrom(name string, r recipe.Recipe) (pairs []pair, ok bool) {
	base, _ := recipe.Preset(name)
	if name != recipe.Default {
		pairs = append(pairs, pair{keyPreset, name})
	}
	if !slices.Equal(base.Layers, r.Layers) {
		net, ok := netcode.Text(r.Layers)
		if !ok {
			return nil, false
		}
		pairs = append(pairs, pair{keyNet, net})
	}
	all, from := leaves(r), leaves(base)
	for _, part := range kinded {
		kind := rawOf(all, part+".kind")
		if kind != rawOf(from, part+".kind") {
			pairs = append(pairs, pair{keyOf(part + ".kind"), plainText(kind)})
			setKind(&base, part, plainText(kind))
		}
	}
	from = leaves(base)
	for _, l := range all {
		was := rawOf(from, l.path)
		if nothing := l.raw == `""` && was == ""; !strings.HasSuffix(l.path, ".kind") && l.raw != was && !nothing {
			pairs = append(pairs, pair{keyOf(l.path), plainText(l.raw)})
		}
	}
	return pairs, true
}

// readRecipe reads that. What it refuses is what recipe.Parse refuses, at the link's
// own keys.
func readRecipe(pairs []pair) (recipe.Recipe, error) {
	base, _ := recipe.Preset(recipe.Default)
	var given []leaf
	for _, p := range pairs {
		if path, ok := pathOf(p.key); ok {
			given = append(given, leaf{path, p.value})
		} else if p.key != keyPreset && p.key != keyNet {
			return recipe.Recipe{}, refuseLink(p.key, "noField", knownKeys())
		}
	}
	for _, p := range pairs {
		if p.key == keyPreset {
			var ok bool
			if base, ok = recipe.Preset(p.value); !ok {
				return recipe.Recipe{}, refuseLink(p.key, "preset", p.value, strings.Join(recipe.Presets(), ", "))
			}
		}
	}
	for _, p := range pairs {
		if p.key == keyNet {
			layers, bad, ok := netcode.Parse(p.value)
			if !ok || len(layers) == 0 {
				return recipe.Recipe{}, refuseLink(p.key, "unknown", bad, "a layer", netcode.Tokens())
			}
			base.Layers = layers
		}
	}
	var gone []string
	for _, part := range kinded {
		if has(given, part+".kind") && !setKind(&base, part, rawOf(given, part+".kind")) {
			gone = append(gone, part) // all its values are to be given
		}
	}
	json := string(base.AppendJSON(nil))
	r, err := recipe.Parse(mix(json[strings.Index(json, `"layers":`):], leaves(base), given, gone))
	if err == nil {
		err = outputs(r)
	}
	if err != nil {
		e, ok := err.(*recipe.FieldError)
		if !ok {
			return recipe.Recipe{}, &LinkError{"#", err}
		}
		return recipe.Recipe{}, &LinkError{keyOf(e.Field), e}
	}
	return r, nil
}

// mix writes a recipe's JSON from its leaves and from the layers at the beginning of
// rest. given are values from a link: instead of leaves, or beside them. Of the parts
// gone no leaf is left.
func mix(rest string, all []leaf, given []leaf, gone []string) []byte {
	value := func(l leaf) string {
		text := strings.HasPrefix(rawOf(all, l.path), `"`)
		if isNumber(l.raw) && !text {
			return l.raw
		}
		return jsonText(l.raw)
	}
	var paths []leaf
	for _, l := range all {
		part, _, _ := strings.Cut(l.path, ".")
		if !has(given, l.path) && !contains(gone, part) {
			paths = append(paths, l)
		}
	}
	for _, l := range given {
		paths = append(paths, leaf{l.path, value(l)})
	}
	to := []byte("{" + rest[:closing(rest, len(`"layers":`))])
	var done []string
	for _, l := range paths {
		part, _, dotted := strings.Cut(l.path, ".")
		if !dotted {
			to = append(append(append(append(to, ','), jsonText(part)...), ':'), l.raw...)
			continue
		}
		if contains(done, part) {
			continue
		}
		done = append(done, part)
		next := ",\"" + part + "\":{"
		for _, k := range paths {
			if name, ok := strings.CutPrefix(k.path, part+"."); ok {
				to = append(append(append(append(to, next...), jsonText(name)...), ':'), k.raw...)
				next = ","
			}
		}
		to = append(to, '}')
	}
	return append(to, '}')
}

// has reports whether there is a leaf.
func has(all []leaf, path string) bool {
	for _, l := range all {
		if l.path == path {
			return true
		}
	}
	return false
}

// outputs reports whether a network, which is a valid one, tells the digits apart.
func outputs(r recipe.Recipe) error {
	shape := r.Input
	for _, l := range r.Layers {
		plan, err := layer.PlanKind(l, shape)
		if err != nil {
			return err
		}
		shape = plan.Out
	}
	if n := shape.Size(); n != recipe.Classes {
		return recipe.Refuse("layers", "outputs", n, recipe.Classes)
	}
	return nil
}
