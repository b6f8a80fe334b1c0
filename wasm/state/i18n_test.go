package state

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/lab/table"
)

const site = "../../site"

// languages returns every language's strings, those of all its files.
func languages(t *testing.T) map[string]map[string]string {
	t.Helper()
	files, err := filepath.Glob(site + "/i18n/*/*.json")
	if err != nil || len(files) < 2 {
		t.Fatalf("languages: %v, %v", files, err)
	}
	all := map[string]map[string]string{}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		part := map[string]string{}
		if err := json.Unmarshal(b, &part); err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		language := filepath.Base(filepath.Dir(f)) + ".json"
		if all[language] == nil {
			all[language] = map[string]string{}
		}
		maps.Copy(all[language], part)
	}
	return all
}

func read(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(site, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

var placeholder = regexp.MustCompile(`\{\w+\}`)

func TestLanguagesSayTheSame(t *testing.T) {
	all := languages(t)
	english := all["en.json"]
	for name, strings := range all {
		for key := range english {
			if _, ok := strings[key]; !ok {
				t.Errorf("%s lacks %q", name, key)
			}
		}
		for key, s := range strings {
			if _, ok := english[key]; !ok {
				t.Errorf("%s has %q, which en.json lacks", name, key)
			}
			if s == "" {
				t.Errorf("%s: %q is empty", name, key)
			}
			want, got := placeholder.FindAllString(english[key], -1), placeholder.FindAllString(s, -1)
			slices.Sort(want)
			slices.Sort(got)
			if !slices.Equal(want, got) {
				t.Errorf("%s: %q has %v, en.json has %v", name, key, got, want)
			}
		}
	}
}

// TestPageTextIsTheEnglish checks that what is read before the strings arrive
// is what they say, and that every key of the page exists.
func TestPageTextIsTheEnglish(t *testing.T) {
	english := languages(t)["en.json"]
	html := read(t, "index.html")
	texts := regexp.MustCompile(`data-i18n="([^"]+)"[^>]*>([^<]*)<`).FindAllStringSubmatch(html, -1)
	attrs := regexp.MustCompile(`data-i18n-attr="([\w-]+):([^"]+)"([^>]*)>`).FindAllStringSubmatch(html, -1)
	if len(texts) < 60 || len(attrs) < 5 {
		t.Fatalf("found %d texts and %d attributes", len(texts), len(attrs))
	}
	for _, m := range texts {
		if m[2] != english[m[1]] {
			t.Errorf("%s: the page says %q, en.json %q", m[1], m[2], english[m[1]])
		}
	}
	for _, m := range attrs {
		if !strings.Contains(m[3], m[1]+`="`+english[m[2]]+`"`) {
			t.Errorf("%s: %s is not %q", m[2], m[1], english[m[2]])
		}
	}
}

// joined is a language as words.Words takes it.
func joined(sentences map[string]string) string {
	var parts []string
	for key, s := range sentences {
		parts = append(parts, key, s)
	}
	return strings.Join(parts, "\x00")
}

// scripts are those that say something.
var scripts = []string{"boot.js", "notice.js"}

// said is a sentence that Go or a script asks for, with the names of the values that
// it gives.
type said struct {
	where, key string
	names      []string
}

// saidInGo returns what the page's packages ask words.Words.T for.
func saidInGo(t *testing.T) (all []said) {
	t.Helper()
	err := filepath.WalkDir("..", func(path string, _ os.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		files := token.NewFileSet()
		file, err := parser.ParseFile(files, path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			if f, ok := call.Fun.(*ast.SelectorExpr); !ok || f.Sel.Name != "T" {
				return true
			}
			s := said{where: files.Position(call.Pos()).String()}
			for i, arg := range call.Args {
				if i > 0 && i%2 == 0 {
					continue // a value
				}
				literal, ok := arg.(*ast.BasicLit)
				if !ok || literal.Kind != token.STRING {
					t.Errorf("%s: a key or name is not spelt out", s.where)
					return true
				}
				text, _ := strconv.Unquote(literal.Value)
				if i == 0 {
					s.key = text
				} else {
					s.names = append(s.names, text)
				}
			}
			all = append(all, s)
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

var keyInGo = regexp.MustCompile(`"(lab\.\d\.\d\.[a-z.]+)"`)

// keysInGo returns the keys that the labs list, to give them to words.Words.Fill.
func keysInGo(t *testing.T) (keys []string) {
	t.Helper()
	files, err := filepath.Glob("../lab/*/*_text.go")
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range keyInGo.FindAllSubmatch(b, -1) {
			keys = append(keys, string(m[1]))
		}
	}
	return keys
}

var callInScript = regexp.MustCompile(`\bt\("([^"]+)"(\)|, \{)`)

// saidInScript returns what a script asks t for with a key that is spelt out and no
// values, or an object of them that is.
func saidInScript(t *testing.T, name string) (all []said) {
	script := read(t, name)
	for _, m := range callInScript.FindAllStringSubmatchIndex(script, -1) {
		s := said{where: name, key: script[m[2]:m[3]]}
		depth, part := 0, ""
		if script[m[4]:m[5]] != ")" {
			for _, r := range script[m[5]:] {
				if strings.ContainsRune("({[", r) {
					depth++
				}
				if strings.ContainsRune(")}]", r) {
					depth--
				}
				if depth < 0 || depth == 0 && r == ',' {
					name, _, _ := strings.Cut(part, ":")
					if name = strings.TrimSpace(name); name != "" {
						s.names = append(s.names, name)
					}
					part = ""
				} else {
					part += string(r)
				}
				if depth < 0 {
					break
				}
			}
		}
		all = append(all, s)
	}
	return all
}

// TestNamesOfValues checks that a sentence is given the values that it names.
func TestNamesOfValues(t *testing.T) {
	english := languages(t)["en.json"]
	inGo := saidInGo(t)
	all := inGo
	for _, script := range scripts {
		all = append(all, saidInScript(t, script)...)
	}
	if len(inGo) < 14 || len(all) < 90 {
		t.Fatalf("found %d sentences in Go, %d in all", len(inGo), len(all))
	}
	for _, s := range all {
		given := map[string]bool{}
		for _, name := range s.names {
			given["{"+name+"}"] = true
		}
		named := map[string]bool{}
		for _, name := range placeholder.FindAllString(english[s.key], -1) {
			named[name] = true
		}
		if !maps.Equal(given, named) {
			t.Errorf("%s: %q is given %v and names %v", s.where, s.key, s.names, slices.Sorted(maps.Keys(named)))
		}
	}
}

// TestEveryStringIsUsed checks the keys that Go and the scripts spell out or build,
// and that no string is left unused.
func TestEveryStringIsUsed(t *testing.T) {
	english := languages(t)["en.json"]
	used := map[string]bool{}
	for _, name := range Fields {
		used["setting."+name] = true
	}
	for code := range recipe.Reasons() {
		used["refused."+code] = true
	}
	for _, name := range append(recipe.Presets(), Custom) {
		used["network."+name] = true
	}
	for _, kind := range append(layer.Kinds(), "input") {
		used["layer."+kind], used["layer."+kind+".text"] = true, true
	}
	used["terms.order"] = true
	for _, l := range table.All() {
		for _, of := range []string{"title", "question", "guess", "mission", "code"} {
			used[l.Key(of)] = true
		}
		for i := range l.Guesses {
			used[l.Key("guess."+strconv.Itoa(i))] = true
		}
	}
	for _, term := range Terms() {
		used["term."+term.Key], used["term."+term.Key+".text"] = true, true
	}
	for _, outcome := range append(outcomes, "keep") {
		used["offline."+outcome] = true
	}
	for _, need := range []string{"wasm", "simd", "webgl", "worker", "inflate"} {
		used["need."+need] = true
	}
	for _, load := range []string{"app", "worker", "data"} {
		used["load."+load] = true
	}
	for _, m := range regexp.MustCompile(`data-i18n(?:-attr)?="(?:[\w-]+:)?([^"]+)"`).FindAllStringSubmatch(read(t, "index.html"), -1) {
		used[m[1]] = true
	}
	for _, s := range saidInGo(t) {
		used[s.key] = true
	}
	for _, key := range keysInGo(t) {
		used[key] = true
	}
	for _, script := range scripts {
		for _, m := range regexp.MustCompile(`"([a-z]+(?:\.[A-Za-z]+)*)"`).FindAllStringSubmatch(read(t, script), -1) {
			if _, ok := english[m[1]]; ok {
				used[m[1]] = true
			}
		}
		for _, m := range regexp.MustCompile(`\b(?:t|text\.t)\("([^"]+)"`).FindAllStringSubmatch(read(t, script), -1) {
			used[m[1]] = true
		}
		for _, m := range regexp.MustCompile(`(?:key|label): "([^"]+)"`).FindAllStringSubmatch(read(t, script), -1) {
			used[m[1]] = true
		}
	}
	for _, key := range slices.Sorted(maps.Keys(used)) {
		if _, ok := english[key]; !ok {
			t.Errorf("there is no string %q", key)
		}
	}
	for key := range english {
		if !used[key] {
			t.Errorf("the string %q is never used", key)
		}
	}
}

// TestOldestBrowsers checks that the versions that the page names and the language that
// its scripts are checked against agree: Chrome has ES2021 from 85, Firefox from 79,
// Safari from 14.1; SIMD and streams need the page's versions. No checker sees what Go
// calls by name.
func TestOldestBrowsers(t *testing.T) {
	for name, sentences := range languages(t) {
		got := regexp.MustCompile(`[\d.]*\d`).FindAllString(sentences["fault.unsupported"], -1)
		if want := []string{"91", "113", "16.4"}; !slices.Equal(got, want) {
			t.Errorf("%s names the versions %v, want %v", name, got, want)
		}
	}
	for _, name := range []string{"jsconfig.json", "jsconfig.worker.json"} {
		if !strings.Contains(read(t, name), `"lib": ["es2021", `) {
			t.Errorf("%s checks against another language than ES2021", name)
		}
	}
	younger := regexp.MustCompile(`\.(?:Call|Get)\("(at|checkVisibility|findLast|findLastIndex|hasOwn|showPopover|structuredClone|toReversed|toSorted|toSpliced)"`)
	files := 0
	err := filepath.WalkDir("..", func(path string, _ os.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		files++
		b, err := os.ReadFile(path)
		if m := younger.FindSubmatch(b); m != nil {
			t.Errorf("%s calls %s, which the oldest browsers lack", path, m[1])
		}
		return err
	})
	if err != nil || files < 100 {
		t.Fatalf("read %d files: %v", files, err)
	}
}
