#include "textflag.h"
#include "macros_wasm.h"
#include "winograd_wasm.h"

// The transforms of winograd.go's windows, and of the gradient with respect to them.

// G times a column of three weights; V12 is 1/2.
#define WINDOW(offset, a, b, c, d) \
	V128Load (offset)(R1); Tee a \
	V128Load (offset+192)(R1); Tee d; F32x4Add; Get V12; F32x4Mul; Set c \
	V128Load (offset+96)(R1); Get V12; F32x4Mul; Set V13 \
	Get c; Get V13; F32x4Add; Set b \
	Get c; Get V13; F32x4Sub; Set c

// A row of G g G^T from a row of G g.
#define WINDOWROW(left, middle, right) \
	TO(R0); Get left; STORE(0); BEYOND(R0, R0, R7) \
	Get left; Get right; F32x4Add; Get V12; F32x4Mul; Set V14 \
	Get middle; Get V12; F32x4Mul; Set V15 \
	PUT(R0, R7, V14, V15, F32x4Add) \
	PUT(R0, R7, V14, V15, F32x4Sub) \
	TO(R0); Get right; STORE(0); BEYOND(R0, R0, R7)

// R0 output, R1 windows, R2 the two vectors of a panel, R7 plane, R10 outputs,
// R13 panels left.

// func winogradWeights(panels int, u, taps *float32, uPlane int)
TEXT ·winogradWeights(SB), NOSPLIT, $0-32
	V128Const $0x3f0000003f000000, $0x3f0000003f000000; Set V12
	I64Load panels+0(FP); Set R13
	I64Load u+8(FP); Set R10
	I64Load taps+16(FP); Set R1
	I64Load uPlane+24(FP); Set R7
	Loop
		I64Const $2; Set R2
		Loop
			WINDOW(0, V0, V1, V2, V3)
			WINDOW(32, V4, V5, V6, V7)
			WINDOW(64, V8, V9, V10, V11)
			Get R10; Set R0
			WINDOWROW(V0, V4, V8)
			WINDOWROW(V1, V5, V9)
			WINDOWROW(V2, V6, V10)
			WINDOWROW(V3, V7, V11)
			MOVE(R1, 16)
			MOVE(R10, 16)
			REPEAT(R2)
		End
		MOVE(R1, 256)
		REPEAT(R13)
	End
	RET

// G^T times a column of four sums; V12 is 1/2.
#define FOLDED(a, b, c) \
	V128Load 0(R0); Set a; BEYOND(R0, R0, R6) \
	V128Load 0(R0); Set V13; BEYOND(R0, R0, R6) \
	V128Load 0(R0); Set V14; BEYOND(R0, R0, R6) \
	V128Load 0(R0); Set c \
	Get V13; Get V14; F32x4Sub; Get V12; F32x4Mul; Set b \
	Get V13; Get V14; F32x4Add; Get V12; F32x4Mul; Set V13 \
	Get a; Get V13; F32x4Add; Set a \
	Get c; Get V13; F32x4Add; Set c

#define NEXTCOLUMN \
	BEYOND(R2, R2, R7) \
	Get R2; Set R0

// A row of the window's gradient.
#define FOLDEDROW(offset, a, b, c, d) \
	Get b; Get c; F32x4Add; Get V12; F32x4Mul; Set V13 \
	TO(R1); Get a; Get V13; F32x4Add; STORE(offset) \
	TO(R1); Get b; Get c; F32x4Sub; Get V12; F32x4Mul; STORE(offset+32) \
	TO(R1); Get V13; Get d; F32x4Add; STORE(offset+64)

// R0 sum, R1 windows, R2 position 0 of the column, R3 the two vectors of a panel,
// R6 four planes, R7 plane, R10 sums, R13 panels left.

// func winogradWindows(panels int, taps, sums *float32, plane int)
TEXT ·winogradWindows(SB), NOSPLIT, $0-32
	V128Const $0x3f0000003f000000, $0x3f0000003f000000; Set V12
	I64Load panels+0(FP); Set R13
	I64Load taps+8(FP); Set R1
	I64Load sums+16(FP); Set R10
	I64Load plane+24(FP); Tee R7; I64Const $2; I64Shl; Set R6
	Loop
		I64Const $2; Set R3
		Loop
			Get R10; Tee R2; Set R0
			FOLDED(V0, V1, V2)
			NEXTCOLUMN
			FOLDED(V3, V4, V5)
			NEXTCOLUMN
			FOLDED(V6, V7, V8)
			NEXTCOLUMN
			FOLDED(V9, V10, V11)
			FOLDEDROW(0, V0, V3, V6, V9)
			FOLDEDROW(96, V1, V4, V7, V10)
			FOLDEDROW(192, V2, V5, V8, V11)
			MOVE(R1, 16)
			MOVE(R10, 16)
			REPEAT(R3)
		End
		MOVE(R1, 256)
		REPEAT(R13)
	End
	RET
