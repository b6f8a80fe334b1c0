package words

import "testing"

func TestT(t *testing.T) {
	var w Words
	if got := w.T("cell", "n", 3); got != "cell" {
		t.Errorf("before the first language: %q", got)
	}
	w.Use("cell\x00{label} read as {answer}: {n}\x00more\x00Show more\x00as\x00read as a {digit}, {of}")
	for _, c := range []struct{ got, want string }{
		{w.T("cell", "label", 4, "answer", 9, "n", "1,000"), "4 read as 9: 1,000"},
		{w.T("cell", "label", 4), "4 read as {answer}: {n}"},
		{w.T("more"), "Show more"},
		{w.T("less"), "less"},
		{w.Fill("cell", []string{"label", "4", "n", "1", "unnamed", "x"}), "4 read as {answer}: 1"},
		{w.Fill("less", nil), "less"},
		{w.T("as", "digit", 8, "of", "a 9"), "read as an 8, a 9"},
		{w.T("as", "digit", 11, "of", "x") + w.T("as", "digit", 80, "of", "x") + w.T("as", "digit", 18, "of", "x") + w.T("as", "digit", 118, "of", "x"), "read as an 11, xread as an 80, xread as an 18, xread as a 118, x"},
		{w.T("as", "digit", 1, "of", 8), "read as a 1, 8"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
	w.Use("more\x00もっと見る")
	if got := w.T("more") + w.T("cell"); got != "もっと見るcell" {
		t.Errorf("in another language: %q", got)
	}
}
