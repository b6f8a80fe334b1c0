package kernel

import "golang.org/x/sys/cpu"

// lanes is the number of values in a vector.
const lanes = 8

// vectors reports whether assembly does the work. The tests try both.
var vectors = cpu.X86.HasAVX2 && cpu.X86.HasFMA

// sumLanes adds the lanes of a vector.
func sumLanes(v []float32) float32 {
	return ((v[0] + v[1]) + (v[2] + v[3])) + ((v[4] + v[5]) + (v[6] + v[7]))
}
