package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

const root = "../.." // of the repository

// out gets what slim writes, once for all tests that ask for it.
var (
	out  string
	made = sync.OnceValue(func() error { return slim(root, out) })
)

func TestMain(m *testing.M) {
	var err error
	if out, err = os.MkdirTemp("", "slim"); err != nil {
		panic(err)
	}
	code := m.Run()
	os.RemoveAll(out)
	os.Exit(code)
}

func slimmed(t *testing.T) string {
	t.Helper()
	if err := made(); err != nil {
		t.Fatal(err)
	}
	return out
}

// TestSameShaders compares what WebGL is given by ebiten as it is published and by
// the changed copy: one program, run inside each.
func TestSameShaders(t *testing.T) {
	program, err := os.ReadFile("testdata/dump.go")
	if err != nil {
		t.Fatal(err)
	}
	source, err := moduleDir(root)
	if err != nil {
		t.Fatal(err)
	}
	published := t.TempDir()
	if err := copyModule(published, source); err != nil {
		t.Fatal(err)
	}
	dump := func(dir string) []byte {
		if err := runIn(dir, "internal/builtinshader/dump.go", program); err != nil {
			t.Fatal(err)
		}
		out, err := os.ReadFile(filepath.Join(dir, "dump.txt"))
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	want := dump(published)
	got := dump(filepath.Join(slimmed(t), "ebiten"))
	if n := bytes.Count(want, []byte("\nvoid main(void) {\n")); n != 2*19 {
		t.Errorf("%d shaders instead of two for each of 19 programs", n)
	}
	if !bytes.Equal(want, got) {
		for i, line := range strings.Split(string(want), "\n") {
			have := strings.Split(string(got), "\n")
			if i >= len(have) || have[i] != line {
				t.Fatalf("line %d: want %q, got %q", i+1, line, have[min(i, len(have)-1)])
			}
		}
		t.Fatal("the changed copy prints more")
	}
}

// TestOtherShader checks that a shader which is not built in is refused in words.
func TestOtherShader(t *testing.T) {
	program, err := os.ReadFile("testdata/other.go")
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(slimmed(t), "ebiten")
	if err := runIn(dir, "internal/builtinshader/other.go", program); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join(dir, "other.txt"))
	if err != nil || !strings.Contains(string(got), "has its built-in shaders only: wasm/slim leaves out the compiler") {
		t.Errorf("got %q, %v", got, err)
	}
}

// TestLeftOut lists what app.wasm must not link again.
func TestLeftOut(t *testing.T) {
	cmd := exec.Command("go", "list", "-modfile="+filepath.Join(slimmed(t), "slim.mod"), "-deps", "./wasm/app")
	cmd.Dir = root
	cmd.Env = append(cmd.Environ(), "GOOS=js", "GOARCH=wasm")
	list, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	packages := strings.Fields(string(list))
	if !slices.Contains(packages, ebiten) {
		t.Fatalf("go list does not list %s", ebiten)
	}
	for _, heavy := range []string{
		"archive/zip", "compress/zlib", "encoding/json", "go/ast", "go/build", "go/constant", "go/parser", "math/big", "regexp", "text/template",
	} {
		if slices.Contains(packages, heavy) {
			t.Errorf("wasm/app depends on %s", heavy)
		}
	}
}

// TestAppCallsNoMethodByName looks for what makes the linker keep every exported
// method of everything, as reflect's MethodByName does.
func TestAppCallsNoMethodByName(t *testing.T) {
	mod := filepath.Join(slimmed(t), "slim.mod")
	cmd := exec.Command("go", "build", "-modfile="+mod, "-trimpath", "-ldflags=-dumpdep", "-o", filepath.Join(t.TempDir(), "app.wasm"), "./wasm/app")
	cmd.Dir = root
	cmd.Env = append(cmd.Environ(), "GOOS=js", "GOARCH=wasm")
	out, err := cmd.CombinedOutput() // the linker lists what refers to what
	if err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	if !bytes.Contains(out, []byte("-> main.main")) {
		t.Fatal("the linker does not say what it links")
	}
	for line := range strings.Lines(string(out)) {
		if strings.Contains(line, "<ReflectMethod>") {
			t.Errorf("wasm/app links %s", line)
		}
	}
}
