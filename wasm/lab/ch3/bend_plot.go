//go:build js

package ch3

import "github.com/zerokara/zerokara/wasm/lab"

// bendPlot is an activation's curve with the units' values on it as dots.
type bendPlot struct {
	plot        *lab.Plot
	curve, dots *lab.Line
	x, y        []float64
}

func newBendPlot() *bendPlot {
	p := lab.NewPlot("bend")
	return &bendPlot{plot: p, curve: p.Line(""), dots: p.Dots("network")}
}

// show shows the curve and the sums' places on it.
func (p *bendPlot) show(a Activation, sums []float32, across, up string) {
	reach := Reach(sums)
	x := lab.Axis{From: -reach, To: reach, Label: across}
	y := lab.Axis{From: -1.25, To: 1.25, Ticks: 6, Label: up}
	switch a {
	case Sigmoid, Step:
		y.From = -0.25
	case ReLU:
		y.From, y.To = -reach/4, reach
	case Identity:
		y.From, y.To = -reach, reach
	}
	p.plot.Axes(x, y)
	const points = 160
	p.x, p.y = p.x[:0], p.y[:0]
	for i := range points + 1 {
		z := reach * (2*float64(i)/points - 1)
		if a == Step && i == points/2+1 { // straight up
			p.x, p.y = append(p.x, 0), append(p.y, 1)
		}
		p.x, p.y = append(p.x, z), append(p.y, float64(a.Of(float32(z))))
	}
	p.curve.Show(p.x, p.y)
	p.x, p.y = p.x[:0], p.y[:0]
	for _, z := range sums {
		p.x, p.y = append(p.x, float64(z)), append(p.y, float64(a.Of(z)))
	}
	p.dots.Show(p.x, p.y)
}
