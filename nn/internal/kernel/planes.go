package kernel

import "runtime"

// Planes is a channel of a batch: a number of planes of Size values, the first
// values of neighbours Stride apart. Its methods take all planes in one call, which
// matters where planes are small.
type Planes struct{ Count, Size, Stride int }

// onWasm is whether there is assembly that amd64 has none of: there it would gain a
// step less than 5%.
const onWasm = runtime.GOARCH == "wasm"

func (p Planes) empty() bool { return p.Count == 0 || p.Size == 0 }

// of returns plane i.
func (p Planes) of(x []float32, i int) []float32 { return x[i*p.Stride:][:p.Size] }

func (p Planes) check(x, y []float32) {
	if least := (p.Count-1)*p.Stride + p.Size; p.Count < 0 || p.Size < 0 || p.Stride < p.Size ||
		p.Count > 0 && (len(x) < least || len(y) < least) {
		panic(planesShort)
	}
}

// rounds returns what the assembly takes of a plane: whole rounds, what remains, and
// the gap from its end to the next plane, in bytes.
func (p Planes) rounds() (rounds, rest, skip int) {
	return p.Size / round, p.Size % round, (p.Stride - p.Size) * 4
}

// Sum is
//
//	s := float64(0)
//	for each plane { s += Sum(x's plane) }
//	return s
func (p Planes) Sum(x []float32) float64 {
	p.check(x, x)
	if onWasm && !p.empty() {
		rounds, rest, skip := p.rounds()
		return sumPlanes(p.Count, rounds, rest, skip, &x[0])
	}
	return p.sumRef(x)
}

func (p Planes) sumRef(x []float32) (s float64) {
	for i := range p.Count {
		s += float64(Sum(p.of(x, i)))
	}
	return s
}

// addSums is the sum of s and of each plane's sum, in float32:
//
//	for each plane { s += Sum(x's plane) }
//	return s
func (p Planes) addSums(s float32, x []float32) float32 {
	p.check(x, x)
	if onWasm && !p.empty() {
		rounds, rest, skip := p.rounds()
		return addSumsPlanes(p.Count, rounds, rest, skip, &x[0], s)
	}
	return p.addSumsRef(s, x)
}

func (p Planes) addSumsRef(s float32, x []float32) float32 {
	for i := range p.Count {
		s += Sum(p.of(x, i))
	}
	return s
}

// SumSquaredDeviation is
//
//	s := float64(0)
//	for each plane { s += SumSquaredDeviation(x's plane, mean) }
//	return s
func (p Planes) SumSquaredDeviation(x []float32, mean float32) float64 {
	p.check(x, x)
	if onWasm && !p.empty() {
		rounds, rest, skip := p.rounds()
		return sumSquaredDeviationPlanes(p.Count, rounds, rest, skip, &x[0], mean)
	}
	return p.sumSquaredDeviationRef(x, mean)
}

func (p Planes) sumSquaredDeviationRef(x []float32, mean float32) (s float64) {
	for i := range p.Count {
		s += float64(SumSquaredDeviation(p.of(x, i), mean))
	}
	return s
}

// SumDeviation is
//
//	s, t := float64(0), float64(0)
//	for each plane { s += Sum(y's plane); t += SumDeviation(y's plane, x's plane, mean) }
//	return s, t
func (p Planes) SumDeviation(y, x []float32, mean float32) (sum, deviation float64) {
	p.check(y, x)
	if onWasm && !p.empty() {
		rounds, rest, skip := p.rounds()
		return sumDeviationPlanes(p.Count, rounds, rest, skip, &y[0], &x[0], mean)
	}
	return p.sumDeviationRef(y, x, mean)
}

func (p Planes) sumDeviationRef(y, x []float32, mean float32) (sum, deviation float64) {
	for i := range p.Count {
		sum += float64(Sum(p.of(y, i)))
		deviation += float64(SumDeviation(p.of(y, i), p.of(x, i), mean))
	}
	return sum, deviation
}

// fours returns what the element-wise assembly takes of a plane: whole rounds,
// vectors of four after them, by how much the last goes back to end with the plane,
// and the gap from there to the next plane, in bytes.
func (p Planes) fours() (rounds, fours, back, skip int) {
	rounds, rest, skip := p.rounds()
	fours = (rest + 3) / 4
	return rounds, fours, (fours*4 - rest) * 4, skip
}

// Affine is
//
//	for each plane { Affine(y's plane, x's plane, scale, shift) }
func (p Planes) Affine(y, x []float32, scale, shift float32) {
	p.check(y, x)
	if onWasm && p.Count > 0 && p.Size >= 4 {
		rounds, fours, back, skip := p.fours()
		affinePlanes(p.Count, rounds, fours, back, skip, &y[0], &x[0], scale, shift)
		return
	}
	p.affineRef(y, x, scale, shift)
}

func (p Planes) affineRef(y, x []float32, scale, shift float32) {
	for i := range p.Count {
		Affine(p.of(y, i), p.of(x, i), scale, shift)
	}
}

// AffineReLU has one scale and one shift, or one for each plane:
//
//	for plane i { Affine(y's plane, x's plane, scale[i], shift[i]); ReLU(z's plane, y's plane) }
func (p Planes) AffineReLU(z, y, x, scale, shift []float32) {
	p.check(y, x)
	p.check(y, z)
	if len(scale) != len(shift) || len(scale) != 1 && len(scale) != p.Count {
		panic(lengthMismatch)
	}
	if onWasm && p.Count > 0 && p.Size >= 4 {
		rounds, fours, back, skip := p.fours()
		step := min(len(scale)-1, 1) * 4
		affineReLUPlanes(p.Count, rounds, fours, back, skip, &z[0], &y[0], &x[0], &scale[0], &shift[0], step, 0)
		return
	}
	p.affineReLURef(z, y, x, scale, shift)
}

func (p Planes) affineReLURef(z, y, x, scale, shift []float32) {
	for i := range p.Count {
		f := min(i, len(scale)-1)
		Affine(p.of(y, i), p.of(x, i), scale[f], shift[f])
		ReLU(p.of(z, i), p.of(y, i))
	}
}

// Affine2 is
//
//	for each plane { Affine2(z's plane, x's plane, y's plane, a, b, c) }
func (p Planes) Affine2(z, x, y []float32, a, b, c float32) {
	p.check(z, x)
	p.check(z, y)
	if onWasm && p.Count > 0 && p.Size >= 4 {
		rounds, fours, back, skip := p.fours()
		affine2Planes(p.Count, rounds, fours, back, skip, &z[0], &x[0], &y[0], a, b, c)
		return
	}
	p.affine2Ref(z, x, y, a, b, c)
}

func (p Planes) affine2Ref(z, x, y []float32, a, b, c float32) {
	for i := range p.Count {
		Affine2(p.of(z, i), p.of(x, i), p.of(y, i), a, b, c)
	}
}
