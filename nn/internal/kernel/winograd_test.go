package kernel

import "testing"

// TestFoursAndThrees checks that groups hold all tiles within whole fours, and no more
// where that is possible.
func TestFoursAndThrees(t *testing.T) {
	for n := 1; n < 200; n++ {
		fours, threes := foursAndThrees(n)
		held := 4*fours + 3*threes
		exact := n != 1 && n != 2 && n != 5
		if fours < 0 || threes < 0 || held < n || held > (n+3)&^3 || exact && held != n {
			t.Errorf("%d tiles: %d fours, %d threes", n, fours, threes)
		}
	}
}
