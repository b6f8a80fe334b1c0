package kernel

// eachVariant calls f with assembly, where the processor has AVX2, and without.
func eachVariant(f func(name string)) {
	if vectors {
		f("AVX2")
		vectors = false
		defer func() { vectors = true }()
	}
	f("gonum")
}
