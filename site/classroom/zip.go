package main

import (
	"archive/zip"
	"io/fs"
	"os"
)

// zipped writes the zip file: all is in one folder, and the same files give the same bytes.
func zipped(name string, readme []byte, servers, site string) error {
	const top = "zerokara-classroom/"
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer f.Close()
	z := zip.NewWriter(f)
	put := func(name string, mode fs.FileMode, content []byte) error {
		h := &zip.FileHeader{Name: top + name, Method: zip.Deflate}
		h.SetMode(mode)
		w, err := z.CreateHeader(h)
		if err == nil {
			_, err = w.Write(content)
		}
		return err
	}
	folder := func(dir, under string, mode fs.FileMode) error {
		files := os.DirFS(dir)
		return fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			content, err := fs.ReadFile(files, name)
			if err != nil {
				return err
			}
			return put(under+name, mode, content)
		})
	}
	if err := put("README.txt", 0o644, readme); err != nil {
		return err
	}
	if err := folder(servers, "", 0o755); err != nil {
		return err
	}
	if err := folder(site, "dist/", 0o644); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	return f.Close()
}
