package ch5

import (
	"slices"
	"strings"

	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/recipe"
)

// Mend is a way out of an impossible joint.
type Mend struct {
	Key   string // of the sentence on its button
	N     int    // what that names
	chain []Block
	pick  int // the ID of the block that is chosen then
}

const offeredMends = 2

// Mends returns ways out of the impossible joint that help, at most two.
func (b *Blocks) Mends() (mends []Mend) {
	if b.plan.Err == nil {
		return nil
	}
	for _, m := range b.ways() {
		if len(mends) < offeredMends && b.helps(m.chain) {
			mends = append(mends, m)
		}
	}
	return mends
}

// Mend takes a way out.
func (b *Blocks) Mend(m Mend) {
	for _, c := range m.chain {
		b.ids = max(b.ids, c.ID) // a new one
	}
	if m.pick != 0 {
		b.chosen = m.pick
	}
	b.commit(m.chain, Mended)
}

// helps reports whether a chain is possible, or at least where this one is not.
func (b *Blocks) helps(chain []Block) bool {
	p := planOf(specsOf(chain))
	if p.Err == nil {
		return true
	}
	return !b.plan.AtEnd && (p.AtEnd || chain[p.At].ID != b.chain[b.plan.At].ID)
}

// ways returns what may help, the gentlest first.
func (b *Blocks) ways() (all []Mend) {
	i := b.plan.At
	with := func(key string, n int, l layer.Spec) {
		chain := slices.Clone(b.chain)
		chain[i].Spec = l
		all = append(all, Mend{key, n, chain, chain[i].ID})
	}
	if b.plan.AtEnd {
		if i >= 0 {
			switch b.chain[i].Spec.(type) {
			case layer.Dense:
				with("units", recipe.Classes, recipe.Dense(recipe.Classes))
			case layer.Softmax:
				all = append(all, b.without("remove", i))
			}
		}
		if !b.Full() {
			c := Block{b.ids + 1, recipe.Dense(recipe.Classes)}
			all = append(all, Mend{"end", recipe.Classes, append(slices.Clone(b.chain), c), c.ID})
		}
		if i >= 0 {
			all = append(all, b.without("remove", i))
		}
		return all
	}
	in := b.plan.Joints[i].In
	side := min(in.H, in.W)
	field := b.plan.Err.Field[strings.LastIndexByte(b.plan.Err.Field, '.')+1:]
	switch l := b.chain[i].Spec.(type) {
	case layer.Conv2D:
		if pad := (l.Kernel - side + 1) / 2; side > 1 && pad > l.Pad {
			n := l
			n.Pad = pad
			with("pad", pad, n)
		}
		n := l
		switch field {
		case "stride":
			n.Stride = 1
			with("stride", 1, n)
		case "dilation":
			n.Dilation = 1
			with("dilation", 1, n)
		case "kernel":
			if n.Kernel = side - 1 + side%2; n.Kernel > 1 { // odd: it has a middle
				with("kernel", n.Kernel, n)
			}
		}
		if b.plan.Err.Code != "window" {
			for n := l; n.Filters > 1; {
				n.Filters /= 2
				with("filters", n.Filters, n)
			}
		}
	case layer.MaxPool2D:
		if field == "pad" {
			l.Pad = l.Kernel / 2
			with("pad", l.Pad, l)
		} else if side > 1 {
			with("window", side, layer.MaxPool2D{Kernel: side, Stride: side})
		}
	case layer.AvgPool2D:
		if field == "pad" {
			l.Pad = l.Kernel / 2
			with("pad", l.Pad, l)
		} else if side > 1 {
			with("window", side, layer.AvgPool2D{Kernel: side, Stride: side})
		}
	case layer.Dense:
		for n := l.Units / 2; n > 0; n /= 2 {
			with("units", n, recipe.Dense(n))
		}
	}
	all = append(all, b.earlier(i)...)
	return append(all, b.without("remove", i))
}

// earlier returns ways out that lie before a block: an image for a block that needs one,
// a larger one, or a smaller one.
func (b *Blocks) earlier(i int) (all []Mend) {
	c := b.chain[i]
	for j, before := range b.chain[:i] {
		if _, ok := before.Spec.(layer.Dense); ok {
			all = append(all, Mend{"before", j + 1, slices.Insert(slices.Delete(slices.Clone(b.chain), i, i+1), j, c), c.ID})
			break
		}
	}
	if b.plan.Err.Code != "window" {
		if !b.Full() {
			pool := Block{b.ids + 1, recipe.Pool(2)}
			all = append(all, Mend{"pool", 2, slices.Insert(slices.Clone(b.chain), i, pool), c.ID})
		}
		return all
	}
	for j := i - 1; j >= 0; j-- {
		switch b.chain[j].Spec.(type) {
		case layer.MaxPool2D, layer.AvgPool2D:
			return append(all, b.without("unpool", j))
		}
	}
	return all
}

// without is the way out of a chain without one of its blocks.
func (b *Blocks) without(key string, i int) Mend {
	m := Mend{Key: key, N: i + 1, chain: slices.Delete(slices.Clone(b.chain), i, i+1)}
	if i > 0 {
		m.pick = b.chain[i-1].ID
	}
	return m
}
