#include "textflag.h"

// Sums, in two vectors Y0 Y1 of partial sums, combined into one at the end. SI DI
// are the arrays, DX is the result, Y8 the mean.

#define SUMS(op, combine) \
	VXORPS  Y0, Y0, Y0 \
	VXORPS  Y1, Y1, Y1 \
	XORQ    AX, AX \
round: \
	op(0, Y0) \
	op(32, Y1) \
	ADDQ    $64, AX \
	DECQ    CX \
	JNE     round \
	combine Y1, Y0, Y0 \
	VMOVUPS Y0, (DX) \
	VZEROUPPER

#define SUM(offset, sum) \
	VADDPS offset(SI)(AX*1), sum, sum

// func sum16(rounds int, x, lanes *float32)
TEXT ·sum16(SB), NOSPLIT, $0-24
	MOVQ rounds+0(FP), CX
	MOVQ x+8(FP), SI
	MOVQ lanes+16(FP), DX
	SUMS(SUM, VADDPS)
	RET

#define DEVIATION(offset, sum) \
	VMOVUPS offset(DI)(AX*1), Y2 \
	VSUBPS  Y8, Y2, Y2 \
	VFMADD231PS offset(SI)(AX*1), Y2, sum

// func sumDeviation16(rounds int, y, x *float32, mean float32, lanes *float32)
TEXT ·sumDeviation16(SB), NOSPLIT, $0-40
	MOVQ rounds+0(FP), CX
	MOVQ y+8(FP), SI
	MOVQ x+16(FP), DI
	VBROADCASTSS mean+24(FP), Y8
	MOVQ lanes+32(FP), DX
	SUMS(DEVIATION, VADDPS)
	RET

#define SQUARE(offset, sum) \
	VMOVUPS offset(SI)(AX*1), Y2 \
	VSUBPS  Y8, Y2, Y2 \
	VFMADD231PS Y2, Y2, sum

// func sumSquaredDeviation16(rounds int, x *float32, mean float32, lanes *float32)
TEXT ·sumSquaredDeviation16(SB), NOSPLIT, $0-32
	MOVQ rounds+0(FP), CX
	MOVQ x+8(FP), SI
	VBROADCASTSS mean+16(FP), Y8
	MOVQ lanes+24(FP), DX
	SUMS(SQUARE, VADDPS)
	RET

#define NOTFINITE(offset, sum) \
	VMOVUPS offset(SI)(AX*1), Y2 \
	VSUBPS  Y2, Y2, Y2 \
	VORPS   Y2, sum, sum

// func notFinite16(rounds int, x, lanes *float32)
TEXT ·notFinite16(SB), NOSPLIT, $0-24
	MOVQ rounds+0(FP), CX
	MOVQ x+8(FP), SI
	MOVQ lanes+16(FP), DX
	SUMS(NOTFINITE, VORPS)
	RET
