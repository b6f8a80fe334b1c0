// Command i18n joins the strings of each language, which stand in a folder of files by
// topic, into the one file that the page loads.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"maps"
	"os"
	"path/filepath"
	"slices"
)

func main() {
	log.SetFlags(0)
	src, out := flag.String("src", "site/i18n", "folder of the languages' folders"), flag.String("out", "dist/i18n", "folder to write to")
	flag.Parse()
	folders, err := filepath.Glob(filepath.Join(*src, "*", "page.json"))
	if err == nil && len(folders) == 0 {
		err = fmt.Errorf("%s has no language: a folder with a page.json", *src)
	}
	if err != nil {
		log.Fatal("i18n: ", err)
	}
	for _, page := range folders {
		dir := filepath.Dir(page)
		joined, err := join(dir)
		if err == nil {
			err = write(filepath.Join(*out, filepath.Base(dir)+".json"), joined)
		}
		if err != nil {
			log.Fatal("i18n: ", err)
		}
	}
}

// join returns the strings of all files of a folder as one JSON object, in the order of
// their keys. No two files have the same key.
func join(dir string) ([]byte, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil {
		return nil, err
	}
	all, from := map[string]string{}, map[string]string{}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			return nil, err
		}
		part := map[string]string{}
		if err := json.Unmarshal(b, &part); err != nil {
			return nil, fmt.Errorf("%s: %w", f, err)
		}
		for _, key := range slices.Sorted(maps.Keys(part)) {
			if other, ok := from[key]; ok {
				return nil, fmt.Errorf("%s has %q, which %s has, too", f, key, other)
			}
			all[key], from[key] = part[key], f
		}
	}
	return json.Marshal(all)
}

// write writes a file, unless it has that content already.
func write(name string, content []byte) error {
	if old, err := os.ReadFile(name); err == nil && string(old) == string(content) {
		return nil
	}
	return os.WriteFile(name, content, 0o644)
}
