#include "textflag.h"
#include "macros_wasm.h"

// Grey images of 28 x 28 bytes, thickened and warped; see warp.go. Rows of pixels are
// 28 bytes, rows of a WarpImage 32.

// The larger of V1 and a neighbour of 16 pixels.
#define NEIGHBOUR(offset) \
	V128Load offset(R1); Get V9; V128Xor; Get V1; I8x16MaxU; Set V1

// The product with the factor over 256, of eight of V1.
#define GAIN(extend) \
	Get V1; extend; Get V8; I16x8Mul; I32Const $8; I16x8ShrU

// 16 pixels at a column. R1 is at the row above, R2 at the row of the image.
#define THICKEN(column, above, left, here, right, below) \
	V128Load here(R1); Get V9; V128Xor; Tee V0; Set V1 \
	NEIGHBOUR(above) \
	NEIGHBOUR(left) \
	NEIGHBOUR(right) \
	NEIGHBOUR(below) \
	Get V1; Get V0; I8x16Sub; Set V1 \
	TO(R2) \
	GAIN(I16x8ExtendLowI8x16U) \
	GAIN(I16x8ExtendHighI8x16U) \
	I8x16NarrowI16x8U; Get V0; I8x16Add; Get V9; V128Xor; STORE(column)

// func thicken28(rows int, dst, src *byte, factor, invert int32)
TEXT ·thicken28(SB), NOSPLIT, $0-32
	I64Load rows+0(FP); Set R0
	I64Load dst+8(FP); Set R2
	I64Load src+16(FP); Set R1
	I32Load factor+24(FP); I16x8Splat; Set V8
	I32Load invert+28(FP); I32x4Splat; Set V9
	Loop
		TO(R2); V128Load 28(R1); STORE(0)
		TO(R2); V128Load 40(R1); STORE(12)
		THICKEN(1, 1, 28, 29, 30, 57)
		THICKEN(11, 11, 38, 39, 40, 67)
		MOVE(R1, 28)
		MOVE(R2, 32)
		REPEAT(R0)
	End
	RET

#define STEP(v, by) \
	Get v; Get by; I32x4Add; Set v

// Loads a vector of int32 arguments into all lanes.
#define ARG(arg) \
	I32Load arg(FP); I32x4Splat

// The first four of a row: the start plus 0, 1, 2 and 3 steps.
#define FIRST(start, step) \
	ARG(start); ARG(step); V128Const $0x0000000100000000, $0x0000000300000002; I32x4Mul; I32x4Add

// The pixel at V4's lane, those right of, below, and right below it, as 32 bits.
#define PIXELS(lane) \
	Get V4; I32x4ExtractLane LANE(lane); I64ExtendI32U; Set R8 \
	I64Load16U 0(R8); I64Load16U 32(R8); I64Const $16; I64Shl; I64Or

// The pixels at two of V4's lanes.
#define TWO(first, second) \
	PIXELS(first); PIXELS(second); I64Const $32; I64Shl; I64Or

// Inside, of 28.
#define INSIDE(v) \
	Get v; I32Const $28; I32x4Splat; I32x4LtU

// R0 rows left, R1 dst, R4 fours left in a row, R6 R7 displacements across and down.
// V0 V1 columns and rows without displacements, V2 V3 with them, V6 whether they are in
// the image, V8 V9 steps to the next four, V10 V11 the start of the row, V13 the image.
//
// func warp28(dst *float32, image *byte, u, v, ux, vx, uy, vy int32, across, down *int32, skip int, scale float32)
TEXT ·warp28(SB), NOSPLIT, $0-68
	I64Load dst+0(FP); Set R1
	I64Load across+40(FP); Set R6
	I64Load down+48(FP); Set R7
	I64Load image+8(FP); I32WrapI64; I32x4Splat; Set V13
	FIRST(u+16, ux+24); Set V10
	FIRST(v+20, vx+28); Set V11
	ARG(ux+24); I32Const $2; I32x4Shl; Set V8
	ARG(vx+28); I32Const $2; I32x4Shl; Set V9
	I64Const $28; Set R0
	Loop
		Get V10; Set V0
		Get V11; Set V1
		I64Const $7; Set R4
		Loop
			Get V0; V128Load 0(R6); I32x4Add; Set V2
			Get V1; V128Load 0(R7); I32x4Add; Set V3
			Get V2; I32Const $16; I32x4ShrS; Set V4
			Get V3; I32Const $16; I32x4ShrS; Set V5
			INSIDE(V4); INSIDE(V5); V128And; Set V6
			Get V5; I32Const $5; I32x4Shl; Get V4; I32x4Add; Get V6; V128And; Get V13; I32x4Add; Set V4
			TWO(0, 1); I64x2Splat; TWO(2, 3); I64x2ReplaceLane LANE(1); Set V5
			// Of the fractions, that across as the pair of its weights.
			Get V2; I32Const $8; I32x4ShrU; I32Const $255; I32x4Splat; V128And; Tee V2
			I32Const $16; I32x4Shl; Get V2; I32x4Sub; I32Const $256; I32x4Splat; I32x4Add; Set V2
			Get V3; I32Const $8; I32x4ShrU; I32Const $255; I32x4Splat; V128And; Set V3
			Get V5; V128Const $0x1005100410011000, $0x100d100c10091008; I8x16Swizzle; Get V2; I32x4DotI16x8S; Set V4
			Get V5; V128Const $0x1007100610031002, $0x100f100e100b100a; I8x16Swizzle; Get V2; I32x4DotI16x8S; Set V5
			TO(R1)
			Get V4; I32Const $8; I32x4Shl; Get V5; Get V4; I32x4Sub; Get V3; I32x4Mul; I32x4Add
			F32x4ConvertI32x4S; F32Load scale+64(FP); F32x4Splat; F32x4Mul
			Get V6; V128And; STORE(0)
			STEP(V0, V8)
			STEP(V1, V9)
			MOVE(R1, 16)
			MOVE(R6, 16)
			MOVE(R7, 16)
			REPEAT(R4)
		End
		ARG(uy+32); Get V10; I32x4Add; Set V10
		ARG(vy+36); Get V11; I32x4Add; Set V11
		Get R6; I64Load skip+56(FP); I64Add; Set R6
		Get R7; I64Load skip+56(FP); I64Add; Set R7
		REPEAT(R0)
	End
	RET
