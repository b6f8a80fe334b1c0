package kernel

// The values of panics: a caller has broken the contract of a kernel.
const (
	gemmNegative   = "kernel: gemm: negative size"
	gemmStride     = "kernel: gemm: row stride is shorter than the row"
	gemmShort      = "kernel: gemm: slice is too short"
	lengthMismatch = "kernel: slices of unequal length"
	convGeometry   = "kernel: conv: window does not fit the image"
	convShort      = "kernel: conv: slice is too short"
	poolGeometry   = "kernel: pool: window does not fit the image"
	poolShort      = "kernel: pool: slice is too short"
	warpMisuse     = "kernel: warp: slice of a wrong length or factor out of range"
	planesShort    = "kernel: planes: slice is too short"
	noAssembly     = "kernel: no assembly for this processor"
)
