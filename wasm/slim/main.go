// Slim makes the ebiten that app.wasm is built with: a copy of the version that
// go.mod pins, without what a page never uses. It runs natively, from the top of
// the repository:
//
//	go run ./wasm/slim -o .build
//
// writes .build/ebiten, the changed copy, and .build/slim.mod with .build/slim.sum:
// go.mod and go.sum with ebiten replaced by the copy. "go build
// -modfile=.build/slim.mod" builds with it; go.mod stays as it is.
//
// changes.go lists what differs. A new version of ebiten in which a file no longer
// reads as expected is an error that names the file and the text.
package main

import (
	_ "embed"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

const ebiten = "github.com/hajimehoshi/ebiten/v2"

func main() {
	out := flag.String("o", ".build", "`directory` that gets ebiten, slim.mod and slim.sum")
	flag.Parse()
	if err := slim(".", *out); err != nil {
		fmt.Fprintln(os.Stderr, "slim:", err)
		os.Exit(1)
	}
}

// slim writes the changed copy of ebiten, slim.sum and slim.mod to out, for the
// module whose directory is root. slim.mod comes last: it is there and new when all
// has succeeded.
func slim(root, out string) error {
	source, err := moduleDir(root)
	if err != nil {
		return err
	}
	made := filepath.Join(out, "ebiten.new")
	if err := os.RemoveAll(made); err != nil {
		return err
	}
	if err := copyModule(made, source); err != nil {
		return err
	}
	if err := runIn(made, "internal/builtinshader/precompile.go", precompile); err != nil {
		return err
	}
	if err := apply(made, changes); err != nil {
		return err
	}
	if err := smallFmt(root, made); err != nil {
		return err
	}
	final := filepath.Join(out, "ebiten")
	if err := os.RemoveAll(final); err != nil {
		return err
	}
	if err := os.Rename(made, final); err != nil {
		return err
	}
	return writeModFile(root, out)
}

// moduleDir returns the directory of the pinned ebiten, which it downloads if need
// be.
func moduleDir(root string) (string, error) {
	cmd := exec.Command("go", "mod", "download", "-json", ebiten)
	cmd.Dir, cmd.Stderr = root, os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("go mod download %s: %w\n%s", ebiten, err, out)
	}
	var module struct{ Dir string }
	if err := json.Unmarshal(out, &module); err != nil {
		return "", fmt.Errorf("go mod download %s: %w", ebiten, err)
	}
	return module.Dir, nil
}

// copyModule copies a module without its tests and examples. The copies are
// writable, unlike files of the module cache.
func copyModule(dst, src string) error {
	return filepath.WalkDir(src, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(src, path)
		if err != nil {
			return err
		}
		switch {
		case entry.IsDir() && (name == "examples" || entry.Name() == "testdata"):
			return filepath.SkipDir
		case entry.IsDir():
			return os.MkdirAll(filepath.Join(dst, name), 0o755)
		case strings.HasSuffix(name, "_test.go"):
			return nil
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(dst, name), content, 0o644)
	})
}

//go:embed precompile.go
var precompile []byte

// runIn puts a program into a module as file, which decides what of the module it
// may import, runs it natively in the module's directory and removes it.
func runIn(module, file string, program []byte) error {
	path := filepath.Join(module, file)
	if err := os.WriteFile(path, program, 0o644); err != nil {
		return err
	}
	defer os.Remove(path)
	cmd := exec.Command("go", "run", file)
	cmd.Dir, cmd.Stderr = module, os.Stderr
	cmd.Env = append(os.Environ(), "GOOS=", "GOARCH=", "GOFLAGS=", "GOWORK=off")
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("go run %s: %w", path, err)
	}
	return nil
}

// writeModFile writes slim.sum and slim.mod. A relative path in a replace directive
// is relative to the module's directory, not to slim.mod.
func writeModFile(root, out string) error {
	sum, err := os.ReadFile(filepath.Join(root, "go.sum"))
	if err != nil {
		return err
	}
	mod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		return err
	}
	at := filepath.ToSlash(filepath.Join(out, "ebiten"))
	if !filepath.IsAbs(out) {
		at = "./" + at
	}
	mod = fmt.Appendf(mod, "\nreplace %s => %s\n", ebiten, strconv.Quote(at))
	if err := os.WriteFile(filepath.Join(out, "slim.sum"), sum, 0o644); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(out, "slim.mod"), mod, 0o644)
}
