#include "textflag.h"
#include "macros_wasm.h"

// Sums over planes and element-wise kernels on them. R0 planes left, R1.. arrays,
// R4 rounds or vectors left in a plane, R5 values left. V8.. are factors that stay.
//
// A plane's sum is that of the kernels for one array: rounds in four vectors of
// partial sums, their lanes pairwise, and the remaining values last.

#define ZERO V128Const $0, $0

// The sum of four vectors' lanes and of the remaining values.
#define PLANESUM(a, b, c, d, rest) \
	Get a; Get b; F32x4Add; Get c; Get d; F32x4Add; F32x4Add; Tee a \
	F32x4ExtractLane LANE(0); Get a; F32x4ExtractLane LANE(1); F32Add \
	Get a; F32x4ExtractLane LANE(2); Get a; F32x4ExtractLane LANE(3); F32Add; F32Add \
	Get rest; F32Add

// Adds it to a total.
#define TOTAL(a, b, c, d, rest, total) \
	PLANESUM(a, b, c, d, rest); F64PromoteF32; Get total; F64Add; Set total

#define SKIP(p) \
	Get p; I64Load skip+24(FP); I64Add; Set p

// The last vector of a plane goes back.
#define BACK(p) \
	Get p; I64Load back+24(FP); I64Sub; Set p

#define SKIP4(p) \
	Get p; I64Load skip+32(FP); I64Add; Set p

// Does body as often as an argument says, which may be never.
#define TIMES(counter, arg, body) \
	Block \
		I64Load arg(FP); Tee counter; I64Eqz; BrIf $0 \
		Loop \
			body \
			REPEAT(counter) \
		End \
	End

// Those that name arguments stand before the functions.

#define SQUAREREST \
	F32Load 0(R1); F32Load mean+40(FP); F32Sub; Tee F1; Get F1; F32Mul; Get F0; F32Add; Set F0 \
	MOVE(R1, 4)

#define DEVIATIONREST \
	F32Load 0(R1); Tee F2; Get F0; F32Add; Set F0 \
	F32Load 0(R2); F32Load mean+48(FP); F32Sub; Get F2; F32Mul; Get F1; F32Add; Set F1 \
	MOVE(R1, 4) \
	MOVE(R2, 4)

// The next plane's factor.
#define STEP(p) \
	Get p; I64Load step+80(FP); I64Add; Set p

#define FOURSUMS(op) \
	op(0, V0) \
	op(16, V1) \
	op(32, V2) \
	op(48, V3)

#define CLEARSUMS \
	ZERO; Tee V0; Tee V1; Tee V2; Set V3

#define SUM(offset, sum) \
	V128Load offset(R1); Get sum; F32x4Add; Set sum

#define SUMROUND \
	FOURSUMS(SUM) \
	MOVE(R1, 64)

#define SUMREST \
	F32Load 0(R1); Get F0; F32Add; Set F0 \
	MOVE(R1, 4)

// func sumPlanes(planes, rounds, rest, skip int, x *float32) float64
TEXT ·sumPlanes(SB), NOSPLIT, $0-48
	I64Load planes+0(FP); Set R0
	I64Load x+32(FP); Set R1
	F64Const $(0.0); Set F16
	Loop
		CLEARSUMS
		F32Const $(0.0); Set F0
		TIMES(R4, rounds+8, SUMROUND)
		TIMES(R5, rest+16, SUMREST)
		TOTAL(V0, V1, V2, V3, F0, F16)
		SKIP(R1)
		REPEAT(R0)
	End
	Get SP; Get F16; F64Store ret+40(FP)
	RET

// func addSumsPlanes(planes, rounds, rest, skip int, x *float32, s float32) float32
TEXT ·addSumsPlanes(SB), NOSPLIT, $0-52
	I64Load planes+0(FP); Set R0
	I64Load x+32(FP); Set R1
	F32Load s+40(FP); Set F1
	Loop
		CLEARSUMS
		F32Const $(0.0); Set F0
		TIMES(R4, rounds+8, SUMROUND)
		TIMES(R5, rest+16, SUMREST)
		PLANESUM(V0, V1, V2, V3, F0); Get F1; F32Add; Set F1
		SKIP(R1)
		REPEAT(R0)
	End
	Get SP; Get F1; F32Store ret+48(FP)
	RET

#define SQUARE(offset, sum) \
	V128Load offset(R1); Get V8; F32x4Sub; Tee V9; Get V9; F32x4Mul \
	Get sum; F32x4Add; Set sum

#define SQUAREROUND \
	FOURSUMS(SQUARE) \
	MOVE(R1, 64)

// func sumSquaredDeviationPlanes(planes, rounds, rest, skip int, x *float32, mean float32) float64
TEXT ·sumSquaredDeviationPlanes(SB), NOSPLIT, $0-56
	I64Load planes+0(FP); Set R0
	I64Load x+32(FP); Set R1
	F32Load mean+40(FP); F32x4Splat; Set V8
	F64Const $(0.0); Set F16
	Loop
		CLEARSUMS
		F32Const $(0.0); Set F0
		TIMES(R4, rounds+8, SQUAREROUND)
		TIMES(R5, rest+16, SQUAREREST)
		TOTAL(V0, V1, V2, V3, F0, F16)
		SKIP(R1)
		REPEAT(R0)
	End
	Get SP; Get F16; F64Store ret+48(FP)
	RET

// Adds four of y to one sum, and their products with the deviations to another.
#define DEVIATION(offset, sum, product) \
	V128Load offset(R1); Tee V9; Get sum; F32x4Add; Set sum \
	V128Load offset(R2); Get V8; F32x4Sub; Get V9; F32x4Mul \
	Get product; F32x4Add; Set product

#define DEVIATIONROUND \
	DEVIATION(0, V0, V4) \
	DEVIATION(16, V1, V5) \
	DEVIATION(32, V2, V6) \
	DEVIATION(48, V3, V7) \
	MOVE(R1, 64) \
	MOVE(R2, 64)

// func sumDeviationPlanes(planes, rounds, rest, skip int, y, x *float32, mean float32) (sum, deviation float64)
TEXT ·sumDeviationPlanes(SB), NOSPLIT, $0-72
	I64Load planes+0(FP); Set R0
	I64Load y+32(FP); Set R1
	I64Load x+40(FP); Set R2
	F32Load mean+48(FP); F32x4Splat; Set V8
	F64Const $(0.0); Tee F16; Set F17
	Loop
		CLEARSUMS
		ZERO; Tee V4; Tee V5; Tee V6; Set V7
		F32Const $(0.0); Tee F0; Set F1
		TIMES(R4, rounds+8, DEVIATIONROUND)
		TIMES(R5, rest+16, DEVIATIONREST)
		TOTAL(V0, V1, V2, V3, F0, F16)
		TOTAL(V4, V5, V6, V7, F1, F17)
		SKIP(R1)
		SKIP(R2)
		REPEAT(R0)
	End
	Get SP; Get F16; F64Store sum+56(FP)
	Get SP; Get F17; F64Store deviation+64(FP)
	RET

#define ARRAYS2(op) \
	op(R1) \
	op(R2)

#define ARRAYS3(op) \
	ARRAYS2(op) \
	op(R3)

#define NEXTROUND(p) MOVE(p, 64)
#define NEXTFOUR(p) MOVE(p, 16)

#define ELEMENTROUND(op, arrays) \
	ROUND(op) \
	arrays(NEXTROUND)

#define ELEMENTFOUR(op, arrays) \
	Get R4; I64Const $1; I64Eq \
	If \
		arrays(BACK) \
	End \
	op(0) \
	arrays(NEXTFOUR)

// A plane of an element-wise kernel on two or three arrays, and all planes.
#define PLANE(op, arrays) \
	TIMES(R4, rounds+8, ELEMENTROUND(op, arrays)) \
	TIMES(R4, fours+16, ELEMENTFOUR(op, arrays)) \
	arrays(SKIP4)

#define ELEMENTS(op, arrays) \
	Loop \
		PLANE(op, arrays) \
		REPEAT(R0) \
	End

#define AFFINE(offset) \
	TO(R1); V128Load offset(R2); Get V8; F32x4Mul; Get V9; F32x4Add; STORE(offset)

// func affinePlanes(planes, rounds, fours, back, skip int, y, x *float32, scale, shift float32)
TEXT ·affinePlanes(SB), NOSPLIT, $0-64
	I64Load planes+0(FP); Set R0
	I64Load y+40(FP); Set R1
	I64Load x+48(FP); Set R2
	F32Load scale+56(FP); FACTOR(V8)
	F32Load shift+60(FP); FACTOR(V9)
	ELEMENTS(AFFINE, ARRAYS2)
	RET

// As relu16's, Pmax keeps a NaN and a negative zero.
#define AFFINERELU(offset) \
	TO(R2); V128Load offset(R3); Get V8; F32x4Mul; Get V9; F32x4Add; Tee V0; STORE(offset) \
	TO(R1); Get V0; Get V10; F32x4Pmax; STORE(offset)

// func affineReLUPlanes(planes, rounds, fours, back, skip int, z, y, x, scale, shift *float32, step int, zero float32)
TEXT ·affineReLUPlanes(SB), NOSPLIT, $0-92
	I64Load planes+0(FP); Set R0
	I64Load z+40(FP); Set R1
	I64Load y+48(FP); Set R2
	I64Load x+56(FP); Set R3
	I64Load scale+64(FP); Set R5
	I64Load shift+72(FP); Set R6
	F32Load zero+88(FP); FACTOR(V10)
	Loop
		F32Load 0(R5); FACTOR(V8)
		F32Load 0(R6); FACTOR(V9)
		PLANE(AFFINERELU, ARRAYS3)
		STEP(R5)
		STEP(R6)
		REPEAT(R0)
	End
	RET

#define AFFINETWO(offset) \
	TO(R1); V128Load offset(R2); Get V8; F32x4Mul; V128Load offset(R3); Get V9; F32x4Mul; F32x4Add \
	Get V10; F32x4Add; STORE(offset)

// func affine2Planes(planes, rounds, fours, back, skip int, z, x, y *float32, a, b, c float32)
TEXT ·affine2Planes(SB), NOSPLIT, $0-76
	I64Load planes+0(FP); Set R0
	I64Load z+40(FP); Set R1
	I64Load x+48(FP); Set R2
	I64Load y+56(FP); Set R3
	F32Load a+64(FP); FACTOR(V8)
	F32Load b+68(FP); FACTOR(V9)
	F32Load c+72(FP); FACTOR(V10)
	ELEMENTS(AFFINETWO, ARRAYS3)
	RET
