package kernel

// grid is where rows of values lie: planes of rows, plane and row values apart.
type grid struct{ plane, row int }

// copyPlanes copies planes of rows of width values from one grid to another. Rows
// are often so short that a copy of each costs more in the call than in moving.
//
//	for p in 0..planes, r in 0..rows, i in 0..width:
//		dst[p*to.plane+r*to.row+i] = src[p*from.plane+r*from.row+i]
func copyPlanes(planes, rows, width int, dst []float32, to grid, src []float32, from grid) {
	if to.row == width && from.row == width { // whole planes
		rows, width = 1, rows*width
		if to.plane == width && from.plane == width {
			planes, width = 1, planes*width
		}
	}
	if onWasm && width >= 4 && width <= 64 && planes*rows > 0 {
		dst, src = dst[:(planes-1)*to.plane+(rows-1)*to.row+width], src[:(planes-1)*from.plane+(rows-1)*from.row+width]
		fours := (width + 3) / 4
		copyRows(planes, rows, fours, (fours*4-width)*4, &dst[0], (to.row-width)*4, (to.plane-rows*to.row)*4,
			&src[0], (from.row-width)*4, (from.plane-rows*from.row)*4)
		return
	}
	for p := range planes {
		for r := range rows {
			copy(dst[p*to.plane+r*to.row:][:width], src[p*from.plane+r*from.row:])
		}
	}
}
