#include "textflag.h"
#include "macros_wasm.h"

// Sums, in four vectors V0..V3 of partial sums, added to one at the end. V8 is the
// mean.

#define FOURSUMS(op) \
	op(0, V0) \
	op(16, V1) \
	op(32, V2) \
	op(48, V3)

#define FOLD(op) \
	I32WrapI64; Get V0; Get V1; op; Get V2; Get V3; op; op; STORE(0)

#define SUM(offset, sum) \
	V128Load offset(R1); Get sum; F32x4Add; Set sum

// func sum16(rounds int, x, lanes *float32)
TEXT ·sum16(SB), NOSPLIT, $0-24
	I64Load rounds+0(FP); Set R0
	I64Load x+8(FP); Set R1
	Loop
		FOURSUMS(SUM)
		MOVE(R1, 64)
		REPEAT(R0)
	End
	I64Load lanes+16(FP); FOLD(F32x4Add)
	RET

#define DEVIATION(offset, sum) \
	V128Load offset(R2); Get V8; F32x4Sub; V128Load offset(R1); F32x4Mul \
	Get sum; F32x4Add; Set sum

// func sumDeviation16(rounds int, y, x *float32, mean float32, lanes *float32)
TEXT ·sumDeviation16(SB), NOSPLIT, $0-40
	I64Load rounds+0(FP); Set R0
	I64Load y+8(FP); Set R1
	I64Load x+16(FP); Set R2
	F32Load mean+24(FP); F32x4Splat; Set V8
	Loop
		FOURSUMS(DEVIATION)
		MOVE(R1, 64)
		MOVE(R2, 64)
		REPEAT(R0)
	End
	I64Load lanes+32(FP); FOLD(F32x4Add)
	RET

#define SQUARE(offset, sum) \
	V128Load offset(R1); Get V8; F32x4Sub; Tee V9; Get V9; F32x4Mul \
	Get sum; F32x4Add; Set sum

// func sumSquaredDeviation16(rounds int, x *float32, mean float32, lanes *float32)
TEXT ·sumSquaredDeviation16(SB), NOSPLIT, $0-32
	I64Load rounds+0(FP); Set R0
	I64Load x+8(FP); Set R1
	F32Load mean+16(FP); F32x4Splat; Set V8
	Loop
		FOURSUMS(SQUARE)
		MOVE(R1, 64)
		REPEAT(R0)
	End
	I64Load lanes+24(FP); FOLD(F32x4Add)
	RET

#define NOTFINITE(offset, sum) \
	V128Load offset(R1); Tee V9; Get V9; F32x4Sub; Get sum; V128Or; Set sum

// func notFinite16(rounds int, x, lanes *float32)
TEXT ·notFinite16(SB), NOSPLIT, $0-24
	I64Load rounds+0(FP); Set R0
	I64Load x+8(FP); Set R1
	Loop
		FOURSUMS(NOTFINITE)
		MOVE(R1, 64)
		REPEAT(R0)
	End
	I64Load lanes+16(FP); FOLD(V128Or)
	RET
