#include "textflag.h"
#include "macros_wasm.h"

// Max-pooling by windows of 2x2, four outputs at a time. The last four of a row
// go back so far that they end with the row.
//
// R0 rows left, R1 R2 top and bottom row of x, R3 y, R4 fours left in a row,
// R5 dy, R6 R7 top and bottom row of dx, R8 how far the last four go back, in
// bytes. V10.. are moves of lanes.

#define BACK(p) \
	Get p; Get R8; I64Sub; Set p

#define LASTFOUR \
	Get R4; I64Const $1; I64Eq

// The larger, or NaN if either is: Pmax keeps a NaN of the first, the comparison
// finds one of the second. It costs half of what Max does, which also orders the
// two zeros.
#define LARGER(first, second) \
	Get first; Get second; F32x4Pmax \
	Get second; Get second; F32x4Ne; V128Or

// Leaves the maxima of a vector's two pairs in its even lanes.
#define PAIRMAX(v) \
	Get v; I32Const $32; I64x2ShrU; Set V2 \
	LARGER(v, V2)

// func maxPool2(rows, fours, back int, y, x *float32, width, next int)
TEXT ·maxPool2(SB), NOSPLIT, $0-56
	I64Load rows+0(FP); Set R0
	I64Load back+16(FP); Set R8
	I64Load y+24(FP); Set R3
	I64Load x+32(FP); Set R1
	V128Const $0x0b0a090803020100, $-1; Set V10 // lanes 0 2 . .
	V128Const $-1, $0x0b0a090803020100; Set V11 // lanes . . 0 2
	Loop
		Get R1; I64Load width+40(FP); I64Add; Set R2
		I64Load fours+8(FP); Set R4
		Loop
			LASTFOUR
			If
				BACK(R1); BACK(R1)
				BACK(R2); BACK(R2)
				BACK(R3)
			End
			V128Load 0(R1); Set V0
			V128Load 0(R2); Set V1
			LARGER(V0, V1); Set V0
			V128Load 16(R1); Set V1
			V128Load 16(R2); Set V2
			LARGER(V1, V2); Set V1
			Get R3; I32WrapI64
			PAIRMAX(V0); Get V10; I8x16Swizzle
			PAIRMAX(V1); Get V11; I8x16Swizzle
			V128Or
			V128Store $0
			MOVE(R1, 32)
			MOVE(R2, 32)
			MOVE(R3, 16)
			REPEAT(R4)
		End
		Get R1; I64Load next+48(FP); I64Add; Set R1
		REPEAT(R0)
	End
	RET

// Stores the gradients of two windows: V4 is their dy and V5 their y, each in
// both lanes of its window. An even lane comes before the odd one, the top row
// before the bottom row.
#define SPREAD(offset) \
	V128Load offset(R1); Get V5; F32x4Eq; Tee V0 \
	Get V0; I32Const $32; I64x2Shl; V128Andnot; Set V0 \
	V128Load offset(R2); Get V5; F32x4Eq; Tee V1 \
	Get V1; I32Const $32; I64x2Shl; V128Andnot \
	Get V0; Get V0; I32Const $32; I64x2Shl; V128Or \
	Get V0; I32Const $32; I64x2ShrU; V128Or; V128Andnot; Set V1 \
	Get R6; I32WrapI64; Get V0; Get V4; V128And; V128Store $0, $offset \
	Get R7; I32WrapI64; Get V1; Get V4; V128And; V128Store $0, $offset

// func maxPool2Backward(rows, fours, back int, dx, dy, x, y *float32, width, next int)
TEXT ·maxPool2Backward(SB), NOSPLIT, $0-72
	I64Load rows+0(FP); Set R0
	I64Load back+16(FP); Set R8
	I64Load dx+24(FP); Set R6
	I64Load dy+32(FP); Set R5
	I64Load x+40(FP); Set R1
	I64Load y+48(FP); Set R3
	V128Const $0x0302010003020100, $0x0706050407060504; Set V10 // lanes 0 0 1 1
	V128Const $0x0b0a09080b0a0908, $0x0f0e0d0c0f0e0d0c; Set V11 // lanes 2 2 3 3
	Loop
		Get R1; I64Load width+56(FP); I64Add; Set R2
		Get R6; I64Load width+56(FP); I64Add; Set R7
		I64Load fours+8(FP); Set R4
		Loop
			LASTFOUR
			If
				BACK(R1); BACK(R1)
				BACK(R2); BACK(R2)
				BACK(R6); BACK(R6)
				BACK(R7); BACK(R7)
				BACK(R3)
				BACK(R5)
			End
			V128Load 0(R3); Set V8
			V128Load 0(R5); Set V9
			Get V8; Get V10; I8x16Swizzle; Set V5
			Get V9; Get V10; I8x16Swizzle; Set V4
			SPREAD(0)
			Get V8; Get V11; I8x16Swizzle; Set V5
			Get V9; Get V11; I8x16Swizzle; Set V4
			SPREAD(16)
			MOVE(R1, 32)
			MOVE(R2, 32)
			MOVE(R6, 32)
			MOVE(R7, 32)
			MOVE(R3, 16)
			MOVE(R5, 16)
			REPEAT(R4)
		End
		Get R1; I64Load next+64(FP); I64Add; Set R1
		Get R6; I64Load next+64(FP); I64Add; Set R6
		REPEAT(R0)
	End
	RET
