package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

const (
	fmtImport   = "\t\"fmt\"\n"
	smallImport = "\t\"" + ebiten + "/internal/fmt\"\n"

	// rest is what ebiten uses of fmt beside what the engine's messages need.
	rest = `package fmt

import "io"

type Stringer interface{ String() string }

func errorf(string, ...any)  {}
func sprintf(string, ...any) {}

func Fprintf(w io.Writer, format string, args ...any) (int, error) {
	return io.WriteString(w, Sprintf(format, args...))
}

func Fprintln(w io.Writer, args ...any) (int, error) {
	var s string
	for _, a := range args {
		s += Sprint(a) + " "
	}
	return io.WriteString(w, s+"\n")
}
`
)

// smallFmt has a copy of ebiten format its messages, which nobody reads but after a
// bug, by the engine's package format in the repository at root: package fmt brings
// reflect and os with it.
func smallFmt(root, dir string) error {
	changed := 0
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") {
			return err
		}
		content, err := os.ReadFile(path)
		if err != nil || !strings.Contains(string(content), fmtImport) {
			return err
		}
		changed++
		text := strings.Replace(string(content), fmtImport, smallImport, 1)
		return os.WriteFile(path, []byte("// Changed by Zerokara (wasm/slim): package fmt is a small one.\n\n"+text), 0o644)
	})
	if err != nil {
		return err
	}
	if changed == 0 {
		return errors.New("no file imports fmt in a line of its own\nebiten has changed: adapt wasm/slim/fmt.go")
	}
	format, err := os.ReadFile(filepath.Join(root, "nn", "internal", "format", "format.go"))
	if err != nil {
		return err
	}
	to := filepath.Join(dir, "internal", "fmt")
	if err := os.Mkdir(to, 0o755); err != nil {
		return err
	}
	const clause = "\npackage format\n"
	if !strings.Contains(string(format), clause) {
		return errors.New("nn/internal/format/format.go has no package clause in a line of its own")
	}
	if err := os.WriteFile(filepath.Join(to, "fmt.go"), []byte(strings.Replace(string(format), clause, "\npackage fmt\n", 1)), 0o644); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(to, "rest.go"), []byte(rest), 0o644)
}
