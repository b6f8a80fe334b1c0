//go:build pictures

package e2e

import (
	"bytes"
	"image/png"
	"os"
	"path/filepath"
	"testing"
)

// TestReadmePictures takes the README's pictures, as small as PNG makes
// them, with make pictures.
func TestReadmePictures(t *testing.T) {
	for name, options := range map[string][]option{
		"desktop-en-light": {},
		"desktop-ja-dark":  {japanese, dark},
		"phone-ja-light":   {phone, japanese},
		"phone-en-dark":    {phone, dark},
	} {
		t.Run(name, func(t *testing.T) {
			p := open(t, options...)
			eval[bool](p, `(zerokara.draw(`+strokesOf(2)+`), true)`)
			p.train(briefly)
			p.run("scrollTo(0, 0)")
			p.shot(name)
			small(t, name)
			if name != "desktop-en-light" {
				return
			}
			eval[bool](p, `(zerokara.clear(), zerokara.draw(`+strokesOf(7)+`), zerokara.go("look/inside"), true)`)
			p.click(blockCanvas(0))
			p.run("scrollTo(0, 0)")
			p.shot("inside")
			small(t, "inside")
		})
	}
}

// small writes a screenshot again, without transparency and better compressed.
func small(t *testing.T, name string) {
	t.Helper()
	path := filepath.Join(*shots, name+".png")
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	picture, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, picture); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, out.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
}
