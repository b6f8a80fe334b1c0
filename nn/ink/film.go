package ink

// FilmSide is the width and height in pixels of a Film's first two pictures,
// which are finer than the network's.
const FilmSide = Side * subpixels / filmCell

const filmCell = 2 // samples along each side of such a pixel

// Film is what becomes of a drawing step by step. Pictures are grey values,
// row-major, 0 background to 255 ink.
type Film struct {
	Pad   [FilmSide * FilmSide]byte // the drawing on the pad, with the pen's thickness
	Frame [4]float64                // left, top, right and bottom of the part taken, in pad units
	Crop  [FilmSide * FilmSide]byte // that part as large as can be
	Box   [Pixels]byte              // scaled, in the image's middle
	Mass  Point                     // the centre of mass of Box, in pixels from its corner
	Moved [Pixels]byte              // moved by centre of mass
	Image [Pixels]byte              // what the network sees
}

// Film fills f with what the steps make of a drawing and reports whether there
// is any ink; without, every picture is empty. f.Image is what Render makes.
func (s Steps) Film(f *Film, strokes []Stroke) (ink bool) {
	*f = Film{}
	fr, ink := s.frame(strokes)
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
	Steps{}.place(f.Box[:], box[:fr.box*fr.box], fr.box)
	if m := measure(f.Box[:], Side); m.sum > 0 {
		f.Mass = Point{float64(m.sumX) / float64(2*m.sum), float64(m.sumY) / float64(2*m.sum)}
	}
	s.place(f.Moved[:], box[:fr.box*fr.box], fr.box)
	f.Image = f.Moved
	if !s.Grey {
		blacken(f.Image[:])
	}
	return true
}
