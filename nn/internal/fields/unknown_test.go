package fields

import "testing"

// TestUnknownNamesTheOptions leaves out the first where it is none.
func TestUnknownNamesTheOptions(t *testing.T) {
	for _, c := range []struct {
		options []string
		want    string
	}{
		{[]string{"he", "xavier"}, `"x" is not a kind; there are he, xavier`},
		{[]string{"", "inverted", "scaled"}, `"x" is not a kind; there are inverted, scaled`},
	} {
		if got := Unknown("field", "x", "a kind", c.options).Reason.String(); got != c.want {
			t.Errorf("%q: %s, want %s", c.options, got, c.want)
		}
	}
}
