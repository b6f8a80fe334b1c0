package session

import "github.com/zerokara/zerokara/nn/data"

// revive makes lost shards wanted again and reports whether there were any. The
// sets are then new ones with the loaded blocks of the old.
func (d *dataset) revive() bool {
	anyLost := false
	for _, f := range d.files {
		if f.state == lost {
			f.state, f.tries, f.bytes = wanted, 0, 0
			anyLost = true
		}
	}
	if anyLost {
		d.train, d.test, d.reason = renewed(d.train), renewed(d.test), ""
		d.pump()
		d.report()
	}
	return anyLost
}

// renewed returns a set like s in which no block is lost, s itself if none is.
func renewed(s *data.Set) *data.Set {
	var names []string
	var counts []int
	anyLost := false
	for _, b := range s.Blocks() {
		names, counts = append(names, b.Name), append(counts, b.End-b.Start)
		anyLost = anyLost || b.State == data.BlockLost
	}
	if !anyLost {
		return s
	}
	n, err := data.NewBlocks(s.Format(), names, counts)
	if err != nil {
		panic(err) // s was made from the same names and counts
	}
	for i, b := range s.Blocks() {
		if b.State != data.BlockLoaded {
			continue
		}
		if err := n.Fill(i, s.Samples(b.Start, b.End)); err != nil {
			panic(err)
		}
	}
	return n
}
