#include "textflag.h"
#include "macros_amd64.h"

// The optimisers.

// Y0 is the new velocity.
#define MOMENTUM(offset) \
	VMULPS  offset(DX)(AX*1), Y9, Y0 \
	VMULPS  offset(SI)(AX*1), Y8, Y1 \
	VSUBPS  Y1, Y0, Y0 \
	VMOVUPS Y0, offset(DX)(AX*1) \
	VADDPS  offset(DI)(AX*1), Y0, Y0 \
	VMOVUPS Y0, offset(DI)(AX*1)

// func momentumStep16(rounds int, w, grad, v *float32, lr, momentum float32)
TEXT ·momentumStep16(SB), NOSPLIT, $0-40
	MOVQ rounds+0(FP), CX
	MOVQ w+8(FP), DI
	MOVQ grad+16(FP), SI
	MOVQ v+24(FP), DX
	VBROADCASTSS lr+32(FP), Y8
	VBROADCASTSS momentum+36(FP), Y9
	ROUNDS(MOMENTUM)
	RET

// Y0 is the gradient, Y1 the new m, Y2 the new v.
#define ADAM(offset) \
	VMOVUPS offset(SI)(AX*1), Y0 \
	VMULPS  offset(DX)(AX*1), Y9, Y1 \
	VMULPS  Y10, Y0, Y3 \
	VADDPS  Y3, Y1, Y1 \
	VMOVUPS Y1, offset(DX)(AX*1) \
	VMULPS  offset(BX)(AX*1), Y11, Y2 \
	VMULPS  Y12, Y0, Y3 \
	VMULPS  Y0, Y3, Y3 \
	VADDPS  Y3, Y2, Y2 \
	VMOVUPS Y2, offset(BX)(AX*1) \
	VMULPS  Y14, Y2, Y2 \
	VSQRTPS Y2, Y2 \
	VADDPS  Y13, Y2, Y2 \
	VMULPS  Y8, Y1, Y1 \
	VDIVPS  Y2, Y1, Y1 \
	VMOVUPS offset(DI)(AX*1), Y0 \
	VSUBPS  Y1, Y0, Y0 \
	VMOVUPS Y0, offset(DI)(AX*1)

// func adamStep16(rounds int, w, grad, m, v *float32, rate, beta1, rest1, beta2, rest2, eps, c2 float32)
TEXT ·adamStep16(SB), NOSPLIT, $0-68
	MOVQ rounds+0(FP), CX
	MOVQ w+8(FP), DI
	MOVQ grad+16(FP), SI
	MOVQ m+24(FP), DX
	MOVQ v+32(FP), BX
	VBROADCASTSS rate+40(FP), Y8
	VBROADCASTSS beta1+44(FP), Y9
	VBROADCASTSS rest1+48(FP), Y10
	VBROADCASTSS beta2+52(FP), Y11
	VBROADCASTSS rest2+56(FP), Y12
	VBROADCASTSS eps+60(FP), Y13
	VBROADCASTSS c2+64(FP), Y14
	ROUNDS(ADAM)
	RET

// Y0 is lr*g, Y1 the new velocity.
#define NESTEROV(offset) \
	VMULPS  offset(SI)(AX*1), Y8, Y0 \
	VMULPS  offset(DX)(AX*1), Y9, Y1 \
	VSUBPS  Y0, Y1, Y1 \
	VMOVUPS Y1, offset(DX)(AX*1) \
	VMULPS  Y9, Y1, Y1 \
	VSUBPS  Y0, Y1, Y1 \
	VADDPS  offset(DI)(AX*1), Y1, Y1 \
	VMOVUPS Y1, offset(DI)(AX*1)

// func nesterovStep16(rounds int, w, grad, v *float32, lr, momentum float32)
TEXT ·nesterovStep16(SB), NOSPLIT, $0-40
	MOVQ rounds+0(FP), CX
	MOVQ w+8(FP), DI
	MOVQ grad+16(FP), SI
	MOVQ v+24(FP), DX
	VBROADCASTSS lr+32(FP), Y8
	VBROADCASTSS momentum+36(FP), Y9
	ROUNDS(NESTEROV)
	RET

// Y0 is the gradient, Y1 the new h.
#define ROOT(offset) \
	VMOVUPS offset(SI)(AX*1), Y0 \
	VMULPS  offset(DX)(AX*1), Y9, Y1 \
	VMULPS  Y10, Y0, Y2 \
	VMULPS  Y0, Y2, Y2 \
	VADDPS  Y2, Y1, Y1 \
	VMOVUPS Y1, offset(DX)(AX*1) \
	VSQRTPS Y1, Y1 \
	VADDPS  Y11, Y1, Y1 \
	VMULPS  Y8, Y0, Y0 \
	VDIVPS  Y1, Y0, Y0 \
	VMOVUPS offset(DI)(AX*1), Y1 \
	VSUBPS  Y0, Y1, Y1 \
	VMOVUPS Y1, offset(DI)(AX*1)

// func rootStep16(rounds int, w, grad, h *float32, lr, keep, gain, eps float32)
TEXT ·rootStep16(SB), NOSPLIT, $0-48
	MOVQ rounds+0(FP), CX
	MOVQ w+8(FP), DI
	MOVQ grad+16(FP), SI
	MOVQ h+24(FP), DX
	VBROADCASTSS lr+32(FP), Y8
	VBROADCASTSS keep+36(FP), Y9
	VBROADCASTSS gain+40(FP), Y10
	VBROADCASTSS eps+44(FP), Y11
	ROUNDS(ROOT)
	RET
