package ink

// FilmSide is the width and height in pixels of a Film's first two pictures,
// which are finer than the network's input.
const FilmSide = Side * subpixels / filmCell

const filmCell = 2 // samples along each side of a pixel of those two

// Film holds a drawing after each step of its preprocessing. Pictures are grey
// values, row-major, 0 background to 255 ink.
type Film struct {
	Pad   [FilmSide * FilmSide]byte // the drawing on the pad, as thick as the pen draws
	Frame [4]float64                // left, top, right and bottom of the crop, in pad units
	Crop  [FilmSide * FilmSide]byte // the crop, enlarged to the whole picture
	Box   [Pixels]byte              // the crop scaled, its box in the image's middle
	Mass  Point                     // the centre of mass of Box, in pixels from its upper left corner
	Moved [Pixels]byte              // Box with its centre of mass in the middle
	Image [Pixels]byte              // the network's input, equal to Render's image
}

// Film overwrites f with the drawing after each step and reports whether there
// is any ink; without ink every picture is 0. It allocates nothing.
func (p Preprocessing) Film(f *Film, strokes []Stroke) (ink bool) {
	*f = Film{}
	fr, ink := p.frame(strokes)
	if !ink {
		return false
	}
	f.Frame = [4]float64{fr.lo.X, fr.lo.Y, fr.hi.X, fr.hi.Y}

	pad := frame{hi: Point{1, 1}, box: Side, scale: Side, brush: fr.brush / fr.scale * Side}
	var r raster
	pad.draw(&r, strokes)
	r.average(f.Pad[:], FilmSide, filmCell)

	crop := fr
	larger := Side / float64(fr.box)
	crop.box, crop.scale, crop.brush = Side, fr.scale*larger, fr.brush*larger
	r = raster{}
	crop.draw(&r, strokes)
	r.average(f.Crop[:], FilmSide, filmCell)

	r = raster{}
	fr.draw(&r, strokes)
	var box [Pixels]byte
	r.average(box[:fr.box*fr.box], fr.box, subpixels)
	Preprocessing{}.place(f.Box[:], box[:fr.box*fr.box], fr.box)
	if m := measure(f.Box[:], Side); m.sum > 0 {
		f.Mass = Point{float64(m.sumX) / float64(2*m.sum), float64(m.sumY) / float64(2*m.sum)}
	}
	p.place(f.Moved[:], box[:fr.box*fr.box], fr.box)
	f.Image = f.Moved
	if !p.Grey {
		threshold(f.Image[:])
	}
	return true
}
