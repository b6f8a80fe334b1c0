// Command release makes the website out of the page's files as they are built: each but
// those that visitors come by gets a hash of its content into its name, so that no cache
// has an old one, and what refers to it says that name. The page and its programs get
// one build id, so that files of two releases know it of each other. The programs are packed,
// the style sheets joined. The service worker gets the list of all files, with their SHA-256.
package main

import (
	"flag"
	"log"
)

func main() {
	log.SetFlags(0)
	src, out := flag.String("src", ".build/site", "folder of the files"), flag.String("out", "dist", "folder to write to")
	flag.Parse()
	s, err := read(*src)
	if err == nil {
		err = s.make()
	}
	if err == nil {
		err = s.write(*out)
	}
	if err != nil {
		log.Fatal("release: ", err)
	}
}

// make makes the website of the files.
func (s *site) make() error {
	if err := s.join(); err != nil {
		return err
	}
	s.mark()
	s.stamp()
	if err := s.pack(); err != nil {
		return err
	}
	if err := s.name(); err != nil {
		return err
	}
	return s.list()
}
