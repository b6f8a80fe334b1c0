#include "textflag.h"
#include "macros_wasm.h"
#include "splat_wasm.h"

// The parts of winograd.go. All strides are in bytes.

// P2 = P1 + a stride.
#define BEYOND(to, from, stride) \
	Get from; Get stride; I64Add; Set to

#define ZERO(v) \
	V128Const $0, $0; Set v

#define STOREROW(row, left, right) \
	TO(row); Get left; STORE(0) \
	TO(row); Get right; STORE(16)

// Adds a factor of one tile times two vectors of filters.
#define FACTORROW(row, offset, left, right) \
	SPLAT(row, offset); Tee V10 \
	Get V8; F32x4Mul; Get left; F32x4Add; Set left \
	Get V10; Get V9; F32x4Mul; Get right; F32x4Add; Set right

// One channel of four tiles.
#define CHANNEL(offset, filters) \
	V128Load (filters)(R4); Set V8 \
	V128Load (filters+16)(R4); Set V9 \
	FACTORROW(R0, offset, V0, V1) \
	FACTORROW(R1, offset, V2, V3) \
	FACTORROW(R2, offset, V4, V5) \
	FACTORROW(R3, offset, V6, V7)

// R0..R3 tiles, splatOffset too low, R4 the panel's weights, R5 where they begin,
// R6 position's tiles, R7 eights of channels left, R8 products, R9 fours of tiles
// left, R10 panels left, R11 panel's products, R12 positions left, R13 position's
// products, R14 R15 strides of tiles and products.

// func winogradProducts(fours, panels, eights int, v, u, m *float32, vPlane, mPlane, vRow, mRow int)
TEXT ·winogradProducts(SB), NOSPLIT, $0-80
	I64Load v+24(FP); I64Const $splatOffset; I64Sub; Set R6
	I64Load u+32(FP); Set R5
	I64Load m+40(FP); Set R13
	I64Load vRow+64(FP); Set R14
	I64Load mRow+72(FP); Set R15
	I64Const $16; Set R12
	Loop
		I64Load panels+8(FP); Set R10
		Get R13; Set R11
		Loop
			I64Load fours+0(FP); Set R9
			Get R6; Set R0
			Get R11; Set R8
			Loop
				BEYOND(R1, R0, R14)
				BEYOND(R2, R1, R14)
				BEYOND(R3, R2, R14)
				Get R5; Set R4
				ZERO(V0)
				ZERO(V1)
				ZERO(V2)
				ZERO(V3)
				ZERO(V4)
				ZERO(V5)
				ZERO(V6)
				ZERO(V7)
				I64Load eights+16(FP); Set R7
				Loop
					CHANNEL(AT0, 0)
					CHANNEL(AT4, 32)
					CHANNEL(AT8, 64)
					CHANNEL(AT12, 96)
					CHANNEL(AT16, 128)
					CHANNEL(AT20, 160)
					CHANNEL(AT24, 192)
					CHANNEL(AT28, 224)
					MOVE(R0, 32)
					MOVE(R1, 32)
					MOVE(R2, 32)
					MOVE(R3, 32)
					MOVE(R4, 256)
					REPEAT(R7)
				End
				STOREROW(R8, V0, V1)
				BEYOND(R8, R8, R15)
				STOREROW(R8, V2, V3)
				BEYOND(R8, R8, R15)
				STOREROW(R8, V4, V5)
				BEYOND(R8, R8, R15)
				STOREROW(R8, V6, V7)
				BEYOND(R8, R8, R15)
				Get R3; Set R0 // the fourth tile's end
				REPEAT(R9)
			End
			Get R4; Set R5
			MOVE(R11, 32)
			REPEAT(R10)
		End
		Get R6; I64Load vPlane+48(FP); I64Add; Set R6
		Get R13; I64Load mPlane+56(FP); I64Add; Set R13
		REPEAT(R12)
	End
	RET

// One tile's gradients of two vectors of filters times four channels.
#define TILE \
	V128Load 0(R1); Set V8 \
	V128Load 16(R1); Set V9 \
	FACTORROW(R0, AT0, V0, V1) \
	FACTORROW(R0, AT4, V2, V3) \
	FACTORROW(R0, AT8, V4, V5) \
	FACTORROW(R0, AT12, V6, V7) \
	BEYOND(R0, R0, R14) \
	BEYOND(R1, R1, R15)

// R0 four channels of a tile, splatOffset too low, R1 its gradients, R4 sums, R6
// R13 position's tiles and gradients, R7 pairs of tiles left, R8 four channels of
// the first tile, R9 fours of channels left, R10 panels left, R11 panel's
// gradients, R12 positions left, R14 R15 strides of tiles and gradients.

// func winogradGradient(tiles, panels, fours int, v, d, sums *float32, vPlane, dPlane, vRow, dRow int)
TEXT ·winogradGradient(SB), NOSPLIT, $0-80
	I64Load v+24(FP); I64Const $splatOffset; I64Sub; Set R6
	I64Load d+32(FP); Set R13
	I64Load sums+40(FP); Set R4
	I64Load vRow+64(FP); Set R14
	I64Load dRow+72(FP); Set R15
	I64Const $16; Set R12
	Loop
		I64Load panels+8(FP); Set R10
		Get R13; Set R11
		Loop
			I64Load fours+16(FP); Set R9
			Get R6; Set R8
			Loop
				Get R8; Set R0
				Get R11; Set R1
				V128Load 0(R4); Set V0
				V128Load 16(R4); Set V1
				V128Load 32(R4); Set V2
				V128Load 48(R4); Set V3
				V128Load 64(R4); Set V4
				V128Load 80(R4); Set V5
				V128Load 96(R4); Set V6
				V128Load 112(R4); Set V7
				I64Load tiles+0(FP); Set R7
				Get R7; I64Const $1; I64And; I32WrapI64
				If
					TILE
				End
				Block
					Get R7; I64Const $1; I64ShrU; Tee R7; I64Eqz; BrIf $0
					Loop
						TILE
						TILE
						REPEAT(R7)
					End
				End
				STOREROW(R4, V0, V1)
				MOVE(R4, 32)
				STOREROW(R4, V2, V3)
				MOVE(R4, 32)
				STOREROW(R4, V4, V5)
				MOVE(R4, 32)
				STOREROW(R4, V6, V7)
				MOVE(R4, 32)
				MOVE(R8, 16)
				REPEAT(R9)
			End
			MOVE(R11, 32)
			REPEAT(R10)
		End
		Get R6; I64Load vPlane+48(FP); I64Add; Set R6
		Get R13; I64Load dPlane+56(FP); I64Add; Set R13
		REPEAT(R12)
	End
	RET

// Stores what is left and right of op at p, which moves on by a stride.
#define PUT(p, stride, left, right, op) \
	TO(p); Get left; Get right; op; STORE(0) \
	BEYOND(p, p, stride)

// B^T times a column of four pixels.
#define COLUMN(a, b, c, d) \
	V128Load 0(R0); Set V8 \
	V128Load 0(R1); Set V9 \
	V128Load 0(R2); Set V10 \
	V128Load 0(R3); Set V11 \
	Get V8; Get V10; F32x4Sub; Set a \
	Get V9; Get V10; F32x4Add; Set b \
	Get V10; Get V9; F32x4Sub; Set c \
	Get V9; Get V11; F32x4Sub; Set d

// Moves the rows by a number of pixels' bytes.
#define ROWS(op, bytes) \
	Get R0; Get bytes; op; Set R0 \
	Get R1; Get bytes; op; Set R1 \
	Get R2; Get bytes; op; Set R2 \
	Get R3; Get bytes; op; Set R3

// R0..R3 rows of the tile, R4 R5 one and two pixels, R6 four planes, R7 plane, R8
// R9 outputs, R10 tile's outputs, R11 tile, R12 vectors left, R13 tiles left, R14
// row.

// func winogradInput(tiles, vectors int, x *float32, xRow, xPixel int, v *float32, vPlane int)
TEXT ·winogradInput(SB), NOSPLIT, $0-56
	I64Load tiles+0(FP); Set R13
	I64Load x+16(FP); Set R11
	I64Load xRow+24(FP); Set R14
	I64Load xPixel+32(FP); Tee R4; I64Const $1; I64Shl; Set R5
	I64Load v+40(FP); Set R10
	I64Load vPlane+48(FP); Tee R7; I64Const $2; I64Shl; Set R6
	Loop
		I64Load vectors+8(FP); Set R12
		Loop
			Get R11; Set R0
			BEYOND(R1, R0, R14)
			BEYOND(R2, R1, R14)
			BEYOND(R3, R2, R14)
			COLUMN(V0, V1, V2, V3)
			ROWS(I64Add, R5)
			COLUMN(V4, V5, V6, V7)
			Get R10; Set R8
			PUT(R8, R6, V0, V4, F32x4Sub)
			PUT(R8, R6, V1, V5, F32x4Sub)
			PUT(R8, R6, V2, V6, F32x4Sub)
			PUT(R8, R6, V3, V7, F32x4Sub)
			ROWS(I64Sub, R4)
			COLUMN(V0, V1, V2, V3)
			BEYOND(R8, R10, R7)
			BEYOND(R9, R8, R7)
			PUT(R8, R6, V0, V4, F32x4Add)
			PUT(R8, R6, V1, V5, F32x4Add)
			PUT(R8, R6, V2, V6, F32x4Add)
			PUT(R8, R6, V3, V7, F32x4Add)
			BEYOND(R8, R9, R7)
			PUT(R9, R6, V4, V0, F32x4Sub)
			PUT(R9, R6, V5, V1, F32x4Sub)
			PUT(R9, R6, V6, V2, F32x4Sub)
			PUT(R9, R6, V7, V3, F32x4Sub)
			ROWS(I64Add, R5)
			COLUMN(V4, V5, V6, V7)
			PUT(R8, R6, V0, V4, F32x4Sub)
			PUT(R8, R6, V1, V5, F32x4Sub)
			PUT(R8, R6, V2, V6, F32x4Sub)
			PUT(R8, R6, V3, V7, F32x4Sub)
			MOVE(R10, 16)
			MOVE(R11, 16)
			REPEAT(R12)
		End
		BEYOND(R11, R11, R4)
		REPEAT(R13)
	End
	RET

// A^T times a column of four products, in V4 and V5.
#define SUMS \
	V128Load 0(R0); Set V8; BEYOND(R0, R0, R6) \
	V128Load 0(R0); Set V9; BEYOND(R0, R0, R6) \
	V128Load 0(R0); Set V10; BEYOND(R0, R0, R6) \
	V128Load 0(R0); Set V11 \
	Get V8; Get V9; F32x4Add; Get V10; F32x4Add; Set V4 \
	Get V9; Get V10; F32x4Sub; Get V11; F32x4Sub; Set V5

#define MORE(sum, v, op) \
	Get sum; Get v; op; Set sum

// R0 product, R1 position 0 of the column, R4 pixel, R5 row, R6 four planes, R7
// plane, R8 R9 rows of outputs, R10 tile's outputs, R11 tile, R12 vectors left,
// R13 tiles left, R14 bias.

// func winogradOutput(tiles, vectors int, y *float32, yRow, yPixel int, m *float32, mPlane int, bias *float32)
TEXT ·winogradOutput(SB), NOSPLIT, $0-64
	I64Load tiles+0(FP); Set R13
	I64Load y+16(FP); Set R10
	I64Load yRow+24(FP); Set R5
	I64Load yPixel+32(FP); Set R4
	I64Load m+40(FP); Set R11
	I64Load mPlane+48(FP); Tee R7; I64Const $2; I64Shl; Set R6
	Loop
		I64Load bias+56(FP); Set R14
		I64Load vectors+8(FP); Set R12
		Loop
			V128Load 0(R14); Set V12
			Get R11; Tee R0; Set R1
			SUMS
			Get V4; Set V0
			Get V5; Set V2
			BEYOND(R1, R1, R7)
			Get R1; Set R0
			SUMS
			MORE(V0, V4, F32x4Add)
			MORE(V2, V5, F32x4Add)
			Get V4; Set V1
			Get V5; Set V3
			BEYOND(R1, R1, R7)
			Get R1; Set R0
			SUMS
			MORE(V0, V4, F32x4Add)
			MORE(V2, V5, F32x4Add)
			MORE(V1, V4, F32x4Sub)
			MORE(V3, V5, F32x4Sub)
			BEYOND(R0, R1, R7)
			SUMS
			MORE(V1, V4, F32x4Sub)
			MORE(V3, V5, F32x4Sub)
			BEYOND(R8, R10, R5)
			TO(R10); Get V0; Get V12; F32x4Add; STORE(0)
			TO(R8); Get V2; Get V12; F32x4Add; STORE(0)
			BEYOND(R9, R10, R4)
			BEYOND(R8, R8, R4)
			TO(R9); Get V1; Get V12; F32x4Add; STORE(0)
			TO(R8); Get V3; Get V12; F32x4Add; STORE(0)
			MOVE(R10, 16)
			MOVE(R11, 16)
			MOVE(R14, 16)
			REPEAT(R12)
		End
		BEYOND(R10, R10, R4)
		REPEAT(R13)
	End
	RET

// A row of A dy A^T from a row of A dy.
#define SPREADROW(left, right) \
	TO(R0); Get left; STORE(0); BEYOND(R0, R0, R7) \
	PUT(R0, R7, left, right, F32x4Add) \
	PUT(R0, R7, left, right, F32x4Sub) \
	TO(R0); Get right; F32x4Neg; STORE(0); BEYOND(R0, R0, R7)

// R0 output, R4 pixel, R5 row, R7 plane, R8 R9 rows of dy, R10 tile's dy, R11
// tile's outputs, R12 vectors left, R13 tiles left.

// func winogradSpread(tiles, vectors int, dy *float32, dyRow, dyPixel int, d *float32, dPlane int)
TEXT ·winogradSpread(SB), NOSPLIT, $0-56
	I64Load tiles+0(FP); Set R13
	I64Load dy+16(FP); Set R10
	I64Load dyRow+24(FP); Set R5
	I64Load dyPixel+32(FP); Set R4
	I64Load d+40(FP); Set R11
	I64Load dPlane+48(FP); Set R7
	Loop
		I64Load vectors+8(FP); Set R12
		Loop
			BEYOND(R8, R10, R5)
			V128Load 0(R10); Set V0
			V128Load 0(R8); Set V2
			BEYOND(R9, R10, R4)
			BEYOND(R8, R8, R4)
			V128Load 0(R9); Set V1
			V128Load 0(R8); Set V3
			Get R11; Set R0
			SPREADROW(V0, V1)
			Get V0; Get V2; F32x4Add; Set V4
			Get V1; Get V3; F32x4Add; Set V5
			SPREADROW(V4, V5)
			Get V0; Get V2; F32x4Sub; Set V4
			Get V1; Get V3; F32x4Sub; Set V5
			SPREADROW(V4, V5)
			Get V2; F32x4Neg; Set V4
			Get V3; F32x4Neg; Set V5
			SPREADROW(V4, V5)
			MOVE(R10, 16)
			MOVE(R11, 16)
			REPEAT(R12)
		End
		BEYOND(R10, R10, R4)
		REPEAT(R13)
	End
	RET

// G times a column of three weights; V12 is 1/2.
#define WINDOW(offset, a, b, c, d) \
	V128Load (offset)(R1); Tee a \
	V128Load (offset+192)(R1); Tee d; F32x4Add; Get V12; F32x4Mul; Set c \
	V128Load (offset+96)(R1); Get V12; F32x4Mul; Set V13 \
	Get c; Get V13; F32x4Add; Set b \
	Get c; Get V13; F32x4Sub; Set c

// A row of G g G^T from a row of G g.
#define WINDOWROW(left, middle, right) \
	TO(R0); Get left; STORE(0); BEYOND(R0, R0, R7) \
	Get left; Get right; F32x4Add; Get V12; F32x4Mul; Set V14 \
	Get middle; Get V12; F32x4Mul; Set V15 \
	PUT(R0, R7, V14, V15, F32x4Add) \
	PUT(R0, R7, V14, V15, F32x4Sub) \
	TO(R0); Get right; STORE(0); BEYOND(R0, R0, R7)

// R0 output, R1 windows, R2 the two vectors of a panel, R7 plane, R10 outputs,
// R13 panels left.

// func winogradWeights(panels int, u, taps *float32, uPlane int)
TEXT ·winogradWeights(SB), NOSPLIT, $0-32
	V128Const $0x3f0000003f000000, $0x3f0000003f000000; Set V12
	I64Load panels+0(FP); Set R13
	I64Load u+8(FP); Set R10
	I64Load taps+16(FP); Set R1
	I64Load uPlane+24(FP); Set R7
	Loop
		I64Const $2; Set R2
		Loop
			WINDOW(0, V0, V1, V2, V3)
			WINDOW(32, V4, V5, V6, V7)
			WINDOW(64, V8, V9, V10, V11)
			Get R10; Set R0
			WINDOWROW(V0, V4, V8)
			WINDOWROW(V1, V5, V9)
			WINDOWROW(V2, V6, V10)
			WINDOWROW(V3, V7, V11)
			MOVE(R1, 16)
			MOVE(R10, 16)
			REPEAT(R2)
		End
		MOVE(R1, 256)
		REPEAT(R13)
	End
	RET

// G^T times a column of four sums; V12 is 1/2.
#define FOLDED(a, b, c) \
	V128Load 0(R0); Set a; BEYOND(R0, R0, R6) \
	V128Load 0(R0); Set V13; BEYOND(R0, R0, R6) \
	V128Load 0(R0); Set V14; BEYOND(R0, R0, R6) \
	V128Load 0(R0); Set c \
	Get V13; Get V14; F32x4Sub; Get V12; F32x4Mul; Set b \
	Get V13; Get V14; F32x4Add; Get V12; F32x4Mul; Set V13 \
	Get a; Get V13; F32x4Add; Set a \
	Get c; Get V13; F32x4Add; Set c

#define NEXTCOLUMN \
	BEYOND(R2, R2, R7) \
	Get R2; Set R0

// A row of the window's gradient.
#define FOLDEDROW(offset, a, b, c, d) \
	Get b; Get c; F32x4Add; Get V12; F32x4Mul; Set V13 \
	TO(R1); Get a; Get V13; F32x4Add; STORE(offset) \
	TO(R1); Get b; Get c; F32x4Sub; Get V12; F32x4Mul; STORE(offset+32) \
	TO(R1); Get V13; Get d; F32x4Add; STORE(offset+64)

// R0 sum, R1 windows, R2 position 0 of the column, R3 the two vectors of a panel,
// R6 four planes, R7 plane, R10 sums, R13 panels left.

// func winogradWindows(panels int, taps, sums *float32, plane int)
TEXT ·winogradWindows(SB), NOSPLIT, $0-32
	V128Const $0x3f0000003f000000, $0x3f0000003f000000; Set V12
	I64Load panels+0(FP); Set R13
	I64Load taps+8(FP); Set R1
	I64Load sums+16(FP); Set R10
	I64Load plane+24(FP); Tee R7; I64Const $2; I64Shl; Set R6
	Loop
		I64Const $2; Set R3
		Loop
			Get R10; Tee R2; Set R0
			FOLDED(V0, V1, V2)
			NEXTCOLUMN
			FOLDED(V3, V4, V5)
			NEXTCOLUMN
			FOLDED(V6, V7, V8)
			NEXTCOLUMN
			FOLDED(V9, V10, V11)
			FOLDEDROW(0, V0, V3, V6, V9)
			FOLDEDROW(96, V1, V4, V7, V10)
			FOLDEDROW(192, V2, V5, V8, V11)
			MOVE(R1, 16)
			MOVE(R10, 16)
			REPEAT(R3)
		End
		MOVE(R1, 256)
		REPEAT(R13)
	End
	RET

#define COPYONE \
	TO(R0); Get R1; I32WrapI64; F32Load $0; F32Store $0 \
	BEYOND(R0, R0, R2) \
	BEYOND(R1, R1, R3)

// R0 R1 value, R2 R3 its strides, R4 values left, R5 R6 line, R7 lines left, R8
// groups left, R9 pairs of values, R10 R11 group, R12 R13 strides of lines, R14 an
// odd value.

// func copyStrided(n, m, count int, dst *float32, di, dj, dk int, src *float32, si, sj, sk int)
TEXT ·copyStrided(SB), NOSPLIT, $0-88
	I64Load n+0(FP); Set R8
	I64Load count+16(FP); Tee R14; I64Const $1; I64ShrU; Set R9
	Get R14; I64Const $1; I64And; Set R14
	I64Load dst+24(FP); Set R10
	I64Load dj+40(FP); Set R12
	I64Load dk+48(FP); Set R2
	I64Load src+56(FP); Set R11
	I64Load sj+72(FP); Set R13
	I64Load sk+80(FP); Set R3
	Loop
		I64Load m+8(FP); Set R7
		Get R10; Set R5
		Get R11; Set R6
		Loop
			Get R5; Set R0
			Get R6; Set R1
			Get R14; I32WrapI64
			If
				COPYONE
			End
			Block
				Get R9; Tee R4; I64Eqz; BrIf $0
				Loop
					COPYONE
					COPYONE
					REPEAT(R4)
				End
			End
			BEYOND(R5, R5, R12)
			BEYOND(R6, R6, R13)
			REPEAT(R7)
		End
		Get R10; I64Load di+32(FP); I64Add; Set R10
		Get R11; I64Load si+64(FP); I64Add; Set R11
		REPEAT(R8)
	End
	RET
