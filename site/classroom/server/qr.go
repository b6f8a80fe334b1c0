package server

import "strings"

// quiet is how many light modules are round the code, as its standard asks for.
const quiet = 4

// drawn draws a code with two modules a character, one above the other. A terminal with
// colours shows it dark on light, whatever its own are; in others light is its text's
// colour, which is right where that is light on dark.
func drawn(size int, dark func(x, y int) bool, coloured bool) string {
	halves := [...]string{"█", "▀", "▄", " "} // light above and below, above, below, nowhere
	light := func(x, y int) bool { return x < 0 || y < 0 || x >= size || y >= size || !dark(x, y) }
	var b strings.Builder
	for y := -quiet; y < size+quiet; y += 2 {
		if coloured {
			b.WriteString("\x1b[97;40m")
		}
		for x := -quiet; x < size+quiet; x++ {
			i := 0
			if !light(x, y) {
				i += 2
			}
			if !light(x, y+1) {
				i++
			}
			b.WriteString(halves[i])
		}
		if coloured {
			b.WriteString("\x1b[0m")
		}
		b.WriteByte('\n')
	}
	return b.String()
}
