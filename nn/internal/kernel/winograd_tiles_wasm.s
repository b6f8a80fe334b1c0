#include "textflag.h"
#include "macros_wasm.h"
#include "winograd_wasm.h"

// The transforms of winograd.go's tiles: of pixels, products and gradients.

// B^T times a column of four pixels.
#define COLUMN(a, b, c, d) \
	V128Load 0(R0); Set V8 \
	V128Load 0(R1); Set V9 \
	V128Load 0(R2); Set V10 \
	V128Load 0(R3); Set V11 \
	Get V8; Get V10; F32x4Sub; Set a \
	Get V9; Get V10; F32x4Add; Set b \
	Get V10; Get V9; F32x4Sub; Set c \
	Get V9; Get V11; F32x4Sub; Set d

// A column of the transformed tile, from the left and the right columns in V0..V3 and
// V4..V7, or the other way round.
#define COLUMNPUT(p, op) \
	PUT(p, R6, V0, V4, op) \
	PUT(p, R6, V1, V5, op) \
	PUT(p, R6, V2, V6, op) \
	PUT(p, R6, V3, V7, op)

#define COLUMNBACK(p, op) \
	PUT(p, R6, V4, V0, op) \
	PUT(p, R6, V5, V1, op) \
	PUT(p, R6, V6, V2, op) \
	PUT(p, R6, V7, V3, op)

// Moves the rows by a number of pixels' bytes.
#define ROWS(op, bytes) \
	Get R0; Get bytes; op; Set R0 \
	Get R1; Get bytes; op; Set R1 \
	Get R2; Get bytes; op; Set R2 \
	Get R3; Get bytes; op; Set R3

// R0..R3 rows of the tile, R4 R5 one and two pixels, R6 four planes, R7 plane, R8
// R9 outputs, R10 tile's outputs, R11 tile, R12 vectors left, R13 tiles left, R14
// row.

// func winogradInput(tiles, vectors int, x *float32, xRow, xPixel int, v *float32, vPlane int)
TEXT ·winogradInput(SB), NOSPLIT, $0-56
	I64Load tiles+0(FP); Set R13
	I64Load x+16(FP); Set R11
	I64Load xRow+24(FP); Set R14
	I64Load xPixel+32(FP); Tee R4; I64Const $1; I64Shl; Set R5
	I64Load v+40(FP); Set R10
	I64Load vPlane+48(FP); Tee R7; I64Const $2; I64Shl; Set R6
	Loop
		I64Load vectors+8(FP); Set R12
		Loop
			Get R11; Set R0
			BEYOND(R1, R0, R14)
			BEYOND(R2, R1, R14)
			BEYOND(R3, R2, R14)
			COLUMN(V0, V1, V2, V3)
			ROWS(I64Add, R5)
			COLUMN(V4, V5, V6, V7)
			Get R10; Set R8
			COLUMNPUT(R8, F32x4Sub)
			ROWS(I64Sub, R4)
			COLUMN(V0, V1, V2, V3)
			BEYOND(R8, R10, R7)
			BEYOND(R9, R8, R7)
			COLUMNPUT(R8, F32x4Add)
			BEYOND(R8, R9, R7)
			COLUMNBACK(R9, F32x4Sub)
			ROWS(I64Add, R5)
			COLUMN(V4, V5, V6, V7)
			COLUMNPUT(R8, F32x4Sub)
			MOVE(R10, 16)
			MOVE(R11, 16)
			REPEAT(R12)
		End
		BEYOND(R11, R11, R4)
		REPEAT(R13)
	End
	RET

// A^T times a column of four products, in V4 and V5.
#define SUMS \
	V128Load 0(R0); Set V8; BEYOND(R0, R0, R6) \
	V128Load 0(R0); Set V9; BEYOND(R0, R0, R6) \
	V128Load 0(R0); Set V10; BEYOND(R0, R0, R6) \
	V128Load 0(R0); Set V11 \
	Get V8; Get V9; F32x4Add; Get V10; F32x4Add; Set V4 \
	Get V9; Get V10; F32x4Sub; Get V11; F32x4Sub; Set V5

#define MORE(sum, v, op) \
	Get sum; Get v; op; Set sum

// R0 product, R1 position 0 of the column, R4 pixel, R5 row, R6 four planes, R7
// plane, R8 R9 rows of outputs, R10 tile's outputs, R11 tile, R12 vectors left,
// R13 tiles left, R14 bias.

// func winogradOutput(tiles, vectors int, y *float32, yRow, yPixel int, m *float32, mPlane int, bias *float32)
TEXT ·winogradOutput(SB), NOSPLIT, $0-64
	I64Load tiles+0(FP); Set R13
	I64Load y+16(FP); Set R10
	I64Load yRow+24(FP); Set R5
	I64Load yPixel+32(FP); Set R4
	I64Load m+40(FP); Set R11
	I64Load mPlane+48(FP); Tee R7; I64Const $2; I64Shl; Set R6
	Loop
		I64Load bias+56(FP); Set R14
		I64Load vectors+8(FP); Set R12
		Loop
			V128Load 0(R14); Set V12
			Get R11; Tee R0; Set R1
			SUMS
			Get V4; Set V0
			Get V5; Set V2
			BEYOND(R1, R1, R7)
			Get R1; Set R0
			SUMS
			MORE(V0, V4, F32x4Add)
			MORE(V2, V5, F32x4Add)
			Get V4; Set V1
			Get V5; Set V3
			BEYOND(R1, R1, R7)
			Get R1; Set R0
			SUMS
			MORE(V0, V4, F32x4Add)
			MORE(V2, V5, F32x4Add)
			MORE(V1, V4, F32x4Sub)
			MORE(V3, V5, F32x4Sub)
			BEYOND(R0, R1, R7)
			SUMS
			MORE(V1, V4, F32x4Sub)
			MORE(V3, V5, F32x4Sub)
			BEYOND(R8, R10, R5)
			TO(R10); Get V0; Get V12; F32x4Add; STORE(0)
			TO(R8); Get V2; Get V12; F32x4Add; STORE(0)
			BEYOND(R9, R10, R4)
			BEYOND(R8, R8, R4)
			TO(R9); Get V1; Get V12; F32x4Add; STORE(0)
			TO(R8); Get V3; Get V12; F32x4Add; STORE(0)
			MOVE(R10, 16)
			MOVE(R11, 16)
			MOVE(R14, 16)
			REPEAT(R12)
		End
		BEYOND(R10, R10, R4)
		REPEAT(R13)
	End
	RET

// A row of A dy A^T from a row of A dy.
#define SPREADROW(left, right) \
	TO(R0); Get left; STORE(0); BEYOND(R0, R0, R7) \
	PUT(R0, R7, left, right, F32x4Add) \
	PUT(R0, R7, left, right, F32x4Sub) \
	TO(R0); Get right; F32x4Neg; STORE(0); BEYOND(R0, R0, R7)

// R0 output, R4 pixel, R5 row, R7 plane, R8 R9 rows of dy, R10 tile's dy, R11
// tile's outputs, R12 vectors left, R13 tiles left.

// func winogradSpread(tiles, vectors int, dy *float32, dyRow, dyPixel int, d *float32, dPlane int)
TEXT ·winogradSpread(SB), NOSPLIT, $0-56
	I64Load tiles+0(FP); Set R13
	I64Load dy+16(FP); Set R10
	I64Load dyRow+24(FP); Set R5
	I64Load dyPixel+32(FP); Set R4
	I64Load d+40(FP); Set R11
	I64Load dPlane+48(FP); Set R7
	Loop
		I64Load vectors+8(FP); Set R12
		Loop
			BEYOND(R8, R10, R5)
			V128Load 0(R10); Set V0
			V128Load 0(R8); Set V2
			BEYOND(R9, R10, R4)
			BEYOND(R8, R8, R4)
			V128Load 0(R9); Set V1
			V128Load 0(R8); Set V3
			Get R11; Set R0
			SPREADROW(V0, V1)
			Get V0; Get V2; F32x4Add; Set V4
			Get V1; Get V3; F32x4Add; Set V5
			SPREADROW(V4, V5)
			Get V0; Get V2; F32x4Sub; Set V4
			Get V1; Get V3; F32x4Sub; Set V5
			SPREADROW(V4, V5)
			Get V2; F32x4Neg; Set V4
			Get V3; F32x4Neg; Set V5
			SPREADROW(V4, V5)
			MOVE(R10, 16)
			MOVE(R11, 16)
			REPEAT(R12)
		End
		BEYOND(R10, R10, R4)
		REPEAT(R13)
	End
	RET
