//go:build !wasm && !amd64

package kernel

type convScratch struct{ im2col im2col }

func newConvScratch(s ConvShape) convScratch { return convScratch{newIm2col(s)} }

func (k *Conv) forward(y, x, w, bias []float32, n int) {
	k.scratch.im2col.forward(k.ConvShape, y, x, w, bias, n)
}

func (k *Conv) backwardWeight(dw, dy, x []float32, n int) {
	k.scratch.im2col.backwardWeight(k.ConvShape, dw, dy, x, n)
}

func (k *Conv) backwardInput(dx, dy, w []float32, n int) {
	k.scratch.im2col.backwardInput(k.ConvShape, dx, dy, w, n)
}
