#include "textflag.h"

// Max-pooling by windows of 2x2, four outputs at a time. The last four of a row
// go back so far that they end with the row.
//
// CX rows left, SI R8 top and bottom row of x, R9 y, BX fours left in a row, R10
// dy, DI R11 top and bottom row of dx, R12 how far the last four go back, in
// bytes.

// The larger, or NaN if either is: VMAXPS gives its first operand then, the
// comparison (3 is unordered) finds a NaN of the second.
#define LARGER(first, second, result) \
	VCMPPS $3, second, second, X5 \
	VMAXPS first, second, result \
	VORPS  X5, result, result

// Parts eight values into those of even and of odd columns.
#define PART(row, even, odd) \
	VMOVUPS (row), X4 \
	VMOVUPS 16(row), X5 \
	VSHUFPS $0x88, X5, X4, even \
	VSHUFPS $0xdd, X5, X4, odd

// func maxPool2(rows, fours, back int, y, x *float32, width, next int)
TEXT ·maxPool2(SB), NOSPLIT, $0-56
	MOVQ rows+0(FP), CX
	MOVQ back+16(FP), R12
	MOVQ y+24(FP), R9
	MOVQ x+32(FP), SI

row:
	MOVQ width+40(FP), R8
	ADDQ SI, R8
	MOVQ fours+8(FP), BX

four:
	CMPQ BX, $1
	JNE  whole
	SUBQ R12, SI
	SUBQ R12, SI
	SUBQ R12, R8
	SUBQ R12, R8
	SUBQ R12, R9

whole:
	PART(SI, X0, X1)
	PART(R8, X2, X3)
	LARGER(X0, X1, X0)
	LARGER(X2, X3, X2)
	LARGER(X0, X2, X0)
	VMOVUPS X0, (R9)
	ADDQ $32, SI
	ADDQ $32, R8
	ADDQ $16, R9
	DECQ BX
	JNE  four
	ADDQ next+48(FP), SI
	DECQ CX
	JNE  row
	RET

// Leaves in mask where a value is the first of its window to equal y, which is
// in X6, and adds that to X7, where one has been found.
#define FIRST(mask) \
	VCMPPS  $0, X6, mask, mask \
	VANDNPS mask, X7, mask \
	VORPS   mask, X7, X7

// Stores the gradients, in X8, of the two masks of a row.
#define SPREAD(even, odd, row) \
	VANDPS    X8, even, even \
	VANDPS    X8, odd, odd \
	VUNPCKLPS odd, even, X4 \
	VUNPCKHPS odd, even, X5 \
	VMOVUPS   X4, (row) \
	VMOVUPS   X5, 16(row)

// func maxPool2Backward(rows, fours, back int, dx, dy, x, y *float32, width, next int)
TEXT ·maxPool2Backward(SB), NOSPLIT, $0-72
	MOVQ rows+0(FP), CX
	MOVQ back+16(FP), R12
	MOVQ dx+24(FP), DI
	MOVQ dy+32(FP), R10
	MOVQ x+40(FP), SI
	MOVQ y+48(FP), R9

row:
	MOVQ width+56(FP), R11
	MOVQ R11, R8
	ADDQ SI, R8
	ADDQ DI, R11
	MOVQ fours+8(FP), BX

four:
	CMPQ BX, $1
	JNE  whole
	SUBQ R12, SI
	SUBQ R12, SI
	SUBQ R12, R8
	SUBQ R12, R8
	SUBQ R12, DI
	SUBQ R12, DI
	SUBQ R12, R11
	SUBQ R12, R11
	SUBQ R12, R9
	SUBQ R12, R10

whole:
	VMOVUPS (R9), X6
	VMOVUPS (R10), X8
	VXORPS  X7, X7, X7
	PART(SI, X0, X1)
	PART(R8, X2, X3)
	FIRST(X0)
	FIRST(X1)
	FIRST(X2)
	FIRST(X3)
	SPREAD(X0, X1, DI)
	SPREAD(X2, X3, R11)
	ADDQ $32, SI
	ADDQ $32, R8
	ADDQ $32, DI
	ADDQ $32, R11
	ADDQ $16, R9
	ADDQ $16, R10
	DECQ BX
	JNE  four
	ADDQ next+64(FP), SI
	ADDQ next+64(FP), DI
	DECQ CX
	JNE  row
	RET
