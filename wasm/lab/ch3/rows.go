package ch3

// Rows are the visitor's drawing and other images in one batch, and their way through
// a network. The drawing is row 0.
type Rows struct {
	net    *Net
	act    Activation
	own    []byte
	others [][]byte
	passes []*Pass
}

// Show takes the network and the drawing as they are now. What has not changed is not
// computed again.
func (r *Rows) Show(net *Net, act Activation, own []byte) {
	if net != r.net || act != r.act {
		r.net, r.act, r.passes = net, act, nil
	}
	if string(own) != string(r.own) {
		r.own = append(r.own[:0], own...)
		if len(r.passes) > 0 {
			r.passes[0] = nil
		}
	}
}

// SetOthers takes the images of the rows below the drawing.
func (r *Rows) SetOthers(images [][]byte) { r.others, r.passes = images, nil }

// Max returns how many rows there are at most.
func (r *Rows) Max() int { return 1 + len(r.others) }

// Image returns the grey values of a row.
func (r *Rows) Image(i int) []byte {
	if i == 0 {
		return r.own
	}
	return r.others[i-1]
}

// Pass returns the way of a row.
func (r *Rows) Pass(i int) *Pass {
	for len(r.passes) <= i {
		r.passes = append(r.passes, nil)
	}
	if r.passes[i] == nil {
		r.passes[i] = r.net.Forward(Scaled(r.Image(i), 1), r.act, OneByOne)
	}
	return r.passes[i]
}

// Ahead computes a few of the first n rows that have not been, so that they are there
// when they are asked for, and reports whether there are more.
func (r *Rows) Ahead(n int) (more bool) {
	const few = 4
	done := 0
	for i := range min(n, r.Max()) {
		if i < len(r.passes) && r.passes[i] != nil {
			continue
		}
		if done == few {
			return true
		}
		r.Pass(i)
		done++
	}
	return false
}
