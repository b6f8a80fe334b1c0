package kernel

// factor is the left factor of several products, m x k, packed once for all.
type factor struct {
	trans  bool
	m, k   int
	a      []float32 // for products without assembly
	lda    int
	blocks []panels // column by column
	order  []int32
}

// newFactor returns a factor without values.
func newFactor(trans bool, m, k int) *factor {
	f := &factor{trans: trans, m: m, k: k, order: make([]int32, min(k, blockK))}
	zeros := make([]float32, min(padded(m), blockM))
	for p := 0; vectors && p < k; p += blockK {
		for i := 0; i < m; i += blockM {
			f.blocks = append(f.blocks, panels{
				packed: make([]float32, padded(min(blockM, m-i))*min(blockK, k-p)), bias: zeros,
			})
		}
	}
	return f
}

// set sets the factor to a, or to its transpose when trans is true.
func (f *factor) set(a []float32, lda int) {
	f.a, f.lda = a, lda
	ai, ap := lda, 1
	if f.trans {
		ai, ap = 1, lda
	}
	for p := range f.order {
		f.order[p] = int32(p * ap)
	}
	rows := (f.m + blockM - 1) / blockM
	for b := range f.blocks {
		i, p := b%rows*blockM, b/rows*blockK
		f.blocks[b].pack(min(blockM, f.m-i), a[i*ai+p*ap:], ai, f.order[:min(blockK, f.k-p)])
	}
}

// times is Gemm with the factor as A and transB false.
func (f *factor) times(n int, b []float32, ldb int, accumulate bool, c []float32, ldc int) {
	if f.blocks == nil {
		gemm(f.trans, false, f.m, n, f.k, f.a, f.lda, b, ldb, accumulate, c, ldc)
		return
	}
	s := newGemmScratch()
	rows := (f.m + blockM - 1) / blockM
	for at := range f.blocks {
		i, p := at%rows*blockM, at/rows*blockK
		s.multiply(&f.blocks[at], n, b[p*ldb:], ldb, accumulate || p > 0, c[i*ldc:], ldc)
	}
	s.free()
}
