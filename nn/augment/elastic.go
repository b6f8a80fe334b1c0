package augment

import (
	"math"
	"math/rand/v2"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/internal/random"
)

const (
	fieldSide  = 128                  // pixels after which the field repeats
	fieldWidth = fieldSide + ink.Side // with room for a window anywhere
)

// field is a random elastic displacement, in 1/65536 pixels across and down:
// alpha * (G * U), where U is noise, uniform in [-1, 1), and G a Gaussian of
// standard deviation sigma pixels (Simard, Steinkraus and Platt 2003, who smooth
// noise for every image; here each image gets a window of one large field, which
// repeats like a wallpaper).
type field struct{ across, down []int32 }

func newField(alpha, sigma float64, seed uint64) *field {
	rng := rand.New(random.Elastic(seed))
	radius := int(math.Ceil(3 * sigma))
	gauss := make([]float64, 2*radius+1)
	sum := 0.0
	for i := range gauss {
		d := float64(i-radius) / sigma
		gauss[i] = math.Exp(-d * d / 2)
		sum += gauss[i]
	}
	for i := range gauss {
		gauss[i] /= sum
	}
	component := func() []int32 {
		noise, smooth := make([]float64, fieldSide*fieldSide), make([]float64, fieldSide*fieldSide)
		for i := range noise {
			noise[i] = 2*rng.Float64() - 1
		}
		// Smoothed along rows and transposed, twice.
		for range 2 {
			for y := range fieldSide {
				for x := range fieldSide {
					sum := 0.0
					for i, w := range gauss {
						sum += w * noise[y*fieldSide+(x+i-radius+fieldSide*8)%fieldSide]
					}
					smooth[x*fieldSide+y] = sum
				}
			}
			noise, smooth = smooth, noise
		}
		fixed := make([]int32, fieldWidth*fieldWidth)
		for y := range fieldWidth {
			for x := range fieldWidth {
				fixed[y*fieldWidth+x] = int32(math.Round(alpha * (1 << 16) * noise[y%fieldSide*fieldSide+x%fieldSide]))
			}
		}
		return fixed
	}
	return &field{component(), component()}
}

// window returns the displacements in the window that a random number picks, across
// and down, or down and across.
func (f *field) window(r uint64) (across, down []int32) {
	at := int(r%fieldSide)*fieldWidth + int(r>>32%fieldSide)
	if r>>63 != 0 {
		return f.down[at:], f.across[at:]
	}
	return f.across[at:], f.down[at:]
}
