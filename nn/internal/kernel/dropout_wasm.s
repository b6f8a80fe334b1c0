#include "textflag.h"
#include "macros_wasm.h"

// Dropout. V8 is four counters times hashStep plus the key, V9 the step to the next
// four, V10 and V11 the multipliers of Hash, V12 the key's upper half, V13 drop,
// V14 scale. Hash's constants are written as I32Const takes them, as signed ones.

// V0 ^ V0>>n
#define XORSHIFT(n) \
	Get V0; Get V0; I32Const $n; I32x4ShrU; V128Xor

#define DROPOUT(offset) \
	Get V8; Set V0 \
	XORSHIFT(16); Get V10; I32x4Mul; Set V0 \
	XORSHIFT(15); Get V12; I32x4Add; Get V11; I32x4Mul; Set V0 \
	TO(R1); XORSHIFT(16); Get V13; I32x4GeU; V128Load offset(R2); Get V14; F32x4Mul; V128And; STORE(offset) \
	Get V8; Get V9; I32x4Add; Set V8

// func dropout16(rounds int, y, x *float32, steps *[4]uint32, first, key, drop uint32, scale float32)
TEXT ·dropout16(SB), NOSPLIT, $0-48
	I64Load rounds+0(FP); Set R0
	I64Load y+8(FP); Set R1
	I64Load x+16(FP); Set R2
	I64Load steps+24(FP); Set R3
	I32Load first+32(FP); I32x4Splat; V128Load (R3); I32x4Add; Set V8
	I32Const $0x78dde6e4; I32x4Splat; Set V9 // 4*hashStep
	I32Const $0x7feb352d; I32x4Splat; Set V10
	I32Const $-0x7b935975; I32x4Splat; Set V11
	I32Load key+36(FP); I32x4Splat; Set V12
	I32Load drop+40(FP); I32x4Splat; Set V13
	F32Load scale+44(FP); F32x4Splat; Set V14
	Loop
		ROUNDS2(DROPOUT)
	End
	RET
