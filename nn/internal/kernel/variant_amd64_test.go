package kernel

func eachVariant(f func(name string)) {
	if wide {
		f("AVX-512")
		wide = false
		defer func() { wide = true }()
	}
	if vectors {
		f("AVX2")
		vectors = false
		defer func() { vectors = true }()
	}
	f("gonum")
}
