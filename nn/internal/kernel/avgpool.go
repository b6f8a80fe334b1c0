package kernel

// AvgPool overwrites y with the means of the windows. Padding counts as zeros. It
// and its gradient are the reference loop on every platform.
//
//	for each plane, output row oy, output column ox:
//		s := 0
//		for ky, kx in 0..Window:
//			s += x[oy*Stride+ky-Pad, ox*Stride+kx-Pad]
//		y[oy,ox] = s / (Window*Window)
func AvgPool(s PoolShape, y, x []float32) {
	s.check(x, y)
	outH, outW := s.OutH(), s.OutW()
	weight := 1 / float32(s.Window*s.Window)
	for p := range s.Planes {
		x := x[p*s.H*s.W:][:s.H*s.W]
		for oy := range outH {
			top, bottom := s.window(oy, s.H)
			row := y[(p*outH+oy)*outW:][:outW]
			for ox := range row {
				left, right := s.window(ox, s.W)
				var sum float32
				for i := top; i < bottom; i++ {
					for _, v := range x[i*s.W+left : i*s.W+right] {
						sum += v
					}
				}
				row[ox] = sum * weight
			}
		}
	}
}

// AvgPoolBackward overwrites dx: each window's gradient is divided equally among
// its pixels, and overlapping windows add up.
//
//	dx = 0
//	for each plane, output row oy, output column ox:
//		for ky, kx in 0..Window:
//			dx[oy*Stride+ky-Pad, ox*Stride+kx-Pad] += dy[oy,ox] / (Window*Window)
func AvgPoolBackward(s PoolShape, dx, dy []float32) {
	s.check(dx, dy)
	outH, outW := s.OutH(), s.OutW()
	weight := 1 / float32(s.Window*s.Window)
	clear(dx[:s.Planes*s.H*s.W])
	for p := range s.Planes {
		dx := dx[p*s.H*s.W:][:s.H*s.W]
		for oy := range outH {
			top, bottom := s.window(oy, s.H)
			for ox, g := range dy[(p*outH+oy)*outW:][:outW] {
				left, right := s.window(ox, s.W)
				for i := top; i < bottom; i++ {
					row := dx[i*s.W+left : i*s.W+right]
					for j := range row {
						row[j] += g * weight
					}
				}
			}
		}
	}
}
