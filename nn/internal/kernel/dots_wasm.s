#include "textflag.h"
#include "macros_wasm.h"

// Inner products of 2 rows with 5 rows at a time, for gemm_dots.go and
// conv_implicit.go.
//
// R0 R1 rows of a, R2..R6 rows of b, R7 quads left in a line, R8 lines left,
// R9 sums, R10 tiles left, R11 offsets, R12 offsets' step. V0..V9 sums, V10 V11
// four values of a, V12 of b.

// Adds four products for each row of a with the row of b at pointer + offset.
#define DOT(offset, pointer, first, second) \
	V128Load offset(pointer); Tee V12 \
	Get V10; F32x4Mul; Get first; F32x4Add; Set first \
	Get V12; Get V11; F32x4Mul; Get second; F32x4Add; Set second

// One quad of all rows.
#define QUAD(offset) \
	V128Load offset(R0); Set V10 \
	V128Load offset(R1); Set V11 \
	DOT(offset, R2, V0, V5) \
	DOT(offset, R3, V1, V6) \
	DOT(offset, R4, V2, V7) \
	DOT(offset, R5, V3, V8) \
	DOT(offset, R6, V4, V9)

// Moves all rows on.
#define ADVANCE(bytes) \
	MOVE(R0, bytes) \
	MOVE(R1, bytes) \
	MOVE(R2, bytes) \
	MOVE(R3, bytes) \
	MOVE(R4, bytes) \
	MOVE(R5, bytes) \
	MOVE(R6, bytes)

#define BROW(offset, pointer) \
	I64Load b+32(FP); I64Load offset(R11); I64Add; Set pointer

#define SKIP(pointer) \
	Get pointer; I64Load skip+56(FP); I64Add; Set pointer

#define RESUME(offset, v) \
	V128Load offset(R9); Set v

#define KEEP(offset, v) \
	TO(R9); Get v; STORE(offset)

// func dots(tiles int, offsets *int64, step int, a *float32, b *float32, lines, count, skip int, aRow, aStep int, sums *float32)
TEXT ·dots(SB), NOSPLIT, $0-88
	I64Load tiles+0(FP); Set R10
	I64Load offsets+8(FP); Set R11
	I64Load sums+80(FP); Set R9
	I64Load a+24(FP); Set R13
	Loop
		Get R13; Tee R0
		I64Load aRow+64(FP); I64Add; Set R1
		BROW(0, R2)
		BROW(8, R3)
		BROW(16, R4)
		BROW(24, R5)
		BROW(32, R6)
		RESUME(0, V0)
		RESUME(16, V1)
		RESUME(32, V2)
		RESUME(48, V3)
		RESUME(64, V4)
		RESUME(80, V5)
		RESUME(96, V6)
		RESUME(112, V7)
		RESUME(128, V8)
		RESUME(144, V9)
		I64Load lines+40(FP); Set R8
		Loop
			I64Load count+48(FP); Set R7
			Get R7; I64Const $1; I64And; I32WrapI64
			If
				QUAD(0)
				ADVANCE(16)
				Get R7; I64Const $1; I64Sub; Set R7
			End
			Block
				Get R7; I64Eqz; BrIf $0
				Loop
					QUAD(0)
					QUAD(16)
					ADVANCE(32)
					Get R7; I64Const $2; I64Sub; Tee R7
					I64Const $0; I64Ne; BrIf $0
				End
			End
			SKIP(R2)
			SKIP(R3)
			SKIP(R4)
			SKIP(R5)
			SKIP(R6)
			REPEAT(R8)
		End
		KEEP(0, V0)
		KEEP(16, V1)
		KEEP(32, V2)
		KEEP(48, V3)
		KEEP(64, V4)
		KEEP(80, V5)
		KEEP(96, V6)
		KEEP(112, V7)
		KEEP(128, V8)
		KEEP(144, V9)
		MOVE(R9, 160)
		Get R11; I64Load step+16(FP); I64Add; Set R11
		Get R13; I64Load aStep+72(FP); I64Add; Set R13
		REPEAT(R10)
	End
	RET
