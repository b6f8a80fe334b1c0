package kernel

// Images that are warped are WarpSide x WarpSide grey values, as MNIST's.
const (
	WarpSide  = 28
	warpWidth = 32 // values from a row of a WarpImage to the next
	warpScale = 1.0 / (255 << 16)
)

// WarpImage is an image with zeros right of and below it, where interpolation
// reads. Its zero value is an image of zeros.
type WarpImage [(WarpSide + 1) * warpWidth]byte

// Thicken overwrites the image with grey values moved towards the max over a
// pixel and its four neighbours or, with f below 0, towards the min (dilation and
// erosion). f is from -256 to 256; the pixels at the edges stay.
//
//	for y, x in 0..WarpSide:
//		v := pixels[y,x]
//		if y, x in 1..WarpSide-1:
//			m := max or min(v, pixels[y-1,x], pixels[y+1,x], pixels[y,x-1], pixels[y,x+1])
//			if f >= 0 { v += (m-v)*f>>8 } else { v -= (v-m)*-f>>8 }
//		image[y,x] = v
func (p *WarpImage) Thicken(pixels []byte, f int) {
	if len(pixels) != WarpSide*WarpSide || f < -256 || f > 256 {
		panic(warpMisuse)
	}
	if !onWasm {
		p.thickenRef(pixels, f)
		return
	}
	const last = WarpSide - 1
	copy(p[:WarpSide], pixels)
	copy(p[last*warpWidth:][:WarpSide], pixels[last*WarpSide:])
	factor, invert := int32(f), int32(0)
	if f < 0 { // the min is the max of the complements
		factor, invert = -factor, -1
	}
	thicken28(WarpSide-2, &p[warpWidth], &pixels[0], factor, invert)
}

func (p *WarpImage) thickenRef(pixels []byte, f int) {
	const side = WarpSide
	for y := range side {
		row, to := pixels[y*side:][:side], p[y*warpWidth:][:side]
		copy(to, row)
		if y == 0 || y == side-1 {
			continue
		}
		above, below := pixels[(y-1)*side:][:side], pixels[(y+1)*side:][:side]
		for x := 1; x < side-1; x++ {
			v := row[x]
			if f >= 0 {
				m := max(v, row[x-1], row[x+1], above[x], below[x])
				to[x] = v + byte(int(m-v)*f>>8)
			} else if v != 0 {
				m := min(v, row[x-1], row[x+1], above[x], below[x])
				to[x] = v - byte(int(v-m)*-f>>8)
			}
		}
	}
}

// WarpMap says where the pixels of a warped image come from, in 1/65536 pixels:
// output pixel (y, x) from row V + x VX + y VY and column U + x UX + y UY, and
// from there Down and Across further. All of it must fit int32.
type WarpMap struct {
	U, V, UX, VX, UY, VY int32
	Across, Down         []int32 // rows of a field, or nil for none
	Width                int     // from a row of the field to the next
}

// noField is a row of no displacements.
var noField [WarpSide]int32

// Warp overwrites dst with the image under the map, bilinearly interpolated, as
// grey/255. Pixels from beyond the image, by its upper left corner, are zero.
//
//	for y, x in 0..WarpSide:
//		u := U + x*UX + y*UY + Across[y*Width+x]
//		v := V + x*VX + y*VY + Down[y*Width+x]
//		row, column := v>>16, u>>16
//		fy, fx := v>>8 & 255, u>>8 & 255
//		if row, column in 0..WarpSide:
//			top    := image[row,column]*(256-fx) + image[row,column+1]*fx
//			bottom := image[row+1,column]*(256-fx) + image[row+1,column+1]*fx
//			dst[y,x] = (top*(256-fy) + bottom*fy) / (255*65536)
//		else:
//			dst[y,x] = 0
func (p *WarpImage) Warp(dst []float32, m WarpMap) {
	if m.Across == nil {
		m.Across, m.Down, m.Width = noField[:], noField[:], 0
	}
	if last := (WarpSide-1)*m.Width + WarpSide; m.Width < 0 || len(m.Across) < last || len(m.Down) < last || len(dst) != WarpSide*WarpSide {
		panic(warpMisuse)
	}
	if !onWasm {
		p.warpRef(dst, m)
		return
	}
	warp28(&dst[0], &p[0], m.U, m.V, m.UX, m.VX, m.UY, m.VY, &m.Across[0], &m.Down[0], (m.Width-WarpSide)*4, warpScale)
}

func (p *WarpImage) warpRef(dst []float32, m WarpMap) {
	for y := range int32(WarpSide) {
		row := dst[y*WarpSide:][:WarpSide]
		across, down := m.Across[int(y)*m.Width:][:WarpSide], m.Down[int(y)*m.Width:][:WarpSide]
		u, v := m.U+y*m.UY, m.V+y*m.VY
		for x := range row {
			iu, iv := u+across[x], v+down[x]
			u, v = u+m.UX, v+m.VX
			row[x] = 0
			if at := int(iv>>16)*warpWidth + int(iu>>16); uint32(iu>>16) < WarpSide && uint32(iv>>16) < WarpSide {
				fx, fy := iu>>8&255, iv>>8&255
				top := int32(p[at])*(256-fx) + int32(p[at+1])*fx
				bottom := int32(p[at+warpWidth])*(256-fx) + int32(p[at+warpWidth+1])*fx
				row[x] = float32(top<<8+(bottom-top)*fy) * warpScale
			}
		}
	}
}
