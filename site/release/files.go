package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
)

// read reads all files of a folder.
func read(dir string) (*site, error) {
	s := &site{files: map[string][]byte{}}
	root := os.DirFS(dir)
	return s, fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			s.files[name], err = fs.ReadFile(root, name)
		}
		return err
	})
}

// write makes a folder hold the named files and no others. What has not changed stays as
// it is.
func (s *site) write(dir string) error {
	released := map[string]bool{}
	for f, content := range s.files {
		name := filepath.Join(dir, filepath.FromSlash(s.names[f]))
		released[name] = true
		if old, err := os.ReadFile(name); err == nil && bytes.Equal(old, content) {
			continue
		}
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(name, content, 0o644); err != nil {
			return err
		}
	}
	return filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !released[name] {
			err = os.Remove(name)
		}
		return err
	})
}
