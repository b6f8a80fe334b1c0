package state

import "strconv"

// resized returns a buffer for n pixels, b if that has the size.
func resized(b []byte, n int) []byte {
	if len(b) != 4*n {
		return make([]byte, 4*n)
	}
	return b
}

// MapPicture returns the map of the close-up in RGBA, in b if that has the size; nil
// without one.
func (in *Inside) MapPicture(b []byte, p *Paper) (rgba []byte, w, h int) {
	f := &in.Focus
	if !f.On {
		return nil, 0, 0
	}
	l, v := &in.Layers[f.Layer], &in.Values[f.Layer]
	size := l.H * l.W
	if size == 1 || v.Maps == nil {
		return nil, 0, 0
	}
	b = resized(b, size)
	Paint(b, v.Maps[f.Unit*size:][:size], v.Colors(&p.Scales))
	return b, l.W, l.H
}

// WeightPicture returns the weights of the close-up likewise.
func (in *Inside) WeightPicture(b []byte, p *Paper) (rgba []byte, w, h int) {
	f := &in.Focus
	if !f.On || len(f.Weight) == 0 {
		return nil, 0, 0
	}
	slices, height, width := in.Layers[f.Layer].Filter()
	if slices*height*width != len(f.Weight) {
		return nil, 0, 0
	}
	m := NewMontage(slices, height, width)
	b = resized(b, m.Width*m.Height)
	clear(b)
	quantised := make([]byte, len(f.Weight))
	Quantise(quantised, f.Weight)
	m.Paint(b, quantised, &p.Diverging)
	return b, m.Width, m.Height
}

// PatchPicture returns an area of a drawing of 28x28 bytes likewise; nil for none, or
// for all of it.
func (a Area) PatchPicture(b, grey []byte, p *Paper) []byte {
	if a.Rows <= 0 || a.Columns <= 0 || a.Rows >= inputSide && a.Columns >= inputSide {
		return nil
	}
	b = resized(b, a.Rows*a.Columns)
	for r := range a.Rows {
		p.PaintGrey(b[4*r*a.Columns:], grey[(a.Row+r)*inputSide+a.Column:][:a.Columns], nil)
	}
	return b
}

const inputSide = 28

// Outline returns left, top, width and height of an area of a picture of rows and
// columns, as CSS has them, where a square shows the picture as large as fits.
func (a Area) Outline(rows, columns int) [4]string {
	side := float64(max(rows, columns, 1))
	percent := func(v float64) string { return strconv.FormatFloat(100*v/side, 'f', 2, 64) + "%" }
	return [4]string{
		percent((side-float64(columns))/2 + float64(a.Column)), percent((side-float64(rows))/2 + float64(a.Row)),
		percent(float64(a.Columns)), percent(float64(a.Rows)),
	}
}
