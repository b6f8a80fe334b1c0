#include "textflag.h"

// Dropout, sixteen values at a time.
//
// The multipliers of Hash, as signed constants: I32Const takes no others.
//
// R0 is the number of rounds left, R1 is y, R2 is x; V8 has four counters times
// hashStep plus the key, V9 what takes them four on, V10 and V11 the
// multipliers, V12 the key's upper half, V13 drop, V14 scale.

#define ADVANCE(p) \
	Get p; I64Const $64; I64Add; Set p

#define REPEAT \
	Get R0; I64Const $1; I64Sub; Tee R0; I64Const $0; I64Ne; BrIf $0

// The address of a store, which goes before the value.
#define TO(p) \
	Get p; I32WrapI64

// V128Store takes its offset from the second operand.
#define STORE(offset) \
	V128Store $0, $offset

// V0 ^ V0>>n
#define XORSHIFT(n) \
	Get V0; Get V0; I32Const $n; I32x4ShrU; V128Xor

#define DROPOUT(offset) \
	Get V8; Set V0 \
	XORSHIFT(16); Get V10; I32x4Mul; Set V0 \
	XORSHIFT(15); Get V12; I32x4Add; Get V11; I32x4Mul; Set V0 \
	TO(R1); XORSHIFT(16); Get V13; I32x4GeU; V128Load offset(R2); Get V14; F32x4Mul; V128And; STORE(offset) \
	Get V8; Get V9; I32x4Add; Set V8

// func dropout16(rounds int, y, x *float32, steps *uint32, first, key, drop uint32, scale float32)
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
		DROPOUT(0)
		DROPOUT(16)
		DROPOUT(32)
		DROPOUT(48)
		ADVANCE(R1)
		ADVANCE(R2)
		REPEAT
	End
	RET
