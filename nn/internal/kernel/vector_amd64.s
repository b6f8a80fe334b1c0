#include "textflag.h"
#include "macros_amd64.h"

// Element-wise kernels.

#define ADD(offset) \
	VMOVUPS offset(DI)(AX*1), Y0 \
	VADDPS  offset(SI)(AX*1), Y0, Y0 \
	VMOVUPS Y0, offset(DI)(AX*1)

// func add16(rounds int, dst, src *float32)
TEXT ·add16(SB), NOSPLIT, $0-24
	MOVQ rounds+0(FP), CX
	MOVQ dst+8(FP), DI
	MOVQ src+16(FP), SI
	ROUNDS(ADD)
	RET

#define AXPY(offset) \
	VMULPS  offset(DI)(AX*1), Y8, Y0 \
	VADDPS  offset(SI)(AX*1), Y0, Y0 \
	VMOVUPS Y0, offset(SI)(AX*1)

// func axpy16(rounds int, x, y *float32, alpha float32)
TEXT ·axpy16(SB), NOSPLIT, $0-28
	MOVQ rounds+0(FP), CX
	MOVQ x+8(FP), DI
	MOVQ y+16(FP), SI
	VBROADCASTSS alpha+24(FP), Y8
	ROUNDS(AXPY)
	RET

#define SCALE(offset) \
	VMULPS  offset(DI)(AX*1), Y8, Y0 \
	VMOVUPS Y0, offset(DI)(AX*1)

// func scale16(rounds int, x *float32, alpha float32)
TEXT ·scale16(SB), NOSPLIT, $0-20
	MOVQ rounds+0(FP), CX
	MOVQ x+8(FP), DI
	VBROADCASTSS alpha+16(FP), Y8
	ROUNDS(SCALE)
	RET

// Where either is NaN, VMAXPS gives the first operand, which is x.
#define RELU(offset) \
	VMAXPS  offset(SI)(AX*1), Y8, Y0 \
	VMOVUPS Y0, offset(DI)(AX*1)

// func relu16(rounds int, y, x *float32, zero float32)
TEXT ·relu16(SB), NOSPLIT, $0-28
	MOVQ rounds+0(FP), CX
	MOVQ y+8(FP), DI
	MOVQ x+16(FP), SI
	VBROADCASTSS zero+24(FP), Y8
	ROUNDS(RELU)
	RET

// Comparison 17 is less than, false for NaN.
#define RELUBACKWARD(offset) \
	VCMPPS  $17, offset(DX)(AX*1), Y8, Y0 \
	VANDPS  offset(SI)(AX*1), Y0, Y0 \
	VMOVUPS Y0, offset(DI)(AX*1)

// func reluBackward16(rounds int, dx, dy, y *float32, zero float32)
TEXT ·reluBackward16(SB), NOSPLIT, $0-36
	MOVQ rounds+0(FP), CX
	MOVQ dx+8(FP), DI
	MOVQ dy+16(FP), SI
	MOVQ y+24(FP), DX
	VBROADCASTSS zero+32(FP), Y8
	ROUNDS(RELUBACKWARD)
	RET

#define AFFINE(offset) \
	VMULPS  offset(SI)(AX*1), Y8, Y0 \
	VADDPS  Y9, Y0, Y0 \
	VMOVUPS Y0, offset(DI)(AX*1)

// func affine16(rounds int, y, x *float32, scale, shift float32)
TEXT ·affine16(SB), NOSPLIT, $0-32
	MOVQ rounds+0(FP), CX
	MOVQ y+8(FP), DI
	MOVQ x+16(FP), SI
	VBROADCASTSS scale+24(FP), Y8
	VBROADCASTSS shift+28(FP), Y9
	ROUNDS(AFFINE)
	RET

#define AFFINE2(offset) \
	VMULPS  offset(SI)(AX*1), Y8, Y0 \
	VMULPS  offset(DX)(AX*1), Y9, Y1 \
	VADDPS  Y1, Y0, Y0 \
	VADDPS  Y10, Y0, Y0 \
	VMOVUPS Y0, offset(DI)(AX*1)

// func affine216(rounds int, z, x, y *float32, a, b, c float32)
TEXT ·affine216(SB), NOSPLIT, $0-44
	MOVQ rounds+0(FP), CX
	MOVQ z+8(FP), DI
	MOVQ x+16(FP), SI
	MOVQ y+24(FP), DX
	VBROADCASTSS a+32(FP), Y8
	VBROADCASTSS b+36(FP), Y9
	VBROADCASTSS c+40(FP), Y10
	ROUNDS(AFFINE2)
	RET
