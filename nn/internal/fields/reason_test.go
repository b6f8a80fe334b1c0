package fields

import "testing"

func TestSentences(t *testing.T) {
	for _, c := range []struct {
		r    Reason
		want string
	}{
		{Because("range", 0, 1, 4096), "is 0, must be 1 to 4096"},
		{Because(Positive(2.5).code(), -0.25, 0, 2.5), "is -0.25, must be above 0 and at most 2.5"},
		{Because("unknown", "a\"\n", "a layer", "x, y"), `"a\"\n" is not a layer; there are x, y`},
		{Because("preset", "x", []string{"a", "b"}), `there is none called "x"; there are [a b]`},
		{Because("nobody knows"), "nobody knows"},
	} {
		if got := c.r.String(); got != c.want {
			t.Errorf("%+v: %q, want %q", c.r, got, c.want)
		}
	}
	if got := Wrong("a", "missing").In("b").Error(); got != "b.a is missing" {
		t.Errorf("%q", got)
	}
}
