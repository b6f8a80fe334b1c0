package ink

import (
	"bytes"
	"testing"

	"github.com/zerokara/zerokara/nn/internal/nntest"
)

// small is a 7 in the pad's upper left corner.
var small = []Stroke{{{0.1, 0.1}, {0.25, 0.1}, {0.15, 0.32}}}

// preprocessed returns the image of strokes after some of the steps.
func preprocessed(p Preprocessing, strokes []Stroke) picture {
	pixels := bytes.Repeat([]byte{99}, Pixels)
	ink := p.Render(pixels, strokes)
	image := nntest.NewPicture(pixels)
	image.Ink = ink
	return image
}

// without returns all steps but those that off turns off.
func without(off func(*Preprocessing)) Preprocessing {
	p := MNIST()
	off(&p)
	return p
}

func TestEveryStepChangesTheImage(t *testing.T) {
	all := preprocessed(MNIST(), small)
	if !bytes.Equal(all.Pixels, render(small...).Pixels) {
		t.Error("all steps give another image than Render")
	}
	crop := preprocessed(without(func(p *Preprocessing) { p.Crop = false }), small)
	if crop.Y1-crop.Y0 > 8 || crop.Y1-crop.Y0 < 4 {
		t.Errorf("not cropped, a drawing of 0.22 of the pad is %d pixels high", crop.Y1-crop.Y0)
	}
	wantCentred(t, crop) // however far in the corner
	fit := preprocessed(without(func(p *Preprocessing) { p.Fit = false }), small)
	if fit.Y0 != 0 || fit.Y1 != Side {
		t.Errorf("not fitted into 20 pixels, it covers rows %d to %d", fit.Y0, fit.Y1)
	}
	centre := preprocessed(without(func(p *Preprocessing) { p.Centre = false }), small)
	if centre.Y0 != 4 || centre.Y1 != 24 {
		t.Errorf("not centred by mass, it covers rows %d to %d, want the middle 20", centre.Y0, centre.Y1)
	}
	if centre.CY > all.CY-0.5 {
		t.Errorf("the 7's centre of mass is at %.1f with and %.1f without centring", all.CY, centre.CY)
	}
	grey := preprocessed(without(func(p *Preprocessing) { p.Grey = false }), small)
	for i, v := range grey.Pixels {
		if want := all.Pixels[i] >= 128; (v == 255) != want || v != 0 && v != 255 {
			t.Fatalf("pixel %d is %d in black and white, %d in grey", i, v, all.Pixels[i])
		}
	}
	if pen := preprocessed(without(func(p *Preprocessing) { p.Pen = false }), small); pen.Mass < 1.5*all.Mass {
		t.Errorf("a small drawing has an ink of %.0f with the pad's pen, of %.0f with MNIST's", pen.Mass, all.Mass)
	}
}

func TestWithoutStepsThePadIsTheImage(t *testing.T) {
	p := preprocessed(Preprocessing{}, []Stroke{{{0.25, 0.5}, {0.25, 0.9}}})
	if p.X0 < 5 || p.X1 > 9 || p.Y0 < 12 || p.Y1 < 25 || p.Y1 > 28 {
		t.Errorf("columns %d to %d, rows %d to %d", p.X0, p.X1, p.Y0, p.Y1)
	}
}

func combinations(f func(Preprocessing)) {
	for n := range 32 {
		f(Preprocessing{Pen: n&1 != 0, Crop: n&2 != 0, Fit: n&4 != 0, Centre: n&8 != 0, Grey: n&16 != 0})
	}
}

// No combination of steps loses ink at the image's edge.
func TestPreprocessingLosesNoInk(t *testing.T) {
	var f Film
	for _, strokes := range [][]Stroke{small, {{{0, 0}, {1, 1}}}, {{{1, 0}, {1, 1}}}, {{{0.97, 0.99}}}, {zero, seven}} {
		combinations(func(p Preprocessing) {
			image := preprocessed(p, strokes)
			if ink := p.Film(&f, strokes); !ink || !bytes.Equal(f.Image[:], image.Pixels) {
				t.Errorf("%+v: the film's last picture is not Render's image", p)
			}
			sum := func(b []byte) (n int) {
				for _, v := range b {
					n += int(v)
				}
				return n
			}
			if sum(f.Moved[:]) != sum(f.Box[:]) {
				t.Errorf("%+v: moving changed the ink from %d to %d", p, sum(f.Box[:]), sum(f.Moved[:]))
			}
		})
	}
}

func TestFilm(t *testing.T) {
	var f Film
	if !MNIST().Film(&f, small) {
		t.Fatal("no ink")
	}
	if f.Frame != [4]float64{0.1, 0.1, 0.25, 0.32} {
		t.Errorf("frame %v", f.Frame)
	}
	at := func(picture []byte, x, y float64) byte {
		return picture[int(y*FilmSide)*FilmSide+int(x*FilmSide)]
	}
	if at(f.Pad[:], 0.15, 0.1) != 255 || at(f.Pad[:], 0.5, 0.5) != 0 {
		t.Error("the drawing on the pad is not where it was drawn")
	}
	if at(f.Crop[:], 0.5, 0.06) != 255 || at(f.Crop[:], 0.02, 0.5) != 0 {
		t.Error("the cropped drawing does not fill its picture")
	}
	if f.Mass.X < 10 || f.Mass.X > 18 || f.Mass.Y < 8 || f.Mass.Y > 14 {
		t.Errorf("centre of mass %v", f.Mass)
	}
	if MNIST().Film(&f, nil) || f != (Film{}) {
		t.Error("an empty pad has a film")
	}
}

func TestPreprocessingAllocatesNothing(t *testing.T) {
	dst := make([]byte, Pixels)
	var f Film
	p := without(func(p *Preprocessing) { p.Centre = false })
	if n := testing.AllocsPerRun(10, func() { p.Render(dst, small); p.Film(&f, small) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
