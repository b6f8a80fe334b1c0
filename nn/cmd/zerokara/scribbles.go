package main

import (
	"math"
	"math/rand/v2"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/evaluate/decision"
	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/mnist"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/train"
)

// sign is a letter or figure of straight strokes in the unit square. None looks
// like a digit, and none is among the scribbles that networks are trained on.
type sign struct {
	name    string
	strokes [][]ink.Point
}

var signs = []sign{
	{"G", [][]ink.Point{{{X: 0.85, Y: 0.1}, {X: 0.4, Y: 0}, {X: 0.05, Y: 0.35}, {X: 0.1, Y: 0.8}, {X: 0.5, Y: 1}, {X: 0.85, Y: 0.85}, {X: 0.88, Y: 0.55}, {X: 0.5, Y: 0.55}}, {{X: 0.88, Y: 0.55}, {X: 0.9, Y: 1}}}},
	{"Q", [][]ink.Point{circle(0.5, 0.5, 0.5), {{X: 0.6, Y: 0.65}, {X: 1.05, Y: 1.1}}}},
	{"f", [][]ink.Point{{{X: 0.75, Y: 0.1}, {X: 0.5, Y: 0}, {X: 0.35, Y: 0.2}, {X: 0.35, Y: 1}}, {{X: 0.05, Y: 0.45}, {X: 0.7, Y: 0.42}}}},
	{"t", [][]ink.Point{{{X: 0.4, Y: 0}, {X: 0.4, Y: 0.8}, {X: 0.55, Y: 1}, {X: 0.8, Y: 0.9}}, {{X: 0.1, Y: 0.35}, {X: 0.8, Y: 0.33}}}},
	{"d", [][]ink.Point{{{X: 0.6, Y: 0.55}, {X: 0.3, Y: 0.45}, {X: 0, Y: 0.7}, {X: 0.25, Y: 1}, {X: 0.6, Y: 0.85}}, {{X: 0.62, Y: 0}, {X: 0.65, Y: 1}}}},
	{"r", [][]ink.Point{{{X: 0, Y: 0.1}, {X: 0, Y: 1}}, {{X: 0.02, Y: 0.5}, {X: 0.3, Y: 0.15}, {X: 0.6, Y: 0.15}}}},
	{"u", [][]ink.Point{{{X: 0, Y: 0}, {X: 0.05, Y: 0.8}, {X: 0.35, Y: 1}, {X: 0.7, Y: 0.8}, {X: 0.75, Y: 0}, {X: 0.75, Y: 1}}}},
	{"an arrow", [][]ink.Point{{{X: 0, Y: 0.5}, {X: 1, Y: 0.5}}, {{X: 0.65, Y: 0.2}, {X: 1, Y: 0.5}, {X: 0.65, Y: 0.8}}}},
	{"a house", [][]ink.Point{{{X: 0, Y: 1}, {X: 0, Y: 0.45}, {X: 0.5, Y: 0}, {X: 1, Y: 0.45}, {X: 1, Y: 1}, {X: 0, Y: 1}}, {{X: 0, Y: 0.45}, {X: 1, Y: 0.45}}}},
	{"a smile", [][]ink.Point{{{X: 0.3, Y: 0.3}, {X: 0.3, Y: 0.4}}, {{X: 0.7, Y: 0.3}, {X: 0.7, Y: 0.4}}, {{X: 0.2, Y: 0.6}, {X: 0.5, Y: 0.8}, {X: 0.8, Y: 0.6}}, circle(0.5, 0.5, 0.5)}},
	{"two rings", [][]ink.Point{circle(0.3, 0.5, 0.3), circle(0.75, 0.5, 0.25)}},
	{"a zigzag", [][]ink.Point{{{X: 0, Y: 0}, {X: 0.15, Y: 1}, {X: 0.3, Y: 0}, {X: 0.45, Y: 1}, {X: 0.6, Y: 0}, {X: 0.75, Y: 1}, {X: 0.9, Y: 0}, {X: 1, Y: 1}}}},
}

func circle(x, y, r float64) (points []ink.Point) {
	for i := range 25 {
		sin, cos := math.Sincos(float64(i) * math.Pi / 12)
		points = append(points, ink.Point{X: x + r*cos, Y: y + r*sin})
	}
	return points
}

// unsteady returns the sign as drawn by hand: points moved by up to 0.06, the
// whole wider or narrower, and slanted.
func (s sign) unsteady(rng *rand.Rand) (strokes []ink.Stroke) {
	off := func(limit float64) float64 { return limit * (2*rng.Float64() - 1) }
	width, slant := 0.9+off(0.25), off(0.2)
	for _, points := range s.strokes {
		var stroke ink.Stroke
		for _, p := range points {
			stroke = append(stroke, ink.Point{X: width*p.X + slant*p.Y + off(0.06), Y: p.Y + off(0.06)})
		}
		strokes = append(strokes, stroke)
	}
	return ink.Fit(strokes)
}

// walk returns a scribble: a random walk of the direction, turned back at the
// edges.
func walk(rng *rand.Rand) []ink.Stroke {
	p := ink.Point{X: 0.5, Y: 0.5}
	angle, turn := 2*math.Pi*rng.Float64(), 0.0
	var stroke ink.Stroke
	for range 60 + rng.IntN(120) {
		stroke = append(stroke, p)
		turn = 0.8*turn + 0.35*rng.NormFloat64()
		angle += turn
		if d := math.Hypot(p.X-0.5, p.Y-0.5); d > 0.4 {
			angle = math.Atan2(0.5-p.Y, 0.5-p.X) + 0.5*rng.NormFloat64()
		}
		p.X += 0.04 * math.Cos(angle)
		p.Y += 0.04 * math.Sin(angle)
	}
	return []ink.Stroke{stroke}
}

// countDoubted classifies n signs and n scribbles and counts those that are not
// named as a digit.
func countDoubted(t *train.Trainer, n int, seed uint64) (bySign map[string]*tally, signsAll, scribbles tally) {
	rng := rand.New(rand.NewPCG(seed, 2))
	doubted := func(strokes []ink.Stroke) int {
		var pixels [mnist.Pixels]byte
		var x [mnist.Pixels]float32
		var p [recipe.Classes]float32
		ink.Render(pixels[:], strokes)
		data.Input(x[:], pixels[:])
		t.Predict(p[:], x[:])
		if decision.Of(p[:]).Doubt != decision.Sure {
			return 1
		}
		return 0
	}
	bySign = map[string]*tally{}
	for i := range n {
		s := signs[i%len(signs)]
		if bySign[s.name] == nil {
			bySign[s.name] = new(tally)
		}
		yes := doubted(s.unsteady(rng))
		bySign[s.name].of++
		bySign[s.name].n += yes
		signsAll.of++
		signsAll.n += yes
		scribbles.of++
		scribbles.n += doubted(walk(rng))
	}
	return bySign, signsAll, scribbles
}
