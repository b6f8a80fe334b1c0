#include "textflag.h"
#include "macros_wasm.h"

// Element-wise kernels.

#define ADD(offset) \
	TO(R1); V128Load offset(R1); V128Load offset(R2); F32x4Add; STORE(offset)

// func add16(rounds int, dst, src *float32)
TEXT ·add16(SB), NOSPLIT, $0-24
	I64Load rounds+0(FP); Set R0
	I64Load dst+8(FP); Set R1
	I64Load src+16(FP); Set R2
	Loop
		ROUNDS2(ADD)
	End
	RET

#define AXPY(offset) \
	TO(R2); V128Load offset(R2); V128Load offset(R1); Get V8; F32x4Mul; F32x4Add; STORE(offset)

// func axpy16(rounds int, x, y *float32, alpha float32)
TEXT ·axpy16(SB), NOSPLIT, $0-28
	I64Load rounds+0(FP); Set R0
	I64Load x+8(FP); Set R1
	I64Load y+16(FP); Set R2
	F32Load alpha+24(FP); FACTOR(V8)
	Loop
		ROUNDS2(AXPY)
	End
	RET

#define SCALE(offset) \
	TO(R1); V128Load offset(R1); Get V8; F32x4Mul; STORE(offset)

// func scale16(rounds int, x *float32, alpha float32)
TEXT ·scale16(SB), NOSPLIT, $0-20
	I64Load rounds+0(FP); Set R0
	I64Load x+8(FP); Set R1
	F32Load alpha+16(FP); FACTOR(V8)
	Loop
		ROUNDS1(SCALE)
	End
	RET

// Pmax keeps the first operand unless it is less than the second: a NaN stays,
// and so does a negative zero.
#define RELU(offset) \
	TO(R1); V128Load offset(R2); Get V8; F32x4Pmax; STORE(offset)

// func relu16(rounds int, y, x *float32, zero float32)
TEXT ·relu16(SB), NOSPLIT, $0-28
	I64Load rounds+0(FP); Set R0
	I64Load y+8(FP); Set R1
	I64Load x+16(FP); Set R2
	F32Load zero+24(FP); FACTOR(V8)
	Loop
		ROUNDS2(RELU)
	End
	RET

#define RELUBACKWARD(offset) \
	TO(R1); V128Load offset(R2); V128Load offset(R3); Get V8; F32x4Gt; V128And; STORE(offset)

// func reluBackward16(rounds int, dx, dy, y *float32, zero float32)
TEXT ·reluBackward16(SB), NOSPLIT, $0-36
	I64Load rounds+0(FP); Set R0
	I64Load dx+8(FP); Set R1
	I64Load dy+16(FP); Set R2
	I64Load y+24(FP); Set R3
	F32Load zero+32(FP); FACTOR(V8)
	Loop
		ROUNDS3(RELUBACKWARD)
	End
	RET

#define AFFINE(offset) \
	TO(R1); V128Load offset(R2); Get V8; F32x4Mul; Get V9; F32x4Add; STORE(offset)

// func affine16(rounds int, y, x *float32, scale, shift float32)
TEXT ·affine16(SB), NOSPLIT, $0-32
	I64Load rounds+0(FP); Set R0
	I64Load y+8(FP); Set R1
	I64Load x+16(FP); Set R2
	F32Load scale+24(FP); FACTOR(V8)
	F32Load shift+28(FP); FACTOR(V9)
	Loop
		ROUNDS2(AFFINE)
	End
	RET

#define AFFINETWO(offset) \
	TO(R1); V128Load offset(R2); Get V8; F32x4Mul; V128Load offset(R3); Get V9; F32x4Mul; F32x4Add \
	Get V10; F32x4Add; STORE(offset)

// func affine216(rounds int, z, x, y *float32, a, b, c float32)
TEXT ·affine216(SB), NOSPLIT, $0-44
	I64Load rounds+0(FP); Set R0
	I64Load z+8(FP); Set R1
	I64Load x+16(FP); Set R2
	I64Load y+24(FP); Set R3
	F32Load a+32(FP); FACTOR(V8)
	F32Load b+36(FP); FACTOR(V9)
	F32Load c+40(FP); FACTOR(V10)
	Loop
		ROUNDS3(AFFINETWO)
	End
	RET
