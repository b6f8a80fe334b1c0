package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"path"
	"regexp"
	"strings"
)

// pack gzips the page's programs, which site/boot.js inflates: each host sends the same
// bytes then, and says how many they are.
func (s *site) pack() error {
	for f, content := range s.files {
		if path.Ext(f) != ".wasm" || path.Dir(f) != "." {
			continue
		}
		var b bytes.Buffer
		z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
		if err != nil {
			return err
		}
		if _, err := z.Write(content); err != nil {
			return err
		}
		if err := z.Close(); err != nil {
			return err
		}
		delete(s.files, f)
		s.files[f+".gz"] = b.Bytes()
	}
	return nil
}

// sheets are style sheets that a page has one after another, for all media.
var (
	sheets = regexp.MustCompile(`(<link rel="stylesheet" href="styles/[\w-]+\.css">\n){2,}`)
	sheet  = regexp.MustCompile(`href="([^"]+)"`)
)

// joined is the style sheet that index.html has in place of several.
const joined = "styles/page.css"

// join makes one style sheet of those of index.html: a file costs a visitor a request, and
// the service worker a look into its cache. Those that other pages have stay, too.
func (s *site) join() error {
	const page = "index.html"
	index := string(s.files[page])
	links := sheets.FindString(index)
	if links == "" {
		return nil
	}
	var all []byte
	var names []string
	for _, m := range sheet.FindAllStringSubmatch(links, -1) {
		content, ok := s.files[m[1]]
		if !ok {
			return fmt.Errorf("%s has the style sheet %s, which is no file", page, m[1])
		}
		names, all = append(names, m[1]), append(append(all, content...), '\n')
	}
	s.files[page] = []byte(strings.Replace(index, links, `<link rel="stylesheet" href="`+joined+`">`+"\n", 1))
	s.files[joined] = all
	for _, name := range names {
		if !s.linked(name) {
			delete(s.files, name)
		}
	}
	return nil
}

// linked reports whether a page names a style sheet.
func (s *site) linked(name string) bool {
	for f, content := range s.files {
		if path.Ext(f) == ".html" && bytes.Contains(content, []byte(name+`"`)) {
			return true
		}
	}
	return false
}
