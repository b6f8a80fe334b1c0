#include "textflag.h"

// Products of packed panels of 5 or 4 rows with two vectors of 8 columns, by
// AVX2 and FMA. The sums of a tile stay in registers, so that the inner loop
// touches memory for its operands only. With AVX-512 two panels are taken at
// once, and the two vectors are one register's halves.
//
// CX panels left, SI panel, R14 the one after it, R11 offset's address, R10 end of
// the offsets, DI left vector of b without offset, BX the right one, R9 bias, DX
// left vector of c, R12 from left to right in c, R13 row stride of c, R8 from how
// many panels on two are taken at once; all distances in bytes. Y0..Y9 sums, Y10
// Y11 values of b, Y12 of a.

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
	MOVQ ldc+80(FP), R13 \
	MOVQ $0x7fffffffffffffff, R8 \
	CMPB ·wide(SB), $0 \
	JEQ  panel \
	MOVQ $2, R8

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

// AVX-512: the two vectors of b at an offset.
#define WIDECOLUMNS(offset, b) \
	MOVQ offset(R11), AX \
	VMOVUPS (DI)(AX*1), Y10 \
	VINSERTF64X4 $1, (BX)(AX*1), Z10, b

// Adds a row's factor times both to its sums.
#define WIDEROW(offset, panel, b, sums) \
	VFMADD231PS.BCST offset(panel), b, sums

#define WIDEROWS4(offset, panel, b, s0, s1, s2, s3) \
	WIDEROW(offset+0, panel, b, s0) \
	WIDEROW(offset+4, panel, b, s1) \
	WIDEROW(offset+8, panel, b, s2) \
	WIDEROW(offset+12, panel, b, s3)

#define WIDEADDC(sums) \
	VMOVUPS (AX), Y10 \
	VINSERTF64X4 $1, (AX)(R12*1), Z10, Z10 \
	VADDPS Z10, sums, sums \
	ADDQ R13, AX

#define WIDESTORE(left, sums) \
	VMOVUPS left, (DX) \
	VEXTRACTF64X4 $1, sums, (DX)(R12*1) \
	ADDQ R13, DX

// func tiles5(panels int, a *float32, skip int, offsets, end *int64, b *float32, bGap int, bias, c *float32, cGap, ldc int, accumulate bool)
TEXT ·tiles5(SB), NOSPLIT, $0-89
	TILEARGS

panel:
	CMPQ CX, R8
	JGE  pair
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

pair:
	VBROADCASTSS 0(R9), Z0
	VBROADCASTSS 4(R9), Z1
	VBROADCASTSS 8(R9), Z2
	VBROADCASTSS 12(R9), Z3
	VBROADCASTSS 16(R9), Z4
	VBROADCASTSS 20(R9), Z5
	VBROADCASTSS 24(R9), Z6
	VBROADCASTSS 28(R9), Z7
	VBROADCASTSS 32(R9), Z8
	VBROADCASTSS 36(R9), Z9
	MOVQ offsets+24(FP), R11
	MOVQ R10, AX
	SUBQ R11, AX
	LEAQ (AX)(AX*4), R14 // a panel has 20 bytes for 8 of offsets
	SHRQ $1, R14
	ADDQ SI, R14
	ADDQ skip+16(FP), R14
	TESTQ $8, AX
	JEQ  evenPair
	WIDECOLUMNS(0, Z11)
	WIDEROWS4(0, SI, Z11, Z0, Z1, Z2, Z3)
	WIDEROW(16, SI, Z11, Z4)
	WIDEROWS4(0, R14, Z11, Z5, Z6, Z7, Z8)
	WIDEROW(16, R14, Z11, Z9)
	ADDQ $20, SI
	ADDQ $20, R14
	ADDQ $8, R11

evenPair:
	CMPQ R11, R10
	JEQ  donePair

columnsPair:
	WIDECOLUMNS(0, Z11)
	WIDEROWS4(0, SI, Z11, Z0, Z1, Z2, Z3)
	WIDEROW(16, SI, Z11, Z4)
	WIDEROWS4(0, R14, Z11, Z5, Z6, Z7, Z8)
	WIDEROW(16, R14, Z11, Z9)
	WIDECOLUMNS(8, Z12)
	WIDEROWS4(20, SI, Z12, Z0, Z1, Z2, Z3)
	WIDEROW(36, SI, Z12, Z4)
	WIDEROWS4(20, R14, Z12, Z5, Z6, Z7, Z8)
	WIDEROW(36, R14, Z12, Z9)
	ADDQ $40, SI
	ADDQ $40, R14
	ADDQ $16, R11
	CMPQ R11, R10
	JNE  columnsPair

donePair:
	CMPB accumulate+88(FP), $0
	JEQ  storePair
	MOVQ DX, AX
	WIDEADDC(Z0)
	WIDEADDC(Z1)
	WIDEADDC(Z2)
	WIDEADDC(Z3)
	WIDEADDC(Z4)
	WIDEADDC(Z5)
	WIDEADDC(Z6)
	WIDEADDC(Z7)
	WIDEADDC(Z8)
	WIDEADDC(Z9)

storePair:
	WIDESTORE(Y0, Z0)
	WIDESTORE(Y1, Z1)
	WIDESTORE(Y2, Z2)
	WIDESTORE(Y3, Z3)
	WIDESTORE(Y4, Z4)
	WIDESTORE(Y5, Z5)
	WIDESTORE(Y6, Z6)
	WIDESTORE(Y7, Z7)
	WIDESTORE(Y8, Z8)
	WIDESTORE(Y9, Z9)
	MOVQ R14, SI
	ADDQ skip+16(FP), SI
	ADDQ $40, R9
	SUBQ $2, CX
	JNE  panel
	VZEROUPPER
	RET

// func tiles4(panels int, a *float32, skip int, offsets, end *int64, b *float32, bGap int, bias, c *float32, cGap, ldc int, accumulate bool)
TEXT ·tiles4(SB), NOSPLIT, $0-89
	TILEARGS

panel:
	CMPQ CX, R8
	JGE  pair
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

pair:
	VBROADCASTSS 0(R9), Z0
	VBROADCASTSS 4(R9), Z1
	VBROADCASTSS 8(R9), Z2
	VBROADCASTSS 12(R9), Z3
	VBROADCASTSS 16(R9), Z4
	VBROADCASTSS 20(R9), Z5
	VBROADCASTSS 24(R9), Z6
	VBROADCASTSS 28(R9), Z7
	MOVQ offsets+24(FP), R11
	MOVQ R10, AX
	SUBQ R11, AX
	LEAQ (AX)(AX*1), R14 // a panel has 16 bytes for 8 of offsets
	ADDQ SI, R14
	ADDQ skip+16(FP), R14
	TESTQ $8, AX
	JEQ  evenPair
	WIDECOLUMNS(0, Z11)
	WIDEROWS4(0, SI, Z11, Z0, Z1, Z2, Z3)
	WIDEROWS4(0, R14, Z11, Z4, Z5, Z6, Z7)
	ADDQ $16, SI
	ADDQ $16, R14
	ADDQ $8, R11

evenPair:
	CMPQ R11, R10
	JEQ  donePair

columnsPair:
	WIDECOLUMNS(0, Z11)
	WIDEROWS4(0, SI, Z11, Z0, Z1, Z2, Z3)
	WIDEROWS4(0, R14, Z11, Z4, Z5, Z6, Z7)
	WIDECOLUMNS(8, Z12)
	WIDEROWS4(16, SI, Z12, Z0, Z1, Z2, Z3)
	WIDEROWS4(16, R14, Z12, Z4, Z5, Z6, Z7)
	ADDQ $32, SI
	ADDQ $32, R14
	ADDQ $16, R11
	CMPQ R11, R10
	JNE  columnsPair

donePair:
	CMPB accumulate+88(FP), $0
	JEQ  storePair
	MOVQ DX, AX
	WIDEADDC(Z0)
	WIDEADDC(Z1)
	WIDEADDC(Z2)
	WIDEADDC(Z3)
	WIDEADDC(Z4)
	WIDEADDC(Z5)
	WIDEADDC(Z6)
	WIDEADDC(Z7)

storePair:
	WIDESTORE(Y0, Z0)
	WIDESTORE(Y1, Z1)
	WIDESTORE(Y2, Z2)
	WIDESTORE(Y3, Z3)
	WIDESTORE(Y4, Z4)
	WIDESTORE(Y5, Z5)
	WIDESTORE(Y6, Z6)
	WIDESTORE(Y7, Z7)
	MOVQ R14, SI
	ADDQ skip+16(FP), SI
	ADDQ $32, R9
	SUBQ $2, CX
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
