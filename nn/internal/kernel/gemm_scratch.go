package kernel

import "sync"

// gemmScratch is the working memory of one product.
type gemmScratch struct {
	next *gemmScratch // in the list of free ones

	packed  [blockM * blockK]float32
	zeros   [blockM]float32
	offsets [blockK + 1]int64
	order   [blockK]int32
	edge    [blockK * 2 * lanes]float32 // the last columns of B, padded to a tile
	tile    [blockM * 2 * lanes]float32 // their part of C

	sums       [dotFives * dotPairs * sumsPerTile]float32
	dotOffsets [dotFives * 5]int64
}

// The free scratch memory. scratchMade counts all: as many as are reserved or
// have been in use at the same time.
var (
	scratchLock sync.Mutex
	scratchFree *gemmScratch
	scratchMade int
)

// Reserve allocates the working memory of a number of concurrent products, half a
// megabyte each, so that Gemm allocates nothing. It is never freed and shared by
// all.
func Reserve(products int) {
	if !vectors {
		return
	}
	scratchLock.Lock()
	defer scratchLock.Unlock()
	for ; scratchMade < products; scratchMade++ {
		scratchFree = &gemmScratch{next: scratchFree}
	}
}

func newGemmScratch() *gemmScratch {
	scratchLock.Lock()
	defer scratchLock.Unlock()
	s := scratchFree
	if s == nil {
		scratchMade++
		return new(gemmScratch)
	}
	scratchFree = s.next
	return s
}

func (s *gemmScratch) free() {
	scratchLock.Lock()
	defer scratchLock.Unlock()
	s.next, scratchFree = scratchFree, s
}
