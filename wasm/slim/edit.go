package main

import (
	"fmt"
	"go/format"
	"os"
	"path/filepath"
	"strings"
)

// change is what differs in one file of ebiten.
type change struct {
	file  string
	what  string // for the notice at the file's top
	edits []edit // none: the file is removed
}

// edit replaces what stands from one text up to another, which stays. Both are in
// the file, the first once. An empty end is that of the first text, so that this
// alone is replaced.
type edit struct {
	from, to string
	by       string
}

const endOfFile = "\x00"

// apply makes the changes in a copy of ebiten.
func apply(dir string, changes []change) error {
	for _, c := range changes {
		if err := c.apply(dir); err != nil {
			return fmt.Errorf("%w\nebiten has changed: adapt wasm/slim/changes.go", err)
		}
	}
	return nil
}

func (c change) apply(dir string) error {
	path := filepath.Join(dir, filepath.FromSlash(c.file))
	content, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if len(c.edits) == 0 {
		return os.Remove(path)
	}
	text := string(content)
	for _, e := range c.edits {
		if text, err = e.apply(text); err != nil {
			return fmt.Errorf("%s: %w", c.file, err)
		}
	}
	// Section 4b of the Apache License asks for the notice.
	text = "// Changed by Zerokara (wasm/slim): " + c.what + ".\n\n" + text
	formatted, err := format.Source([]byte(text))
	if err != nil {
		return fmt.Errorf("%s: after its edits: %w", c.file, err)
	}
	return os.WriteFile(path, formatted, 0o644)
}

func (e edit) apply(text string) (string, error) {
	if n := strings.Count(text, e.from); n != 1 {
		return "", fmt.Errorf("expected once, found %d times:\n%s", n, e.from)
	}
	start := strings.Index(text, e.from)
	end := start + len(e.from)
	switch e.to {
	case "":
	case endOfFile:
		end = len(text)
	default:
		n := strings.Index(text[end:], e.to)
		if n < 0 {
			return "", fmt.Errorf("expected after %q, not found:\n%s", e.from, e.to)
		}
		end += n
	}
	return text[:start] + e.by + text[end:], nil
}
