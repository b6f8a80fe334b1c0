package kernel

func eachVariant(f func(name string)) {
	if vectors {
		f("AVX2")
		vectors = false
		defer func() { vectors = true }()
	}
	f("gonum")
}
