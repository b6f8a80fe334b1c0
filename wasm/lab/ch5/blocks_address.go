package ch5

import (
	"strconv"
	"strings"
)

// Address is the chain and the place of the chosen block, as far as they differ from
// the beginning.
func (b *Blocks) Address() string {
	var parts []string
	net := chainText(b.Layers())
	if net != atFirst {
		parts = append(parts, "net="+net)
	}
	if at := b.index(b.chosen) + 1; net == atFirst && at != chosenFirst || net != atFirst && at != len(b.chain) {
		parts = append(parts, "at="+strconv.Itoa(at))
	}
	return strings.Join(parts, "&")
}

// SetAddress takes what an address says, as far as it can be.
func (b *Blocks) SetAddress(address string) {
	chosen := -1
	for part := range strings.SplitSeq(address, "&") {
		switch name, value, _ := strings.Cut(part, "="); name {
		case "net":
			if layers, ok := parseChain(value); ok && value != chainText(b.Layers()) {
				b.begin(layers)
			}
		case "at":
			if n, err := strconv.Atoi(value); err == nil && n >= 0 {
				chosen = n
			}
		}
	}
	if chosen < 0 || chosen > len(b.chain) || chosen == b.index(b.chosen)+1 {
		return
	}
	if chosen == 0 {
		b.Choose(0)
	} else {
		b.Choose(b.chain[chosen-1].ID)
	}
}
