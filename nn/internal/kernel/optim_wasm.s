#include "textflag.h"
#include "macros_wasm.h"

// The optimisers.

// V0 is the new velocity.
#define MOMENTUM(offset) \
	TO(R3); V128Load offset(R3); Get V9; F32x4Mul; V128Load offset(R2); Get V8; F32x4Mul; F32x4Sub; Tee V0; STORE(offset) \
	TO(R1); V128Load offset(R1); Get V0; F32x4Add; STORE(offset)

// func momentumStep16(rounds int, w, grad, v *float32, lr, momentum float32)
TEXT ·momentumStep16(SB), NOSPLIT, $0-40
	I64Load rounds+0(FP); Set R0
	I64Load w+8(FP); Set R1
	I64Load grad+16(FP); Set R2
	I64Load v+24(FP); Set R3
	F32Load lr+32(FP); FACTOR(V8)
	F32Load momentum+36(FP); FACTOR(V9)
	Loop
		ROUNDS3(MOMENTUM)
	End
	RET

// V0 is the gradient, V1 the new m, V2 the new v.
#define ADAM(offset) \
	V128Load offset(R2); Set V0 \
	TO(R3); V128Load offset(R3); Get V9; F32x4Mul; Get V0; Get V10; F32x4Mul; F32x4Add; Tee V1; STORE(offset) \
	TO(R4); V128Load offset(R4); Get V11; F32x4Mul; Get V0; Get V12; F32x4Mul; Get V0; F32x4Mul; F32x4Add; Tee V2; STORE(offset) \
	TO(R1); V128Load offset(R1); Get V1; Get V8; F32x4Mul \
	Get V2; Get V14; F32x4Mul; F32x4Sqrt; Get V13; F32x4Add; F32x4Div; F32x4Sub; STORE(offset)

// func adamStep16(rounds int, w, grad, m, v *float32, rate, beta1, rest1, beta2, rest2, eps, c2 float32)
TEXT ·adamStep16(SB), NOSPLIT, $0-68
	I64Load rounds+0(FP); Set R0
	I64Load w+8(FP); Set R1
	I64Load grad+16(FP); Set R2
	I64Load m+24(FP); Set R3
	I64Load v+32(FP); Set R4
	F32Load rate+40(FP); FACTOR(V8)
	F32Load beta1+44(FP); FACTOR(V9)
	F32Load rest1+48(FP); FACTOR(V10)
	F32Load beta2+52(FP); FACTOR(V11)
	F32Load rest2+56(FP); FACTOR(V12)
	F32Load eps+60(FP); FACTOR(V13)
	F32Load c2+64(FP); FACTOR(V14)
	Loop
		ROUND(ADAM)
		MOVE(R1, 64)
		MOVE(R2, 64)
		MOVE(R3, 64)
		MOVE(R4, 64)
		REPEAT(R0)
	End
	RET

// V0 is lr times the gradient, V1 the new velocity.
#define NESTEROV(offset) \
	V128Load offset(R2); Get V8; F32x4Mul; Set V0 \
	TO(R3); V128Load offset(R3); Get V9; F32x4Mul; Get V0; F32x4Sub; Tee V1; STORE(offset) \
	TO(R1); V128Load offset(R1); Get V1; Get V9; F32x4Mul; Get V0; F32x4Sub; F32x4Add; STORE(offset)

// func nesterovStep16(rounds int, w, grad, v *float32, lr, momentum float32)
TEXT ·nesterovStep16(SB), NOSPLIT, $0-40
	I64Load rounds+0(FP); Set R0
	I64Load w+8(FP); Set R1
	I64Load grad+16(FP); Set R2
	I64Load v+24(FP); Set R3
	F32Load lr+32(FP); FACTOR(V8)
	F32Load momentum+36(FP); FACTOR(V9)
	Loop
		ROUNDS3(NESTEROV)
	End
	RET

// V0 is the gradient, V1 the new h.
#define ROOT(offset) \
	V128Load offset(R2); Set V0 \
	TO(R3); V128Load offset(R3); Get V9; F32x4Mul; Get V0; Get V10; F32x4Mul; Get V0; F32x4Mul; F32x4Add; Tee V1; STORE(offset) \
	TO(R1); V128Load offset(R1); Get V0; Get V8; F32x4Mul; Get V1; F32x4Sqrt; Get V11; F32x4Add; F32x4Div; F32x4Sub; STORE(offset)

// func rootStep16(rounds int, w, grad, h *float32, lr, keep, gain, eps float32)
TEXT ·rootStep16(SB), NOSPLIT, $0-48
	I64Load rounds+0(FP); Set R0
	I64Load w+8(FP); Set R1
	I64Load grad+16(FP); Set R2
	I64Load h+24(FP); Set R3
	F32Load lr+32(FP); FACTOR(V8)
	F32Load keep+36(FP); FACTOR(V9)
	F32Load gain+40(FP); FACTOR(V10)
	F32Load eps+44(FP); FACTOR(V11)
	Loop
		ROUNDS3(ROOT)
	End
	RET
