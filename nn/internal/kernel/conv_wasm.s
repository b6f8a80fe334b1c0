#include "textflag.h"
#include "macros_wasm.h"

// What convolutions do beside their products.

#define BACK(p) \
	Get p; I64Load back+24(FP); I64Sub; Set p

#define SKIP(p, by) \
	Get p; I64Load by(FP); I64Add; Set p

// Adds the lanes of a vector of sums to the weight's gradient that is next in order.
#define FOLD(offset) \
	I64Load row+8(FP); I64Load32U 0(R1); I64Const $2; I64Shl; I64Add; Tee R3; I32WrapI64 \
	F32Load 0(R3); F32Load offset(R2); F32Load (offset+4)(R2); F32Add \
	F32Load (offset+8)(R2); F32Load (offset+12)(R2); F32Add; F32Add; F32Add; F32Store $0 \
	MOVE(R1, 4)

// R0 planes left, R1 dst, R2 src, R3 rows left, R4 vectors left.
//
// func copyRows(planes, rows, fours, back int, dst *float32, dstSkip, dstNext int, src *float32, srcSkip, srcNext int)
TEXT ·copyRows(SB), NOSPLIT, $0-80
	I64Load planes+0(FP); Set R0
	I64Load dst+32(FP); Set R1
	I64Load src+56(FP); Set R2
	Loop
		I64Load rows+8(FP); Set R3
		Loop
			I64Load fours+16(FP); Set R4
			Loop
				Get R4; I64Const $1; I64Eq
				If
					BACK(R1)
					BACK(R2)
				End
				TO(R1); V128Load 0(R2); STORE(0)
				MOVE(R1, 16)
				MOVE(R2, 16)
				REPEAT(R4)
			End
			SKIP(R1, dstSkip+40)
			SKIP(R2, srcSkip+64)
			REPEAT(R3)
		End
		SKIP(R1, dstNext+48)
		SKIP(R2, srcNext+72)
		REPEAT(R0)
	End
	RET

// R0 vectors left, R1 order, R2 sums.
//
// func foldSums(n int, row *float32, order *int32, sums *float32, skip int)
TEXT ·foldSums(SB), NOSPLIT, $0-40
	I64Load n+0(FP); Set R0
	I64Load order+16(FP); Set R1
	I64Load sums+24(FP); Set R2
	Block
		Loop
			Get R0; I64Const $5; I64LtU; BrIf $1
			FOLD(0)
			FOLD(16)
			FOLD(32)
			FOLD(48)
			FOLD(64)
			MOVE(R2, 80)
			Get R2; I64Load skip+32(FP); I64Add; Set R2
			Get R0; I64Const $5; I64Sub; Set R0
			Br $0
		End
	End
	Block
		Get R0; I64Eqz; BrIf $0
		Loop
			FOLD(0)
			MOVE(R2, 16)
			REPEAT(R0)
		End
	End
	RET
