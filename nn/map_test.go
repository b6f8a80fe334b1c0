//go:build !js

package nn_test

import (
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestMap compares the list of packages in doc.go with the code: it names every
// package that others may import, and each imports only those above it.
func TestMap(t *testing.T) {
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	var listed []string
	for _, row := range regexp.MustCompile(`(?m)^//\t([a-z/]+)  `).FindAllSubmatch(doc, -1) {
		listed = append(listed, string(row[1]))
	}
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "./...").Output()
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for line := range strings.Lines(string(out)) {
		packages := strings.Fields(line)
		name, ok := strings.CutPrefix(packages[0], module+"nn/")
		if !ok || strings.HasPrefix(name, "internal/") || strings.HasPrefix(name, "cmd/") {
			continue
		}
		found = append(found, name)
		at := slices.Index(listed, name)
		if at < 0 {
			t.Errorf("doc.go does not list %s", name)
			continue
		}
		for _, imported := range packages[1:] {
			imported, ours := strings.CutPrefix(imported, module+"nn/")
			if i := slices.Index(listed, imported); ours && i >= at {
				t.Errorf("%s imports %s, which doc.go lists below it", name, imported)
			}
		}
	}
	for _, name := range listed {
		if !slices.Contains(found, name) {
			t.Errorf("doc.go lists %s, which is no package", name)
		}
	}
}
