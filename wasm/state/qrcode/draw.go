package qrcode

func (c *Code) set(x, y int, black bool) {
	if x >= 0 && y >= 0 && x < c.size && y < c.size {
		c.black[y*c.size+x], c.fixed[y*c.size+x] = black, true
	}
}

// drawFixed draws what every reader looks for first, and which mask is used.
func (c *Code) drawFixed(mask int) {
	far := c.size - 7
	for i := range c.size {
		c.set(6, i, i%2 == 0)
		c.set(i, 6, i%2 == 0)
	}
	for _, at := range [3][2]int{{3, 3}, {far + 3, 3}, {3, far + 3}} {
		c.rings(at[0], at[1], 4)
	}
	lines := alignments(c.version)
	for i, x := range lines {
		for k, y := range lines {
			last := len(lines) - 1
			if corner := i == 0 && k == 0 || i == 0 && k == last || i == last && k == 0; !corner {
				c.rings(x, y, 2)
			}
		}
	}
	c.drawFormat(mask)
	c.drawVersion()
}

// rings draws squares around a centre, black and white in turn; a finder's outermost is
// white.
func (c *Code) rings(x, y, radius int) {
	for dy := -radius; dy <= radius; dy++ {
		for dx := -radius; dx <= radius; dx++ {
			d := max(dx, -dx, dy, -dy)
			black := d != 2 && d != 4
			if radius == 2 {
				black = d != 1
			}
			c.set(x+dx, y+dy, black)
		}
	}
}

// remainder appends the rest of value by a polynomial of a degree to it.
func remainder(value, polynomial, degree int) int {
	rest := value
	for range degree {
		rest = rest<<1 ^ (rest>>(degree-1))*polynomial
	}
	return value<<degree | rest
}

// drawFormat draws level L and the mask, twice.
func (c *Code) drawFormat(mask int) {
	bits := remainder(1<<3|mask, 0x537, 10) ^ 0x5412
	bit := func(i int) bool { return bits>>i&1 == 1 }
	for i := range 15 {
		switch { // beside the finder at the top left
		case i < 6:
			c.set(8, i, bit(i))
		case i < 8:
			c.set(8, i+1, bit(i))
		case i == 8:
			c.set(7, 8, bit(i))
		default:
			c.set(14-i, 8, bit(i))
		}
		if i < 8 { // and beside the others
			c.set(c.size-1-i, 8, bit(i))
		} else {
			c.set(8, c.size-15+i, bit(i))
		}
	}
	c.set(8, c.size-8, true)
}

// drawVersion draws the version, twice, where codes are large enough to need it.
func (c *Code) drawVersion() {
	if c.version < 7 {
		return
	}
	bits := remainder(c.version, 0x1f25, 12)
	for i := range 18 {
		black := bits>>i&1 == 1
		a, b := c.size-11+i%3, i/3
		c.set(a, b, black)
		c.set(b, a, black)
	}
}

// drawData draws bits in columns of two, up and down in turn, from the right.
func (c *Code) drawData(data []byte, mask int) {
	i := 0
	for right := c.size - 1; right > 0; right -= 2 {
		if right == 6 {
			right = 5 // the timing's column
		}
		for k := range c.size {
			y := k
			if (right+1)&2 == 0 {
				y = c.size - 1 - k
			}
			for _, x := range [2]int{right, right - 1} {
				if at := y*c.size + x; !c.fixed[at] {
					c.black[at] = i < 8*len(data) && data[i/8]>>(7-i%8)&1 == 1
					c.black[at] = c.black[at] != masked(mask, x, y)
					i++
				}
			}
		}
	}
}

// masked reports whether a mask turns a square's colour round.
func masked(mask, x, y int) bool {
	switch mask {
	case 0:
		return (x+y)%2 == 0
	case 1:
		return y%2 == 0
	case 2:
		return x%3 == 0
	case 3:
		return (x+y)%3 == 0
	case 4:
		return (x/3+y/2)%2 == 0
	case 5:
		return x*y%2+x*y%3 == 0
	case 6:
		return (x*y%2+x*y%3)%2 == 0
	}
	return ((x+y)%2+x*y%3)%2 == 0
}

// penalty is a part of the standard's measure of how hard a code is to read: runs of
// one colour along rows and columns, and blocks.
func (c Code) penalty() (sum int) {
	n := c.size
	for a := range n {
		for _, step := range [2][2]int{{a, n}, {a * n, 1}} { // a column, a row
			run := 1
			for i := 1; i < n; i++ {
				if c.black[step[0]+i*step[1]] != c.black[step[0]+(i-1)*step[1]] {
					run = 1
				} else if run++; run == 5 {
					sum += 3
				} else if run > 5 {
					sum++
				}
			}
		}
		for b := 1; b < n && a > 0; b++ {
			at := a*n + b
			if k := c.black[at]; k == c.black[at-1] && k == c.black[at-n] && k == c.black[at-n-1] {
				sum += 3
			}
		}
	}
	return sum
}
