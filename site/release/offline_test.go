package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// kept is a small site that is kept for use without a network.
func kept() map[string]string {
	src := sources()
	src["sw.js"] = `const release = "unlisted"; const files = {}; find("index.html");`
	src["index.html"] += `<link href="manifest.webmanifest" data-release="unlisted">`
	src["manifest.webmanifest"] = `{"src": "mark.svg", "start_url": "./"}`
	return src
}

var releaseID = regexp.MustCompile(`(?:data-release=|release = )"([^"]*)"`)

// TestList checks that the service worker has the length and the sum of each file as it is
// written, and no other file.
func TestList(t *testing.T) {
	out := t.TempDir()
	contents, names := release(t, kept(), out)
	if names["sw.js"] != "sw.js" {
		t.Fatalf("the service worker is released as %s", names["sw.js"])
	}
	_, rest, _ := strings.Cut(contents["sw.js"], "const files = ")
	text, _, _ := strings.Cut(rest, ";")
	var list map[string][2]any
	if err := json.Unmarshal([]byte(text), &list); err != nil {
		t.Fatalf("%v: %s", err, contents["sw.js"])
	}
	for plain, name := range names {
		entry, ok := list[name]
		if want := plain != "sw.js" && !strings.HasPrefix(plain, "bench/"); ok != want {
			t.Errorf("%s is listed: %v", name, ok)
		}
		if !ok {
			continue
		}
		b, err := os.ReadFile(filepath.Join(out, name))
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(b)
		if entry[0] != float64(len(b)) || entry[1] != hex.EncodeToString(sum[:]) {
			t.Errorf("%s is listed with %v", name, entry)
		}
	}
	if len(list) < 10 {
		t.Errorf("%d files are listed", len(list))
	}
	if got := contents["manifest.webmanifest"]; !strings.Contains(got, `"`+names["mark.svg"]+`"`) || !strings.Contains(got, `"./"`) {
		t.Errorf("the manifest is %s", got)
	}
}

func TestNoPlaceForList(t *testing.T) {
	s := &site{files: map[string][]byte{"sw.js": []byte("const files = [];")}, names: map[string]string{"sw.js": "sw.js"}}
	if err := s.list(); err == nil || !strings.Contains(err.Error(), "no place") {
		t.Errorf("%v", err)
	}
}

// TestReleaseID checks that page and service worker have one id, which any file that is
// kept changes: those that leave the build id alone, too.
func TestReleaseID(t *testing.T) {
	id := func(change string) string {
		src := kept()
		src[change] += " "
		contents, _ := release(t, src, t.TempDir())
		page, worker := releaseID.FindStringSubmatch(contents["index.html"]), releaseID.FindStringSubmatch(contents["sw.js"])
		if page == nil || worker == nil || page[1] != worker[1] || len(page[1]) != 10 {
			t.Fatalf("the ids are %v and %v", page, worker)
		}
		return page[1]
	}
	same := id("bench/index.html")
	for f := range kept() {
		if got := id(f); (got == same) != strings.HasPrefix(f, "bench/") {
			t.Errorf("another %s has the id %s, before %s", f, got, same)
		}
	}
}
