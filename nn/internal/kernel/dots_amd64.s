#include "textflag.h"

// Inner products of 2 rows with 5 rows at a time, for gemm_simd.go and
// conv_simd.go.
//
// SI DI rows of a, R8..R12 rows of b, AX where in the rows of a, BX where in
// those of b, in bytes, CX vectors left in a line, DX lines left, R13 sums. The
// arguments count the tiles and follow a and the offsets. Y0..Y9 sums, Y10 Y11
// eight values of a, Y12 of b. With AVX-512 they have twice as many lanes, and K1
// chooses the first eight.

// Adds eight products for each row of a with the row of b.
#define DOT(offset, row, first, second) \
	VMOVUPS offset(row)(BX*1), Y12 \
	VFMADD231PS Y12, Y10, first \
	VFMADD231PS Y12, Y11, second

// One vector of all rows.
#define VECTOR(offset) \
	VMOVUPS offset(SI)(AX*1), Y10 \
	VMOVUPS offset(DI)(AX*1), Y11 \
	DOT(offset, R8, Y0, Y5) \
	DOT(offset, R9, Y1, Y6) \
	DOT(offset, R10, Y2, Y7) \
	DOT(offset, R11, Y3, Y8) \
	DOT(offset, R12, Y4, Y9)

// Two vectors of all rows, and one.
#define WIDEDOT(row, first, second) \
	VMOVUPS (row)(BX*1), Z12 \
	VFMADD231PS Z12, Z10, first \
	VFMADD231PS Z12, Z11, second

#define TWOVECTORS \
	VMOVUPS (SI)(AX*1), Z10 \
	VMOVUPS (DI)(AX*1), Z11 \
	WIDEDOT(R8, Z0, Z5) \
	WIDEDOT(R9, Z1, Z6) \
	WIDEDOT(R10, Z2, Z7) \
	WIDEDOT(R11, Z3, Z8) \
	WIDEDOT(R12, Z4, Z9)

#define HALFDOT(row, first, second) \
	VMOVUPS.Z (row)(BX*1), K1, Z12 \
	VFMADD231PS Z12, Z10, first \
	VFMADD231PS Z12, Z11, second

#define ONEVECTOR \
	VMOVUPS.Z (SI)(AX*1), K1, Z10 \
	VMOVUPS.Z (DI)(AX*1), K1, Z11 \
	HALFDOT(R8, Z0, Z5) \
	HALFDOT(R9, Z1, Z6) \
	HALFDOT(R10, Z2, Z7) \
	HALFDOT(R11, Z3, Z8) \
	HALFDOT(R12, Z4, Z9)

// Adds both halves of wide sums to those in memory.
#define FOLD(offset, half, sums) \
	VEXTRACTF64X4 $1, sums, Y12 \
	VADDPS Y12, half, half \
	VADDPS offset(R13), half, half \
	VMOVUPS half, offset(R13)

#define BROW(offset, row) \
	MOVQ offset(AX), row \
	ADDQ b+32(FP), row

// func dots(tiles int, offsets *int64, step int, a *float32, b *float32, lines, count, skip int, aRow, aStep int, sums *float32)
TEXT ·dots(SB), NOSPLIT, $0-88
	MOVQ sums+80(FP), R13

tile:
	MOVQ a+24(FP), SI
	MOVQ aRow+64(FP), DI
	ADDQ SI, DI
	MOVQ offsets+8(FP), AX
	BROW(0, R8)
	BROW(8, R9)
	BROW(16, R10)
	BROW(24, R11)
	BROW(32, R12)
	CMPB ·wide(SB), $0
	JEQ  narrow
	CMPQ count+48(FP), $4 // in shorter lines there is nothing to gain
	JGE  wide

narrow:
	VMOVUPS (R13), Y0
	VMOVUPS 32(R13), Y1
	VMOVUPS 64(R13), Y2
	VMOVUPS 96(R13), Y3
	VMOVUPS 128(R13), Y4
	VMOVUPS 160(R13), Y5
	VMOVUPS 192(R13), Y6
	VMOVUPS 224(R13), Y7
	VMOVUPS 256(R13), Y8
	VMOVUPS 288(R13), Y9
	XORQ AX, AX
	XORQ BX, BX
	MOVQ lines+40(FP), DX

line:
	MOVQ count+48(FP), CX
	TESTQ $1, CX
	JEQ  even
	VECTOR(0)
	ADDQ $32, AX
	ADDQ $32, BX

even:
	SHRQ $1, CX
	JEQ  next

two:
	VECTOR(0)
	VECTOR(32)
	ADDQ $64, AX
	ADDQ $64, BX
	DECQ CX
	JNE  two

next:
	ADDQ skip+56(FP), BX
	DECQ DX
	JNE  line
	VMOVUPS Y0, (R13)
	VMOVUPS Y1, 32(R13)
	VMOVUPS Y2, 64(R13)
	VMOVUPS Y3, 96(R13)
	VMOVUPS Y4, 128(R13)
	VMOVUPS Y5, 160(R13)
	VMOVUPS Y6, 192(R13)
	VMOVUPS Y7, 224(R13)
	VMOVUPS Y8, 256(R13)
	VMOVUPS Y9, 288(R13)

nextTile:
	ADDQ $320, R13
	MOVQ step+16(FP), AX
	ADDQ AX, offsets+8(FP)
	MOVQ aStep+72(FP), AX
	ADDQ AX, a+24(FP)
	DECQ tiles+0(FP)
	JNE  tile
	VZEROUPPER
	RET

wide:
	MOVL $0xff, AX
	KMOVW AX, K1
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1
	VXORPS Y2, Y2, Y2
	VXORPS Y3, Y3, Y3
	VXORPS Y4, Y4, Y4
	VXORPS Y5, Y5, Y5
	VXORPS Y6, Y6, Y6
	VXORPS Y7, Y7, Y7
	VXORPS Y8, Y8, Y8
	VXORPS Y9, Y9, Y9
	XORQ AX, AX
	XORQ BX, BX
	MOVQ lines+40(FP), DX

wideLine:
	MOVQ count+48(FP), CX
	TESTQ $1, CX
	JEQ  wideEven
	ONEVECTOR
	ADDQ $32, AX
	ADDQ $32, BX

wideEven:
	SHRQ $1, CX
	JEQ  wideNext

wideTwo:
	TWOVECTORS
	ADDQ $64, AX
	ADDQ $64, BX
	DECQ CX
	JNE  wideTwo

wideNext:
	ADDQ skip+56(FP), BX
	DECQ DX
	JNE  wideLine
	FOLD(0, Y0, Z0)
	FOLD(32, Y1, Z1)
	FOLD(64, Y2, Z2)
	FOLD(96, Y3, Z3)
	FOLD(128, Y4, Z4)
	FOLD(160, Y5, Z5)
	FOLD(192, Y6, Z6)
	FOLD(224, Y7, Z7)
	FOLD(256, Y8, Z8)
	FOLD(288, Y9, Z9)
	JMP  nextTile
