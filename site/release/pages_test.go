package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestPolicies checks that each page has the same policy, ahead of all that it loads, and
// nothing in it that the policy forbids.
func TestPolicies(t *testing.T) {
	pages, _ := filepath.Glob("../*.html")
	more, _ := filepath.Glob("../bench/*.html")
	pages = append(pages, more...)
	if len(pages) < 3 {
		t.Fatalf("found the pages %q", pages)
	}
	const policy = `<meta http-equiv="Content-Security-Policy" content="default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'">`
	for _, page := range pages {
		b, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		before, _, found := strings.Cut(string(b), policy)
		if !found || strings.Contains(before, "<link") || strings.Contains(before, "<script") {
			t.Errorf("%s has no policy, or too late", page)
		}
		if bad := regexp.MustCompile(`<script>|<script type="module">|<style|\son[a-z]+=|\sstyle=`).FindString(string(b)); bad != "" {
			t.Errorf("%s has %s, which its policy forbids", page, bad)
		}
	}
}
