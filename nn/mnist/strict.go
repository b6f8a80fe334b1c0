package mnist

import (
	"errors"

	"github.com/zerokara/zerokara/nn/internal/format"
	"github.com/zerokara/zerokara/nn/internal/json"
)

// eachField calls f with each field of an object and insists that the object
// has exactly the wanted fields, each once. Errors begin with the field's name.
func eachField(v *json.Value, want []string, f func(key string, v *json.Value) error) error {
	o, err := v.Object()
	if err != nil {
		return errors.New("must be an object")
	}
	seen := make([]bool, len(want))
	o.Visit(func(k []byte, v *json.Value) {
		key := string(k)
		for i := range want {
			if key == want[i] && err == nil {
				if seen[i] {
					err = format.Errorf("%s: is there twice", key)
					return
				}
				seen[i] = true
				if err = f(key, v); err != nil {
					err = format.Errorf("%s: %w", key, err)
				}
				return
			}
		}
		if err == nil {
			err = format.Errorf("%q: unknown field", key)
		}
	})
	for i := range want {
		if err == nil && !seen[i] {
			err = format.Errorf("%s: is missing", want[i])
		}
	}
	return err
}

func text(v *json.Value) (string, error) {
	b, err := v.StringBytes()
	if err != nil || len(b) == 0 {
		return "", errors.New("must be a string that is not empty")
	}
	return string(b), nil
}

func number(v *json.Value, most int) (int, error) {
	n, err := v.Int()
	if err != nil || n < 1 {
		return 0, errors.New("must be a positive whole number")
	}
	if n > most {
		return 0, format.Errorf("%d: at most %d", n, most)
	}
	return n, nil
}

func hex(s string, digits int) bool {
	for _, c := range []byte(s) {
		if !('0' <= c && c <= '9' || 'a' <= c && c <= 'f') {
			return false
		}
	}
	return len(s) == digits
}

// plainName reports whether s names a file in the same folder, whatever the
// system and without escaping in a URL.
func plainName(s string) bool {
	for _, c := range []byte(s) {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '-', c == '_', c == '.':
		default:
			return false
		}
	}
	return s != "" && s[0] != '.' && len(s) <= 64
}
