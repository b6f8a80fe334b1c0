package book

import (
	"io"

	"github.com/zerokara/zerokara/nn/book/graph"
)

// apples runs the book's two calculations forward and backward and draws them as
// SVG and for Graphviz.
func apples(s *session) error {
	for _, c := range []struct {
		name string
		make func() (*graph.Graph, *graph.Node)
	}{{"apples", graph.Apples}, {"apples-oranges", graph.ApplesAndOranges}} {
		g, total := c.make()
		g.Backward(total)
		s.printf("%s: %s yen\n%s", c.name, six(total.Value), g.Text())
		for _, drawing := range []struct{ ext, text string }{{".svg", g.SVG()}, {".dot", g.DOT()}} {
			if err := s.write(c.name+drawing.ext, func(w io.Writer) error {
				_, err := io.WriteString(w, drawing.text)
				return err
			}); err != nil {
				return err
			}
		}
	}
	return nil
}
