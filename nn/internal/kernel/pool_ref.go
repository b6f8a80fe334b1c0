package kernel

func maxPoolRef(s PoolShape, y, x []float32) {
	outH, outW := s.OutH(), s.OutW()
	for p := range s.Planes {
		x := x[p*s.H*s.W:][:s.H*s.W]
		for oy := range outH {
			top, bottom := s.window(oy, s.H)
			for ox := range outW {
				left, right := s.window(ox, s.W)
				m := x[top*s.W+left]
				for i := top; i < bottom; i++ {
					for _, v := range x[i*s.W+left : i*s.W+right] {
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
		x, dx := x[p*s.H*s.W:][:s.H*s.W], dx[p*s.H*s.W:][:s.H*s.W]
		for oy := range outH {
			top, bottom := s.window(oy, s.H)
			at := (p*outH + oy) * outW
			y, dy := y[at:at+outW], dy[at:at+outW]
			for ox, m := range y {
				left, right := s.window(ox, s.W)
			search:
				for i := top; i < bottom; i++ {
					for j := i*s.W + left; j < i*s.W+right; j++ {
						if x[j] == m {
							dx[j] += dy[ox]
							break search
						}
					}
				}
			}
		}
	}
}
