#include "textflag.h"
#include "macros_wasm.h"

#define DIFFER(offset) \
	V128Load offset(R1); V128Load offset(R2); V128Xor

// func differ16(rounds int, x, y *float32) int
TEXT ·differ16(SB), NOSPLIT, $0-32
	I64Load rounds+0(FP); Set R0
	I64Load x+8(FP); Set R1
	I64Load y+16(FP); Set R2
	Block
		Loop
			DIFFER(0)
			DIFFER(16); V128Or
			DIFFER(32); V128Or
			DIFFER(48); V128Or
			V128AnyTrue; BrIf $1
			MOVE(R1, 64)
			MOVE(R2, 64)
			REPEAT(R0)
		End
	End
	Get SP; Get R0; I64Store ret+24(FP)
	RET
