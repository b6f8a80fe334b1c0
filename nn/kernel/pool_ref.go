package kernel

func maxPoolRef(s PoolShape, y, x []float32) {
	outH, outW := s.OutH(), s.OutW()
	for p := range s.Planes {
		for oy := range outH {
			for ox := range outW {
				first := (p*s.H+oy*s.Stride)*s.W + ox*s.Stride
				m := x[first]
				for ky := range s.Window {
					for _, v := range x[first+ky*s.W:][:s.Window] {
						m = max(m, v)
					}
				}
				y[(p*outH+oy)*outW+ox] = m
			}
		}
	}
}

func maxPoolBackwardRef(s PoolShape, dx, dy, x, y []float32) {
	outH, outW := s.OutH(), s.OutW()
	clear(dx[:s.Planes*s.H*s.W])
	for p := range s.Planes {
		for oy := range outH {
			for ox := range outW {
				out := (p*outH+oy)*outW + ox
				first := (p*s.H+oy*s.Stride)*s.W + ox*s.Stride
				if at := s.firstMax(x, first, y[out]); at >= 0 {
					dx[at] += dy[out]
				}
			}
		}
	}
}

// firstMax returns the index of the first value equal to m in the window that
// starts at x[first], or -1.
func (s PoolShape) firstMax(x []float32, first int, m float32) int {
	for ky := range s.Window {
		for kx := range s.Window {
			if at := first + ky*s.W + kx; x[at] == m {
				return at
			}
		}
	}
	return -1
}
