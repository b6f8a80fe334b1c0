package book

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"io"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/mnist"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgsvg"
)

// The plots' colours: ink on paper, and as on the page indigo for training, green
// for test, vermilion for predictions.
var (
	paper     = color.RGBA{0xfd, 0xfa, 0xf3, 0xff}
	ink       = color.RGBA{0x1d, 0x1a, 0x16, 0xff}
	grey      = color.RGBA{0x6b, 0x64, 0x5b, 0xff}
	rule      = color.RGBA{0xe6, 0xde, 0xcf, 0xff}
	vermilion = color.RGBA{0xbf, 0x34, 0x19, 0xff}
	indigo    = color.RGBA{0x27, 0x4a, 0x86, 0xff}
	green     = color.RGBA{0x3c, 0x6e, 0x46, 0xff}
)

// hues are the colours of several lines; dashes distinguish them for colour-blind
// readers.
var hues = []color.Color{
	indigo, vermilion, green, color.RGBA{0xa8, 0x70, 0x0c, 0xff},
	color.RGBA{0x7a, 0x3b, 0x69, 0xff}, color.RGBA{0x1e, 0x7f, 0x8c, 0xff}, ink,
}

var dashes = [][]vg.Length{nil, {vg.Points(6), vg.Points(2)}, {vg.Points(2), vg.Points(2)}, {vg.Points(8), vg.Points(2), vg.Points(2), vg.Points(2)}}

func init() { plot.DefaultFont = font.Font{Typeface: "Liberation", Variant: "Sans"} }

// newPlot returns an empty plot in the style of the page.
func newPlot(title, x, y string) *plot.Plot {
	p := plot.New()
	p.BackgroundColor = paper
	p.Title.Text, p.X.Label.Text, p.Y.Label.Text = title, x, y
	p.Title.TextStyle.Color = ink
	p.Title.TextStyle.Font.Size = vg.Points(13)
	p.Title.Padding = vg.Points(6)
	for _, a := range []*plot.Axis{&p.X, &p.Y} {
		a.Color, a.Label.TextStyle.Color, a.Tick.Color, a.Tick.Label.Color = grey, ink, grey, ink
		a.Label.TextStyle.Font.Size, a.Tick.Label.Font.Size = vg.Points(11), vg.Points(10)
		a.Padding = vg.Points(4)
	}
	p.Legend.Top = true
	p.Legend.Padding = vg.Points(3)
	p.Legend.TextStyle.Color = ink
	p.Legend.TextStyle.Font.Size = vg.Points(11)
	grid := plotter.NewGrid()
	grid.Horizontal.Color, grid.Vertical.Color = rule, rule
	p.Add(grid)
	return p
}

// line adds a line with the n-th dashes in a colour; with a name it has an entry in
// the legend.
func line(p *plot.Plot, name string, xy plotter.XYs, c color.Color, n int) error {
	l, err := plotter.NewLine(xy)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	l.Color, l.Width, l.Dashes = c, vg.Points(1.6), dashes[n%len(dashes)]
	p.Add(l)
	if name != "" {
		p.Legend.Add(name, l)
	}
	return nil
}

// points adds dots of a radius in points.
func points(p *plot.Plot, xy plotter.XYs, c color.Color, radius float64) error {
	s, err := plotter.NewScatter(xy)
	if err != nil {
		return err
	}
	s.GlyphStyle = draw.GlyphStyle{Color: c, Radius: vg.Points(radius), Shape: draw.CircleGlyph{}}
	p.Add(s)
	return nil
}

// function returns n points of a function from one x to another.
func function(f func(float64) float64, from, to float64, n int) plotter.XYs {
	xy := make(plotter.XYs, n)
	for i := range xy {
		x := from + (to-from)*float64(i)/float64(n-1)
		xy[i] = plotter.XY{X: x, Y: f(x)}
	}
	return xy
}

// save writes plots in rows and columns (a row may be short) as one picture of
// the given size in centimetres.
func (s *session) save(name string, width, height float64, rows ...[]*plot.Plot) error {
	w, h := vg.Length(width)*vg.Centimeter, vg.Length(height)*vg.Centimeter
	var canvas interface {
		vg.CanvasSizer
		io.WriterTo
	} = vgsvg.New(w, h)
	if s.Format == "png" {
		canvas = vgimg.PngCanvas{Canvas: vgimg.NewWith(vgimg.UseWH(w, h), vgimg.UseDPI(144))}
	}
	c := draw.New(canvas)
	c.SetColor(paper)
	c.Fill(c.Rectangle.Path())
	columns := 0
	for _, r := range rows {
		columns = max(columns, len(r))
	}
	tiles := draw.Tiles{
		Rows: len(rows), Cols: columns, PadX: vg.Points(8), PadY: vg.Points(8),
		PadTop: vg.Points(6), PadBottom: vg.Points(6), PadLeft: vg.Points(6), PadRight: vg.Points(10),
	}
	for y, r := range rows {
		for x, p := range r {
			if p != nil {
				p.Draw(tiles.At(c, x, y))
			}
		}
	}
	return s.write(name+"."+s.Format, func(w io.Writer) error {
		var b bytes.Buffer
		if _, err := canvas.WriteTo(&b); err != nil {
			return err
		}
		// Where the font is missing, one of the same widths.
		_, err := w.Write(bytes.ReplaceAll(b.Bytes(), []byte("font-family:Liberation Sans;"), []byte("font-family:Liberation Sans,Arial,Helvetica,sans-serif;")))
		return err
	})
}

// picture returns a plot that shows an image of width columns without axes;
// colour gives a value's.
func picture(title string, values []float64, width int, colour func(v float64) color.Color) *plot.Plot {
	const zoom = 6 // so that renderers that smooth do not blur
	height := len(values) / width
	img := image.NewRGBA(image.Rect(0, 0, width*zoom, height*zoom))
	for y := range height * zoom {
		for x := range width * zoom {
			img.Set(x, y, colour(values[y/zoom*width+x/zoom]))
		}
	}
	p := newPlot(title, "", "")
	p.Title.TextStyle.Font.Size = vg.Points(10)
	p.Title.Padding = vg.Points(2)
	p.HideAxes()
	p.Add(plotter.NewImage(img, 0, 0, float64(width), float64(height)))
	return p
}

// mix returns (1-t)*a + t*b, t limited to 0 to 1.
func mix(a, b color.RGBA, t float64) color.RGBA {
	t = min(max(t, 0), 1)
	at := func(a, b uint8) uint8 { return uint8(float64(a) + t*(float64(b)-float64(a)) + 0.5) }
	return color.RGBA{at(a.R, b.R), at(a.G, b.G), at(a.B, b.B), 0xff}
}

// inked colours 0 as paper and 1 as ink.
func inked(v float64) color.Color { return mix(rule, ink, v) }

// signed colours -1 indigo, 0 paper and 1 vermilion.
func signed(v float64) color.Color {
	if v < 0 {
		return mix(paper, indigo, -v)
	}
	return mix(paper, vermilion, v)
}

// digit returns the picture of an image of a set.
func digit(title string, s *data.Set, i int) *plot.Plot {
	values := make([]float64, mnist.Pixels)
	for j, v := range s.Bytes(i) {
		values[j] = float64(v) / 255
	}
	return picture(title, values, mnist.Side, inked)
}

// inRows divides plots into rows of n.
func inRows(plots []*plot.Plot, n int) [][]*plot.Plot {
	var rows [][]*plot.Plot
	for len(plots) > n {
		rows, plots = append(rows, plots[:n]), plots[n:]
	}
	return append(rows, plots)
}
