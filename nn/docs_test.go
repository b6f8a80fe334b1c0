//go:build !js

package nn_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const root = ".."

// document is a Markdown file: its path from the top of the repository, and its
// text.
type document struct{ path, text string }

func documents(t *testing.T) (all []document) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch name := d.Name(); {
		case err != nil:
			return err
		case d.IsDir() && (name == ".git" || name == ".build" || name == "dist"):
			return fs.SkipDir
		case !d.IsDir() && strings.HasSuffix(name, ".md"):
			b, err := os.ReadFile(path)
			rel, _ := filepath.Rel(root, path)
			all = append(all, document{filepath.ToSlash(rel), string(b)})
			return err
		}
		return nil
	})
	if err != nil || len(all) < 3 {
		t.Fatalf("%d documents, %v", len(all), err)
	}
	return all
}

func exists(path string) bool {
	_, err := os.Stat(filepath.Join(root, filepath.FromSlash(path)))
	return err == nil
}

var (
	link   = regexp.MustCompile(`\]\(([^)\s]+)\)|src="([^"]+)"`)
	scheme = regexp.MustCompile(`^[a-z]+:`)
	// A path of the repository, and after a colon what it declares.
	path = regexp.MustCompile(`(?:^|[\s("'=\x60])((?:\./)?(?:nn|wasm|site|assets|\.github|\.ci)(?:/[\w.\[\]*<>-]+)*/?|Makefile|go\.mod)(?::([A-Za-z_]\w*(?:\.\w+)?))?(?:$|[\s)"',;.:\x60])`)
	// What Markdown sets as code: indented or fenced blocks, and `spans`.
	code = regexp.MustCompile("(?m)^(?:    |\t).*$|`+[^`]+`+")
	name = regexp.MustCompile(`^([a-z]+)\.([A-Z]\w*)(?:\.([A-Z]\w*))?(?:\(.*\))?$`)
	goal = regexp.MustCompile(`\bmake ([a-z][a-z0-9-]*)`)
)

// TestLinks checks that what a document links to is there, headings included.
func TestLinks(t *testing.T) {
	for _, d := range documents(t) {
		for _, m := range link.FindAllStringSubmatch(d.text, -1) {
			to := m[1] + m[2]
			if scheme.MatchString(to) {
				continue
			}
			file, heading, _ := strings.Cut(to, "#")
			target := d.path
			if file != "" {
				target = filepath.ToSlash(filepath.Join(filepath.Dir(d.path), file))
			}
			if !exists(target) {
				t.Errorf("%s links to %s, which is not there", d.path, to)
				continue
			}
			if heading != "" && !slices.Contains(headings(t, target), heading) {
				t.Errorf("%s links to %s, a heading that is not there", d.path, to)
			}
		}
	}
}

// headings returns the anchors of a document's headings.
func headings(t *testing.T, path string) (anchors []string) {
	b, err := os.ReadFile(filepath.Join(root, path))
	if err != nil {
		t.Fatal(err)
	}
	other := regexp.MustCompile(`[^\p{L}\p{N} -]`)
	for line := range strings.Lines(string(b)) {
		if title, ok := strings.CutPrefix(strings.TrimLeft(line, "#"), " "); ok && line[0] == '#' {
			title = other.ReplaceAllString(strings.ToLower(strings.TrimSpace(title)), "")
			anchors = append(anchors, strings.ReplaceAll(title, " ", "-"))
		}
	}
	return anchors
}

// TestNames checks that what a document sets as code exists: paths, what
// path:Name and path:Type.Method say that a file declares, exported names as
// package.Name, and goals of make.
func TestNames(t *testing.T) {
	packages := exported(t)
	makefile, err := os.ReadFile(filepath.Join(root, "Makefile"))
	if err != nil {
		t.Fatal(err)
	}
	names := 0
	for _, d := range documents(t) {
		for _, c := range slices.Concat(code.FindAllString(d.text, -1), fenced(d.text)) {
			c = strings.Trim(c, "`")
			for at := 0; ; {
				m := path.FindStringSubmatchIndex(c[at:])
				if m == nil {
					break
				}
				p, declared := c[at+m[2]:at+m[3]], ""
				if m[4] >= 0 {
					declared = c[at+m[4] : at+m[5]]
				}
				at += max(m[3], m[5])
				names++
				checkPath(t, d.path, p, declared)
			}
			if m := name.FindStringSubmatch(c); m != nil {
				if source, ok := packages[m[1]]; ok {
					names++
					for _, n := range m[2:] {
						if n != "" && !declares(source, n) {
							t.Errorf("%s: %s: package %s declares no %s", d.path, c, m[1], n)
						}
					}
				}
			}
			for _, m := range goal.FindAllStringSubmatch(c, -1) {
				names++
				if !regexp.MustCompile(`(?m)^` + m[1] + `:`).Match(makefile) {
					t.Errorf("%s: make %s is not in the Makefile", d.path, m[1])
				}
			}
		}
	}
	if names < 100 {
		t.Errorf("only %d names found: do the expressions still fit?", names)
	}
}

// fenced returns the lines of fenced blocks.
func fenced(text string) (lines []string) {
	inside := false
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "```") {
			inside = !inside
		} else if inside {
			lines = append(lines, strings.TrimRight(line, "\n"))
		}
	}
	return lines
}

func checkPath(t *testing.T, document, p, declared string) {
	t.Helper()
	p = strings.TrimRight(strings.TrimPrefix(p, "./"), "/.")
	if strings.ContainsAny(p, "<>") || strings.Contains(p, "NNNN") { // stands for any
		return
	}
	if strings.ContainsAny(p, "*[") {
		if found, _ := filepath.Glob(filepath.Join(root, p)); len(found) == 0 {
			t.Errorf("%s: no file fits %s", document, p)
		}
		return
	}
	if !exists(p) {
		t.Errorf("%s: %s is not there", document, p)
		return
	}
	if declared == "" {
		return
	}
	b, err := os.ReadFile(filepath.Join(root, p))
	if err != nil {
		t.Errorf("%s: %s:%s: %v", document, p, declared, err)
		return
	}
	of, last, method := strings.Cut(declared, ".")
	if !method {
		last = of
	}
	pattern := `(?m)^(func|type|var|const|function|\t)\s*(async )?(\([^)]*\) )?` + last + `\b|\b(const|function) ` + last + `\b`
	if method {
		pattern = `(?m)^func \(\w* ?\*?` + of + `(\[[\w, ]+\])?\) ` + last + `\b`
	}
	if !regexp.MustCompile(pattern).Match(b) {
		t.Errorf("%s: %s does not declare %s", document, p, declared)
	}
}

// exported returns the source of the engine's and the page's packages, by name.
func exported(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, top := range []string{"nn", "wasm"} {
		err := filepath.WalkDir(filepath.Join(root, top), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			b, err := os.ReadFile(path)
			all[filepath.Base(filepath.Dir(path))] += string(b)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	delete(all, "nn")     // in the documents nn.Sequential and its like are PyTorch's
	delete(all, "errors") // and errors is the standard library's
	return all
}

// declares reports whether a package's source declares a name: a function, a
// method, a type, a field, a constant, a variable.
func declares(source, name string) bool {
	return regexp.MustCompile(`(?m)^(func|type|var|const|\t)\s*(\([^)]*\) )?(\w+, )*` + name + `\b`).MatchString(source)
}

// TestReadmeExample checks that the Go code in README.md is part of Example,
// which is run.
func TestReadmeExample(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(readme), "```go\n")
	snippet, _, ok := strings.Cut(rest, "```")
	if !ok || strings.Count(snippet, "\n") < 5 {
		t.Fatal("README.md has no Go code")
	}
	example, err := os.ReadFile("example_test.go")
	if err != nil {
		t.Fatal(err)
	}
	// Tests run in the package's folder, the README's reader is at the top.
	got := strings.ReplaceAll(string(example), "\n\t", "\n")
	got = strings.ReplaceAll(got, `"../assets`, `"assets`)
	if !strings.Contains(got, snippet) {
		t.Errorf("the Go code in README.md is not in example_test.go:\n%s", snippet)
	}
}

// TestConsoleDocumented checks that the doc of wasm/app names every member of
// the page's API.
func TestConsoleDocumented(t *testing.T) {
	read := func(name string) string {
		b, err := os.ReadFile(filepath.Join(root, "wasm", "app", name))
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	doc, n := read("doc.go"), 0
	for _, m := range regexp.MustCompile(`"(\w+)": +|\w\["(\w+)"\]`).FindAllStringSubmatch(read("api.go"), -1) {
		n++
		if !regexp.MustCompile(`\b` + m[1] + m[2] + `\b`).MatchString(doc) {
			t.Errorf("wasm/app/doc.go does not say what %s is", m[1]+m[2])
		}
	}
	if n < 20 {
		t.Errorf("only %d names found in wasm/app/api.go", n)
	}
}
