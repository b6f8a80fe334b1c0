package ch3

import (
	"strconv"
	"strings"
)

// Address returns the lab's state for the address.
func (s *Softmax) Address() string {
	var parts []string
	if s.preset != Yours {
		parts = append(parts, "of="+presetNames[s.preset])
	}
	if s.twice {
		parts = append(parts, "twice=1")
	}
	if s.moved {
		var all []string
		for _, v := range s.scores {
			all = append(all, strconv.FormatFloat(v, 'g', 6, 64))
		}
		parts = append(parts, "a="+strings.Join(all, ","))
	}
	if s.factor != 0 {
		parts = append(parts, "times="+strconv.Itoa(s.factor))
	}
	if s.warm != 0 {
		parts = append(parts, "t="+strconv.Itoa(s.warm))
	}
	return strings.Join(parts, "&")
}

// SetAddress takes what Address returned.
func (s *Softmax) SetAddress(address string) {
	of := value(address, "of")
	preset := Yours
	for i, name := range presetNames {
		if of == name {
			preset = Preset(i)
		}
	}
	s.Choose(preset)
	if value(address, "twice") == "1" {
		s.Double()
	}
	if all := strings.Split(value(address, "a"), ","); len(all) == len(s.scores) {
		for i, v := range all {
			if v, err := strconv.ParseFloat(v, 64); err == nil {
				s.Set(i, v)
			}
		}
		s.moved = true
	}
	s.SetFactor(number(address, "times", 0))
	s.SetWarmth(number(address, "t", 0) + warmth)
}

// value returns the value of a key in an address, "" without one.
func value(address, key string) string {
	for part := range strings.SplitSeq(address, "&") {
		if k, v, _ := strings.Cut(part, "="); k == key {
			return v
		}
	}
	return ""
}

// number returns a value that is a whole number.
func number(address, key string, without int) int {
	if n, err := strconv.Atoi(value(address, key)); err == nil {
		return n
	}
	return without
}
