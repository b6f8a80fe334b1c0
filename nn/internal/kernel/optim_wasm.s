#include "textflag.h"

// The optimisers, sixteen values at a time.
//
// R0 is the number of rounds left, R1.. are the arrays, in the order of the
// arguments; V8.. are factors that stay.

#define ADVANCE(p) \
	Get p; I64Const $64; I64Add; Set p

#define REPEAT \
	Get R0; I64Const $1; I64Sub; Tee R0; I64Const $0; I64Ne; BrIf $0

#define FACTOR(v) \
	F32x4Splat; Set v

// The address of a store, which goes before the value.
#define TO(p) \
	Get p; I32WrapI64

// V128Store takes its offset from the second operand.
#define STORE(offset) \
	V128Store $0, $offset

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
		MOMENTUM(0)
		MOMENTUM(16)
		MOMENTUM(32)
		MOMENTUM(48)
		ADVANCE(R1)
		ADVANCE(R2)
		ADVANCE(R3)
		REPEAT
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
		ADAM(0)
		ADAM(16)
		ADAM(32)
		ADAM(48)
		ADVANCE(R1)
		ADVANCE(R2)
		ADVANCE(R3)
		ADVANCE(R4)
		REPEAT
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
		NESTEROV(0)
		NESTEROV(16)
		NESTEROV(32)
		NESTEROV(48)
		ADVANCE(R1)
		ADVANCE(R2)
		ADVANCE(R3)
		REPEAT
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
		ROOT(0)
		ROOT(16)
		ROOT(32)
		ROOT(48)
		ADVANCE(R1)
		ADVANCE(R2)
		ADVANCE(R3)
		REPEAT
	End
	RET
