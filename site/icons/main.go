// Command icons draws the page's icons as a system wants them, from site/favicon.svg: PNG
// in fixed sizes, and one on paper out of which any shape may be cut.
package main

import (
	"bytes"
	"flag"
	"image"
	"image/color"
	"image/png"
	"log"
	"os"
	"path/filepath"
)

// paper is the page's (site/styles/base.css).
var paper = color.NRGBA{0xf6, 0xf1, 0xe6, 0xff}

// icon is a picture to draw.
type icon struct {
	name string
	size int     // pixels
	mark float64 // width of the drawing, as a fraction of the icon's
	back color.NRGBA
}

// icons are those of site/manifest.webmanifest. Of a maskable one a circle of four fifths
// is sure to be seen.
var icons = []icon{
	{"icon-192.png", 192, 1, color.NRGBA{}},
	{"icon-512.png", 512, 1, color.NRGBA{}},
	{"maskable-512.png", 512, 0.8, paper},
}

func main() {
	log.SetFlags(0)
	src, out := flag.String("src", "site/favicon.svg", "the drawing"), flag.String("out", "dist/icons", "folder to write to")
	flag.Parse()
	svg, err := os.ReadFile(*src)
	if err != nil {
		log.Fatal("icons: ", err)
	}
	d, err := parse(string(svg))
	if err != nil {
		log.Fatalf("icons: %s: %v", *src, err)
	}
	for _, i := range icons {
		if err := write(filepath.Join(*out, i.name), i.draw(d)); err != nil {
			log.Fatal("icons: ", err)
		}
	}
}

// write writes a PNG.
func write(name string, m image.Image) error {
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		return err
	}
	return os.WriteFile(name, b.Bytes(), 0o644)
}
