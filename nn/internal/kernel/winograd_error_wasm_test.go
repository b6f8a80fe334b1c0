package kernel

import (
	"math"
	"math/rand/v2"
	"testing"
)

// matrix is a small matrix by rows.
type matrix [][]float64

var (
	winogradB = matrix{{1, 0, -1, 0}, {0, 1, 1, 0}, {0, -1, 1, 0}, {0, 1, 0, -1}} // B^T
	winogradG = matrix{{1, 0, 0}, {.5, .5, .5}, {.5, -.5, .5}, {0, 0, 1}}         // G
	winogradA = matrix{{1, 1, 1, 0}, {0, 1, -1, -1}}                              // A^T
)

// both returns |m| x |m|^T.
func (m matrix) both(x matrix) matrix { return m.times(m.times(x).transposed()).transposed() }

// times returns |m| x.
func (m matrix) times(x matrix) matrix {
	y := make(matrix, len(m))
	for i, row := range m {
		y[i] = make([]float64, len(x[0]))
		for j := range y[i] {
			for k, v := range row {
				y[i][j] += math.Abs(v) * x[k][j]
			}
		}
	}
	return y
}

func (m matrix) transposed() matrix {
	t := make(matrix, len(m[0]))
	for j := range t {
		for i := range m {
			t[j] = append(t[j], m[i][j])
		}
	}
	return t
}

// plus adds the products of x and y, element by element, to m.
func (m matrix) plus(x, y matrix) {
	for i := range m {
		for j := range m[i] {
			m[i][j] += x[i][j] * y[i][j]
		}
	}
}

func square(side int, at func(i, j int) float32) matrix {
	m := make(matrix, side)
	for i := range m {
		m[i] = make([]float64, side)
		for j := range m[i] {
			m[i][j] = math.Abs(float64(at(i, j)))
		}
	}
	return m
}

// TestWinogradError compares with sums in double precision. A value that is the sum of
// products of sums has, with r roundings from an argument to it, an error of at most
//
//	((1+u)^r - 1) |A^T| [(|G| |g| |G^T|) * (|B^T| |d| |B|)] |A|,    u = 2^-24
//
// summed over the channels (Higham 2002, section 3.1). B^T makes one rounding in each
// dimension, G and A^T two (a half is exact), the product one, the sum over n terms n.
func TestWinogradError(t *testing.T) {
	const n, unit = 3, 1. / (1 << 24)
	s := ConvShape{C: 24, H: 6, W: 6, Filters: 8, Kernel: 3, Stride: 1, Pad: 1}
	r := rand.New(rand.NewPCG(1, 2))
	x, w, dy := normals(r, n*s.imageSize()).x, normals(r, s.weightSize()).x, normals(r, n*s.outputSize()).x
	k := newWinograd(s)
	y, dw := make([]float32, len(dy)), make([]float32, len(w))
	k.forward(y, x, w, make([]float32, s.Filters), n)
	k.backwardWeight(dw, dy, x, n)

	exactY, exactW := make([]float64, len(y)), make([]float64, len(dw))
	for i := range n {
		y, dy, x := exactY[i*s.outputSize():], dy[i*s.outputSize():], x[i*s.imageSize():]
		s.products(func(out, weight, pixel int) {
			y[out] += float64(w[weight]) * float64(x[pixel])
			exactW[weight] += float64(dy[out]) * float64(x[pixel])
		})
	}

	pixel := func(i, c, row, col int) float32 {
		if row--; row < 0 || row >= s.H {
			return 0
		}
		if col--; col < 0 || col >= s.W {
			return 0
		}
		return x[((i*s.C+c)*s.H+row)*s.W+col]
	}
	output := func(i, f, row, col int) int { return ((i*s.Filters+f)*s.OutH()+row)*s.OutW() + col }
	worst := 0.0 // of the bounds, how much is used
	within := func(what string, got float32, want, size float64, roundings int) {
		bound := math.Expm1(float64(roundings)*math.Log1p(unit)) * size
		used := math.Abs(float64(got)-want) / bound
		if !(used <= 1) {
			t.Errorf("%s is %g instead of %g, with a bound of %g", what, got, want, bound)
		}
		worst = max(worst, used)
	}
	tile := func(i, c, row, col int) matrix {
		return winogradB.both(square(4, func(a, b int) float32 { return pixel(i, c, row+a, col+b) }))
	}
	for f := range s.Filters {
		for i := range n {
			for row := 0; row < s.OutH(); row += 2 {
				for col := 0; col < s.OutW(); col += 2 {
					sum := square(4, func(int, int) float32 { return 0 })
					for c := range s.C {
						g := square(3, func(a, b int) float32 { return w[((f*s.C+c)*3+a)*3+b] })
						sum.plus(winogradG.both(g), tile(i, c, row, col))
					}
					size := winogradA.both(sum)
					for a := range 2 {
						for b := range 2 {
							at := output(i, f, row+a, col+b)
							within("an output", y[at], exactY[at], size[a][b], 2+4+1+s.C+4+1)
						}
					}
				}
			}
		}
		for c := range s.C {
			sum := square(4, func(int, int) float32 { return 0 })
			for i := range n {
				for row := 0; row < s.OutH(); row += 2 {
					for col := 0; col < s.OutW(); col += 2 {
						d := square(2, func(a, b int) float32 { return dy[output(i, f, row+a, col+b)] })
						sum.plus(winogradA.transposed().both(d), tile(i, c, row, col))
					}
				}
			}
			size := winogradG.transposed().both(sum)
			for tap := range 9 {
				at := (f*s.C+c)*9 + tap
				within("a weight's gradient", dw[at], exactW[at], size[tap/3][tap%3], 2+2+1+n*9+4+1)
			}
		}
	}
	if worst == 0 {
		t.Error("no error at all")
	}
}
