#include "textflag.h"

// Sums, sixteen values at a time in two vectors, added to one at the end.
//
// CX is the number of rounds left, SI DI are the arrays, in the order of the
// arguments, AX is where in them, in bytes; Y0 Y1 are the sums, Y8 is a value
// that stays.

#define START \
	XORQ AX, AX \
	VXORPS Y0, Y0, Y0 \
	VXORPS Y1, Y1, Y1

#define NEXT \
	ADDQ $64, AX \
	DECQ CX \
	JNE  loop

// Adds up to the lanes.
#define END \
	VADDPS  Y1, Y0, Y0 \
	VMOVUPS Y0, (DX) \
	VZEROUPPER \
	RET

// func sum16(rounds int, x, lanes *float32)
TEXT ·sum16(SB), NOSPLIT, $0-24
	MOVQ rounds+0(FP), CX
	MOVQ x+8(FP), SI
	MOVQ lanes+16(FP), DX
	START

loop:
	VADDPS (SI)(AX*1), Y0, Y0
	VADDPS 32(SI)(AX*1), Y1, Y1
	NEXT
	END

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
	START

loop:
	DEVIATION(0, Y0)
	DEVIATION(32, Y1)
	NEXT
	END

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
	START

loop:
	SQUARE(0, Y0)
	SQUARE(32, Y1)
	NEXT
	END

#define NOTFINITE(offset, sum) \
	VMOVUPS offset(SI)(AX*1), Y2 \
	VSUBPS  Y2, Y2, Y2 \
	VORPS   Y2, sum, sum

// func notFinite16(rounds int, x, lanes *float32)
TEXT ·notFinite16(SB), NOSPLIT, $0-24
	MOVQ rounds+0(FP), CX
	MOVQ x+8(FP), SI
	MOVQ lanes+16(FP), DX
	START

loop:
	NOTFINITE(0, Y0)
	NOTFINITE(32, Y1)
	NEXT
	VORPS   Y1, Y0, Y0
	VMOVUPS Y0, (DX)
	VZEROUPPER
	RET
