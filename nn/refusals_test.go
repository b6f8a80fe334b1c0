//go:build !js

package nn_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/nn/internal/fields"
)

// refusing are the functions that take a field, a code and the sentence's values.
var refusing = []string{"Wrong", "wrong", "Refuse", "fail"}

// TestSentencesGetTheirValues finds the refusals in the source: each code has a
// sentence, each sentence a use, and the values are those that it names.
func TestSentencesGetTheirValues(t *testing.T) {
	names := map[string][]string{}
	for _, s := range fields.English {
		if names[s[0]] != nil {
			t.Errorf("%q has two sentences", s[0])
		}
		found := []string{}
		for _, m := range regexp.MustCompile(`\{(\w+)\}`).FindAllStringSubmatch(s[1], -1) {
			if !slices.Contains(found, m[1]) {
				found = append(found, m[1])
			}
		}
		names[s[0]] = found
	}
	const root = ".."
	spelt, calls := map[string]bool{}, 0
	err := filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		if err == nil && d.IsDir() && strings.HasPrefix(d.Name(), ".build") {
			return filepath.SkipDir
		}
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.HasSuffix(path, "fields/reason.go") {
			return err
		}
		files := token.NewFileSet()
		file, err := parser.ParseFile(files, path, nil, 0)
		if err != nil {
			return err
		}
		if path, _ := filepath.Rel(root, path); strings.HasPrefix(path, filepath.Join("nn", "weights")) || strings.HasPrefix(path, filepath.Join("nn", "cmd")) {
			return nil // their own function wrong
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if l, ok := n.(*ast.BasicLit); ok && l.Kind == token.STRING {
				s, _ := strconv.Unquote(l.Value)
				spelt[s] = true
			}
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) < 2 {
				return true
			}
			f := call.Fun
			if s, ok := f.(*ast.SelectorExpr); ok {
				f = s.Sel
			}
			if id, ok := f.(*ast.Ident); !ok || !slices.Contains(refusing, id.Name) {
				return true
			}
			l, ok := call.Args[1].(*ast.BasicLit)
			if !ok || l.Kind != token.STRING {
				return true
			}
			calls++
			code, _ := strconv.Unquote(l.Value)
			if want, ok := names[code]; !ok || len(call.Args)-2 != len(want) {
				t.Errorf("%s: %q is given %d values, its sentence names %v", files.Position(call.Pos()), code, len(call.Args)-2, want)
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if calls < 40 {
		t.Errorf("found only %d refusals", calls)
	}
	for code := range names {
		if !spelt[code] {
			t.Errorf("nothing is refused by %q", code)
		}
	}
}
