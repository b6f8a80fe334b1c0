// Package random gives everything random in training a key of its own, so that
// it depends on the recipe's seed, the step and the place in the mini-batch
// only: not on how many workers share the work, nor on a stop half-way.
package random

// Key mixes words, in order, into 64 bits that look random; by convention the
// seed, a stream, the step and what else tells the use apart. Each word goes
// through the finalizer of SplitMix64 (Steele, Lea and Flood 2014).
func Key(words ...uint64) uint64 {
	h := uint64(0)
	for _, w := range words {
		h += w + 0x9e3779b97f4a7c15
		h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
		h = (h ^ h>>27) * 0x94d049bb133111eb
		h ^= h >> 31
	}
	return h
}
