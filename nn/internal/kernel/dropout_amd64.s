#include "textflag.h"

// Dropout, sixteen values at a time.
//
// CX is the number of rounds left, DI is y, SI is x, AX is where in them, in
// bytes; Y8 has eight counters times hashStep plus the key, Y9 what takes them
// eight on, Y10 and Y11 the multipliers of Hash, Y12 the key's upper half, Y13
// drop, Y14 scale.

#define CONSTANT(value, v) \
	MOVL         value, BX \
	VMOVD        BX, X0 \
	VPBROADCASTD X0, v

// Y0 ^ Y0>>n
#define XORSHIFT(n) \
	VPSRLD $n, Y0, Y1 \
	VPXOR  Y1, Y0, Y0

// What is not below drop is its larger one with it.
#define DROPOUT(offset) \
	VMOVDQA  Y8, Y0 \
	XORSHIFT(16) \
	VPMULLD  Y10, Y0, Y0 \
	XORSHIFT(15) \
	VPADDD   Y12, Y0, Y0 \
	VPMULLD  Y11, Y0, Y0 \
	XORSHIFT(16) \
	VPMAXUD  Y13, Y0, Y1 \
	VPCMPEQD Y1, Y0, Y0 \
	VMULPS   offset(SI)(AX*1), Y14, Y1 \
	VPAND    Y1, Y0, Y0 \
	VMOVUPS  Y0, offset(DI)(AX*1) \
	VPADDD   Y9, Y8, Y8

// func dropout16(rounds int, y, x *float32, steps *uint32, first, key, drop uint32, scale float32)
TEXT ·dropout16(SB), NOSPLIT, $0-48
	MOVQ rounds+0(FP), CX
	MOVQ y+8(FP), DI
	MOVQ x+16(FP), SI
	MOVQ steps+24(FP), DX
	CONSTANT(first+32(FP), Y8)
	VPADDD (DX), Y8, Y8
	CONSTANT($0xf1bbcdc8, Y9) // 8*hashStep
	CONSTANT($0x7feb352d, Y10)
	CONSTANT($0x846ca68b, Y11)
	CONSTANT(key+36(FP), Y12)
	CONSTANT(drop+40(FP), Y13)
	VBROADCASTSS scale+44(FP), Y14
	XORQ AX, AX

loop:
	DROPOUT(0)
	DROPOUT(32)
	ADDQ $64, AX
	DECQ CX
	JNE  loop
	VZEROUPPER
	RET
