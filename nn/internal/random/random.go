// Package random derives all random numbers of training from the recipe's seed, by
// a stream for each use and the step and position in the mini-batch. So they depend
// neither on the number of workers nor on a pause.
package random

// Key mixes words, in order, into 64 pseudo-random bits: by convention the seed, a
// stream, the step and whatever else distinguishes the use. Each word goes through
// the finalizer of SplitMix64 (Steele, Lea and Flood 2014).
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
