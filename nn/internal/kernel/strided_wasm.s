#include "textflag.h"
#include "macros_wasm.h"
#include "winograd_wasm.h"

#define COPYONE \
	TO(R0); Get R1; I32WrapI64; F32Load $0; F32Store $0 \
	BEYOND(R0, R0, R2) \
	BEYOND(R1, R1, R3)

// R0 R1 value, R2 R3 its strides, R4 values left, R5 R6 line, R7 lines left, R8
// groups left, R9 pairs of values, R10 R11 group, R12 R13 strides of lines, R14 an
// odd value.

// func copyStrided(n, m, count int, dst *float32, di, dj, dk int, src *float32, si, sj, sk int)
TEXT ·copyStrided(SB), NOSPLIT, $0-88
	I64Load n+0(FP); Set R8
	I64Load count+16(FP); Tee R14; I64Const $1; I64ShrU; Set R9
	Get R14; I64Const $1; I64And; Set R14
	I64Load dst+24(FP); Set R10
	I64Load dj+40(FP); Set R12
	I64Load dk+48(FP); Set R2
	I64Load src+56(FP); Set R11
	I64Load sj+72(FP); Set R13
	I64Load sk+80(FP); Set R3
	Loop
		I64Load m+8(FP); Set R7
		Get R10; Set R5
		Get R11; Set R6
		Loop
			Get R5; Set R0
			Get R6; Set R1
			Get R14; I32WrapI64
			If
				COPYONE
			End
			Block
				Get R9; Tee R4; I64Eqz; BrIf $0
				Loop
					COPYONE
					COPYONE
					REPEAT(R4)
				End
			End
			BEYOND(R5, R5, R12)
			BEYOND(R6, R6, R13)
			REPEAT(R7)
		End
		Get R10; I64Load di+32(FP); I64Add; Set R10
		Get R11; I64Load si+64(FP); I64Add; Set R11
		REPEAT(R8)
	End
	RET
