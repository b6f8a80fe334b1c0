#include "textflag.h"

// Products of packed panels of 5 or 4 rows with two vectors of 8 columns. The sums
// of a tile stay in registers, so that the inner loop touches memory for its
// operands only. It takes two of the panel's columns at a time, an odd one first.
//
// CX panels left, SI panel, R11 offset's address, R10 end of the offsets, DI left
// vector of b without offset, BX the right one, R9 bias, DX left vector of c, R12
// from left to right in c, R13 row stride of c; all distances in bytes. Y0..Y9
// sums, Y10 Y11 values of b, Y12 of a.

#define TILEARGS \
	MOVQ panels+0(FP), CX \
	MOVQ a+8(FP), SI \
	MOVQ end+32(FP), R10 \
	MOVQ b+40(FP), DI \
	MOVQ bGap+48(FP), BX \
	ADDQ DI, BX \
	MOVQ bias+56(FP), R9 \
	MOVQ c+64(FP), DX \
	MOVQ cGap+72(FP), R12 \
	MOVQ ldc+80(FP), R13

// Starts a row's sums with its bias.
#define START(offset, left, right) \
	VBROADCASTSS offset(R9), left \
	VMOVAPS left, right

// Loads the two vectors of b at an offset.
#define COLUMNS(offset) \
	MOVQ offset(R11), AX \
	VMOVUPS (DI)(AX*1), Y10 \
	VMOVUPS (BX)(AX*1), Y11

// Adds a row's factor times the two vectors to its sums.
#define ROW(offset, left, right) \
	VBROADCASTSS offset(SI), Y12 \
	VFMADD231PS Y10, Y12, left \
	VFMADD231PS Y11, Y12, right

#define ROWS4(offset) \
	ROW(offset+0, Y0, Y1) \
	ROW(offset+4, Y2, Y3) \
	ROW(offset+8, Y4, Y5) \
	ROW(offset+12, Y6, Y7)

#define ROWS5(offset) \
	ROWS4(offset) \
	ROW(offset+16, Y8, Y9)

// Moves on by some of the panel's columns.
#define ADVANCE(bytes, offsets) \
	ADDQ $bytes, SI \
	ADDQ $offsets, R11

// Adds the tile's row of c, at AX, to the sums.
#define ADDC(left, right) \
	VADDPS (AX), left, left \
	VADDPS (AX)(R12*1), right, right \
	ADDQ R13, AX

#define STORE(left, right) \
	VMOVUPS left, (DX) \
	VMOVUPS right, (DX)(R12*1) \
	ADDQ R13, DX

// func tiles5(panels int, a *float32, skip int, offsets, end *int64, b *float32, bGap int, bias, c *float32, cGap, ldc int, accumulate bool)
TEXT ·tiles5(SB), NOSPLIT, $0-89
	TILEARGS

panel:
	START(0, Y0, Y1)
	START(4, Y2, Y3)
	START(8, Y4, Y5)
	START(12, Y6, Y7)
	START(16, Y8, Y9)
	MOVQ offsets+24(FP), R11
	MOVQ R10, AX
	SUBQ R11, AX
	TESTQ $8, AX
	JEQ  even
	COLUMNS(0)
	ROWS5(0)
	ADVANCE(20, 8)

even:
	CMPQ R11, R10
	JEQ  done

columns:
	COLUMNS(0)
	ROWS5(0)
	COLUMNS(8)
	ROWS5(20)
	ADVANCE(40, 16)
	CMPQ R11, R10
	JNE  columns

done:
	CMPB accumulate+88(FP), $0
	JEQ  store
	MOVQ DX, AX
	ADDC(Y0, Y1)
	ADDC(Y2, Y3)
	ADDC(Y4, Y5)
	ADDC(Y6, Y7)
	ADDC(Y8, Y9)

store:
	STORE(Y0, Y1)
	STORE(Y2, Y3)
	STORE(Y4, Y5)
	STORE(Y6, Y7)
	STORE(Y8, Y9)
	ADDQ skip+16(FP), SI
	ADDQ $20, R9
	DECQ CX
	JNE  panel
	VZEROUPPER
	RET

// func tiles4(panels int, a *float32, skip int, offsets, end *int64, b *float32, bGap int, bias, c *float32, cGap, ldc int, accumulate bool)
TEXT ·tiles4(SB), NOSPLIT, $0-89
	TILEARGS

panel:
	START(0, Y0, Y1)
	START(4, Y2, Y3)
	START(8, Y4, Y5)
	START(12, Y6, Y7)
	MOVQ offsets+24(FP), R11
	MOVQ R10, AX
	SUBQ R11, AX
	TESTQ $8, AX
	JEQ  even
	COLUMNS(0)
	ROWS4(0)
	ADVANCE(16, 8)

even:
	CMPQ R11, R10
	JEQ  done

columns:
	COLUMNS(0)
	ROWS4(0)
	COLUMNS(8)
	ROWS4(16)
	ADVANCE(32, 16)
	CMPQ R11, R10
	JNE  columns

done:
	CMPB accumulate+88(FP), $0
	JEQ  store
	MOVQ DX, AX
	ADDC(Y0, Y1)
	ADDC(Y2, Y3)
	ADDC(Y4, Y5)
	ADDC(Y6, Y7)

store:
	STORE(Y0, Y1)
	STORE(Y2, Y3)
	STORE(Y4, Y5)
	STORE(Y6, Y7)
	ADDQ skip+16(FP), SI
	ADDQ $16, R9
	DECQ CX
	JNE  panel
	VZEROUPPER
	RET

// func gather(dst *float32, step int, src *float32, order *int32, n int)
TEXT ·gather(SB), NOSPLIT, $0-40
	MOVQ dst+0(FP), DI
	MOVQ step+8(FP), DX
	MOVQ src+16(FP), SI
	MOVQ order+24(FP), BX
	MOVQ n+32(FP), CX

value:
	MOVLQSX (BX), AX
	MOVL    (SI)(AX*4), AX
	MOVL    AX, (DI)
	ADDQ    DX, DI
	ADDQ    $4, BX
	DECQ    CX
	JNE     value
	RET
