// Package layout says which array of another program's file stands where in a
// network, and copies them. The page's worker links it.
package layout

import (
	"slices"
	"strconv"
	"strings"

	"github.com/zerokara/zerokara/nn/internal/format"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/network"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/weights/safetensors"
)

// slot is the place of one array of a file in a network.
type slot struct {
	name      string // the array's name in the file
	param     *layer.Param
	dims      []int   // extents in the file
	transpose bool    // the file holds the transpose
	scale     float32 // the network's values over the file's; 0 for 1
}

// defaultNames are PyTorch's names of our parameters that have others. A layer's
// number from 0 comes before them, as in nn.Sequential.
var defaultNames = map[string]string{
	"gamma": "weight", "beta": "bias", "runningMean": "running_mean", "runningVar": "running_var",
}

// slots lists a network's arrays: layer by layer the parameters, then the
// running statistics.
func slots(net *network.Network, r recipe.Recipe) ([]slot, error) {
	var slots []slot
	w := r.Weights
	scale, err := dropoutScale(net, r)
	if err != nil {
		return nil, err
	}
	for i, l := range net.Layers() {
		params := slices.Clone(l.Params())
		if s, ok := l.(layer.Stateful); ok {
			params = append(params, s.States()...)
		}
		for _, p := range params {
			name, ok := defaultNames[p.Name]
			if !ok {
				name = p.Name
			}
			s := slot{name: strconv.Itoa(i) + "." + name, param: p, dims: p.Dims, scale: scale[p]}
			if _, dense := r.Layers[i].(layer.Dense); dense && len(p.Dims) == 2 && w.Dense == recipe.DenseInOut {
				s.dims, s.transpose = []int{p.Dims[1], p.Dims[0]}, true
			}
			slots = append(slots, s)
		}
	}
	names := w.List()
	if len(names) == 0 {
		return slots, nil
	}
	if len(names) != len(slots) {
		return nil, format.Errorf("the recipe's weights.names are %d, its network has %d arrays: name each of %s", len(names), len(slots), list(slots))
	}
	for i := range slots {
		slots[i].name = names[i]
	}
	return slots, nil
}

func list(slots []slot) string {
	s := make([]string, len(slots))
	for i := range slots {
		s[i] = slots[i].name + " " + safetensors.ShapeOf(slots[i].dims)
	}
	return strings.Join(s, ", ")
}

// Load copies arrays into a network built from the recipe r. They are matched by
// the names of r.Weights; where it has none, by the default names, "0.weight",
// "0.bias", "1.running_mean", ..., or, if no array has one of those, in order.
// Every array must have a place in the network and every place an array of its
// shape; otherwise nothing is copied and the error says what does not fit.
func Load(net *network.Network, r recipe.Recipe, arrays []safetensors.Array) error {
	slots, err := slots(net, r)
	if err != nil {
		return err
	}
	arrays, err = match(slots, arrays, r.Weights.Names != "")
	if err != nil {
		return err
	}
	for i, s := range slots {
		if err := s.check(arrays[i]); err != nil {
			return err
		}
	}
	for i, s := range slots {
		if s.transpose {
			transpose(s.param.Value, arrays[i].Data, s.dims[0], s.dims[1])
		} else {
			copy(s.param.Value, arrays[i].Data)
		}
		if s.scale != 0 {
			for j := range s.param.Value {
				s.param.Value[j] *= s.scale
			}
		}
	}
	return nil
}

// match returns the arrays in the order of the slots. named says that the recipe
// has names.
func match(slots []slot, arrays []safetensors.Array, named bool) ([]safetensors.Array, error) {
	byName := make(map[string]safetensors.Array, len(arrays))
	for _, a := range arrays {
		byName[a.Name] = a
	}
	var found []safetensors.Array
	missing := ""
	for _, s := range slots {
		if a, ok := byName[s.name]; ok {
			found = append(found, a)
		} else if missing == "" {
			missing = s.name
		}
	}
	if !named && len(found) == 0 {
		found, missing = arrays, ""
	}
	if missing != "" {
		return nil, about(safetensors.Missing, missing, "it has no array %q; it has %s", missing, listArrays(arrays))
	}
	if len(arrays) == len(slots) {
		return found, nil
	}
	if len(found) == len(slots) { // all by their names
		return nil, safetensors.Errorf(safetensors.Extra, "it has %d arrays, the recipe's network %d: no place for %s; leave out what is not the network's", len(arrays), len(slots), listArrays(without(arrays, slots)))
	}
	return nil, safetensors.Errorf(safetensors.Extra, "it has %d arrays, the recipe's network %d; it has %s, the network %s", len(arrays), len(slots), listArrays(arrays), list(slots))
}

// without returns the arrays that no slot is named after.
func without(arrays []safetensors.Array, slots []slot) []safetensors.Array {
	return slices.DeleteFunc(slices.Clone(arrays), func(a safetensors.Array) bool {
		return slices.ContainsFunc(slots, func(s slot) bool { return s.name == a.Name })
	})
}

func listArrays(arrays []safetensors.Array) string {
	s := make([]string, len(arrays))
	for i, a := range arrays {
		s[i] = a.Name + " " + safetensors.ShapeOf(a.Dims)
	}
	return strings.Join(s, ", ")
}

// about returns an error about an array.
func about(code, name, layout string, args ...any) *safetensors.Error {
	err := safetensors.Errorf(code, layout, args...)
	err.Name = name
	return err
}

// check returns an error unless the array fits.
func (s slot) check(a safetensors.Array) error {
	got := a.Dims
	if len(s.dims) == 1 && len(got) > 1 { // a row or column serves as a vector
		got = slices.DeleteFunc(slices.Clone(got), func(d int) bool { return d == 1 })
		if len(got) == 0 {
			got = []int{1}
		}
	}
	if !slices.Equal(got, s.dims) {
		hint := ""
		if len(got) == 2 && len(s.dims) == 2 && got[0] == s.dims[1] && got[1] == s.dims[0] {
			other := recipe.DenseInOut
			if s.transpose {
				other = recipe.DenseOutIn
			}
			hint = format.Sprintf(`; it is the transpose: say "weights":{"dense":%q} in the recipe`, other)
		}
		err := about(safetensors.Shape, a.Name, "%q is %s, must be %s%s", a.Name, safetensors.ShapeOf(a.Dims), safetensors.ShapeOf(s.dims), hint)
		err.Got, err.Want = safetensors.ShapeOf(a.Dims), safetensors.ShapeOf(s.dims)
		return err
	}
	if s.param.Name == "runningVar" && slices.Min(a.Data) < 0 {
		return about(safetensors.Numbers, a.Name, "%q has a negative variance", a.Name)
	}
	return nil
}

// transpose overwrites dst, a columns x rows matrix, with the transpose of src, a
// rows x columns matrix.
func transpose(dst, src []float32, rows, columns int) {
	for i := range rows {
		for j, v := range src[i*columns : (i+1)*columns] {
			dst[j*rows+i] = v
		}
	}
}

// Save returns copies of a network's arrays with the names and shapes of
// r.Weights, which Load takes.
func Save(net *network.Network, r recipe.Recipe) ([]safetensors.Array, error) {
	slots, err := slots(net, r)
	if err != nil {
		return nil, err
	}
	arrays := make([]safetensors.Array, len(slots))
	for i, s := range slots {
		a := safetensors.Array{Name: s.name, Dims: slices.Clone(s.dims), Data: make([]float32, s.param.Size())}
		if s.transpose {
			transpose(a.Data, s.param.Value, s.dims[1], s.dims[0])
		} else {
			copy(a.Data, s.param.Value)
		}
		if s.scale != 0 {
			for j := range a.Data {
				a.Data[j] /= s.scale
			}
		}
		arrays[i] = a
	}
	return arrays, nil
}
