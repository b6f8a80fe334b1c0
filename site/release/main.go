// Command release makes the website out of the page's files as they are built: each but
// those that visitors come by gets a hash of its content into its name, so that no cache
// has an old one, and what refers to it says that name. The page and its programs get
// one build id, so that files of two releases know it of each other. The service worker
// gets the list of all files, with their SHA-256.
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
		s.mark()
		s.stamp()
		err = s.name()
	}
	if err == nil {
		err = s.list()
	}
	if err == nil {
		err = s.write(*out)
	}
	if err != nil {
		log.Fatal("release: ", err)
	}
}
