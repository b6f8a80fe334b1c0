package netcode

import (
	"strconv"
	"strings"

	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/recipe"
)

// Text writes layers as an address has them. ok is false if one of them is of another
// program.
func Text(layers []layer.Spec) (text string, ok bool) {
	var to []byte
	ok = true
	for i, l := range layers {
		if i > 0 {
			to = append(to, '-')
		}
		before := len(to)
		to = appendToken(to, l)
		ok = ok && len(to) > before
	}
	return string(to), ok
}

// Parse reads that; "" is no layer. bad is the first that cannot be read.
func Parse(s string) (layers []layer.Spec, bad string, ok bool) {
	if s == "" {
		return nil, "", true
	}
	for token := range strings.SplitSeq(s, "-") {
		l, ok := parseToken(token)
		if !ok || len(layers) == recipe.MaxLayers {
			return nil, token, false
		}
		layers = append(layers, l)
	}
	return layers, "", true
}

// appendToken writes a layer as an address has it: "conv30,5", "relu".
func appendToken(to []byte, s layer.Spec) []byte {
	k, v := Of(s)
	if k == nil {
		return to
	}
	to = append(to, k.Token...)
	last := len(v)
	for last > k.least && k.isUsual(v, last-1) {
		last--
	}
	for i, x := range v[:last] {
		if i > 0 {
			to = append(to, ',')
		}
		to = strconv.AppendFloat(to, x, 'f', -1, 64)
	}
	return to
}

// parseToken reads that.
func parseToken(token string) (s layer.Spec, ok bool) {
	name := strings.TrimRight(token, "0123456789.,")
	for i := range All {
		k := &All[i]
		if k.Token != name {
			continue
		}
		var parts []string
		if numbers := token[len(name):]; numbers != "" {
			parts = strings.Split(numbers, ",")
		}
		if len(parts) > len(k.Fields) {
			return nil, false
		}
		v := make([]float64, len(k.Fields))
		for i := range v {
			v[i] = k.usual(v, i)
			if i < len(parts) {
				var err error
				if v[i], err = strconv.ParseFloat(parts[i], 64); err != nil {
					return nil, false
				}
			}
			if !k.Fields[i].Allows(v[i]) {
				return nil, false
			}
		}
		return k.Make(v), true
	}
	return nil, false
}

// Tokens names all kinds.
func Tokens() string {
	var all []string
	for i := range All {
		all = append(all, All[i].Token)
	}
	return strings.Join(all, ", ")
}
