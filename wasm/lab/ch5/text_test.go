//go:build !js

package ch5

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/wasm/words"
)

// TestSentencesByKey says what is built from a list of keys, in both languages: each key
// has a sentence, and each name in it a value.
func TestSentencesByKey(t *testing.T) {
	for _, language := range []string{"en", "ja"} {
		b, err := os.ReadFile("../../../site/i18n/" + language + "/ch5.json")
		if err != nil {
			t.Fatal(err)
		}
		sentences := map[string]string{}
		if err := json.Unmarshal(b, &sentences); err != nil {
			t.Fatal(err)
		}
		var all []string
		for key, s := range sentences {
			all = append(all, key, s)
		}
		w := &words.Words{}
		w.Use(strings.Join(all, "\x00"))
		said := map[string]bool{}
		try := func(s string) {
			if s == "" || said[s] || strings.ContainsAny(s, "{}") || strings.HasPrefix(s, "lab.") {
				t.Errorf("%s: %q", language, s)
			}
			said[s] = true
		}
		for code := Empty; code <= LongName; code++ {
			try(Refusal{Code: code, At: 3, What: "x"}.Sentence(w))
		}
		try(Refusal{Code: Missing}.Sentence(w))
		for _, s := range switches {
			try(MistakeName(w, s.mistake))
		}
	}
	if len(refusals) != int(LongName)+1 || len(mistakeKeys) != len(switches)+1 {
		t.Errorf("%d refusals, %d mistakes", len(refusals), len(mistakeKeys))
	}
}
