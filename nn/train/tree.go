package train

import "github.com/zerokara/zerokara/nn/internal/kernel"

// treeSum adds arrays up as a binary tree whose branches arrive from left to
// right: pending branches of unequal heights wait on a stack.
type treeSum struct {
	refs    [MicroBatches][]float32
	heights [MicroBatches]int
	n       int
	free    [][]float32 // arrays that were added to others
}

// recycle frees what is on the stack.
func (s *treeSum) recycle() {
	s.free = append(s.free, s.refs[:s.n]...)
	s.n = 0
}

// neighbour returns the leaf that the next one is to be added to, nil if it waits
// for another.
func (s *treeSum) neighbour() []float32 {
	if s.n > 0 && s.heights[s.n-1] == 0 {
		return s.refs[s.n-1]
	}
	return nil
}

// merge adds neighbours of equal height.
func (s *treeSum) merge() {
	for s.n > 1 && s.heights[s.n-1] == s.heights[s.n-2] {
		s.n--
		kernel.Add(s.refs[s.n-1], s.refs[s.n])
		s.heights[s.n-1]++
		s.free = append(s.free, s.refs[s.n])
	}
}
