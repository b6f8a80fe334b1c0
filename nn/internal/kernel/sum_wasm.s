#include "textflag.h"

// Sums, sixteen values at a time in four vectors, added to one at the end.
//
// R0 is the number of rounds left, R1.. are the arrays, in the order of the
// arguments; V0..V3 are the sums, V8 is a value that stays.

#define ADVANCE(p) \
	Get p; I64Const $64; I64Add; Set p

#define REPEAT \
	Get R0; I64Const $1; I64Sub; Tee R0; I64Const $0; I64Ne; BrIf $0

#define SUM(offset, sum) \
	V128Load offset(R1); Get sum; F32x4Add; Set sum

// func sum16(rounds int, x, lanes *float32)
TEXT ·sum16(SB), NOSPLIT, $0-24
	I64Load rounds+0(FP); Set R0
	I64Load x+8(FP); Set R1
	Loop
		SUM(0, V0)
		SUM(16, V1)
		SUM(32, V2)
		SUM(48, V3)
		ADVANCE(R1)
		REPEAT
	End
	I64Load lanes+16(FP); I32WrapI64
	Get V0; Get V1; F32x4Add; Get V2; Get V3; F32x4Add; F32x4Add
	V128Store $0
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
		DEVIATION(0, V0)
		DEVIATION(16, V1)
		DEVIATION(32, V2)
		DEVIATION(48, V3)
		ADVANCE(R1)
		ADVANCE(R2)
		REPEAT
	End
	I64Load lanes+32(FP); I32WrapI64
	Get V0; Get V1; F32x4Add; Get V2; Get V3; F32x4Add; F32x4Add
	V128Store $0
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
		SQUARE(0, V0)
		SQUARE(16, V1)
		SQUARE(32, V2)
		SQUARE(48, V3)
		ADVANCE(R1)
		REPEAT
	End
	I64Load lanes+24(FP); I32WrapI64
	Get V0; Get V1; F32x4Add; Get V2; Get V3; F32x4Add; F32x4Add
	V128Store $0
	RET

#define NOTFINITE(offset, sum) \
	V128Load offset(R1); Tee V9; Get V9; F32x4Sub; Get sum; V128Or; Set sum

// func notFinite16(rounds int, x, lanes *float32)
TEXT ·notFinite16(SB), NOSPLIT, $0-24
	I64Load rounds+0(FP); Set R0
	I64Load x+8(FP); Set R1
	Loop
		NOTFINITE(0, V0)
		NOTFINITE(16, V1)
		NOTFINITE(32, V2)
		NOTFINITE(48, V3)
		ADVANCE(R1)
		REPEAT
	End
	I64Load lanes+16(FP); I32WrapI64
	Get V0; Get V1; V128Or; Get V2; Get V3; V128Or; V128Or
	V128Store $0
	RET
