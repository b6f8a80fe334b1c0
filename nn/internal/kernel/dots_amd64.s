#include "textflag.h"

// Inner products of 2 rows with 5 rows at a time, for gemm_dots.go and
// conv_implicit.go.
//
// SI DI rows of a, R8..R12 rows of b, AX where in the rows of a, BX where in
// those of b, in bytes, CX vectors left in a line, DX lines left, R13 sums. The
// arguments count the tiles and follow a and the offsets. Y0..Y9 sums, Y10 Y11
// eight values of a, Y12 of b.

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
	ADDQ $320, R13
	MOVQ step+16(FP), AX
	ADDQ AX, offsets+8(FP)
	MOVQ aStep+72(FP), AX
	ADDQ AX, a+24(FP)
	DECQ tiles+0(FP)
	JNE  tile
	VZEROUPPER
	RET
