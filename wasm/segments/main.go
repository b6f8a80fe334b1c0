// Segments makes the download of a wasm program smaller. It runs natively, after the
// program is linked:
//
//	go run ./wasm/segments -o dist .build/app.wasm .build/worker.wasm
//
// writes to dist the programs with fewer data segments and without names and lines. Go's
// linker ends a segment where 8 zeros follow each other, which gives worker.wasm 43,000
// of them: the file is shorter, but their headers hardly compress, and zeros do. Names and
// lines are for stack traces alone; with -lines they stay. All else that is in memory
// when the program starts is the same.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	dir := flag.String("o", "", "`directory` that gets the programs")
	lines := flag.Bool("lines", false, "keep functions' names and line numbers")
	flag.Parse()
	edit := dropLines
	if *lines {
		edit = func([]segment) error { return nil }
	}
	for _, name := range flag.Args() {
		if err := rewrite(filepath.Join(*dir, filepath.Base(name)), name, edit); err != nil {
			fmt.Fprintf(os.Stderr, "segments: %s: %v\n", name, err)
			os.Exit(1)
		}
	}
}

// rewrite writes to name what join makes of the program from. A name that exists is
// replaced when all of it is there.
func rewrite(name, from string, edit func([]segment) error) error {
	program, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	joined, err := join(program, edit)
	if err != nil {
		return err
	}
	part := name + ".part"
	if err := os.WriteFile(part, joined, 0o644); err != nil {
		return err
	}
	return os.Rename(part, name)
}
