#include "textflag.h"
#include "macros_wasm.h"
#include "splat_wasm.h"
#include "winograd_wasm.h"

// The products of winograd.go: those of tiles and windows, and the gradient with
// respect to the windows.

#define CLEAR(left, right) \
	V128Const $0, $0; Set left \
	V128Const $0, $0; Set right

#define STOREROW(row, left, right) \
	TO(row); Get left; STORE(0) \
	TO(row); Get right; STORE(16)

// Adds a factor of one tile times two vectors of filters.
#define FACTORROW(row, offset, left, right) \
	SPLAT(row, offset); Tee V10 \
	Get V8; F32x4Mul; Get left; F32x4Add; Set left \
	Get V10; Get V9; F32x4Mul; Get right; F32x4Add; Set right

// One channel of three or four tiles.
#define CHANNEL3(offset, filters) \
	V128Load (filters)(R4); Set V8 \
	V128Load (filters+16)(R4); Set V9 \
	FACTORROW(R0, offset, V0, V1) \
	FACTORROW(R1, offset, V2, V3) \
	FACTORROW(R2, offset, V4, V5)

#define CHANNEL4(offset, filters) \
	CHANNEL3(offset, filters) \
	FACTORROW(R3, offset, V6, V7)

#define CHANNELS(channel) \
	channel(AT0, 0) \
	channel(AT4, 32) \
	channel(AT8, 64) \
	channel(AT12, 96) \
	channel(AT16, 128) \
	channel(AT20, 160) \
	channel(AT24, 192) \
	channel(AT28, 224)

// The products of a tile, which are stored below those of the tile before.
#define STORETILE(left, right) \
	STOREROW(R8, left, right) \
	BEYOND(R8, R8, R15)

// Points to the tiles after the first.
#define POINT3 \
	BEYOND(R1, R0, R14) \
	BEYOND(R2, R1, R14)

#define POINT4 \
	POINT3 \
	BEYOND(R3, R2, R14)

#define MOVE3 \
	MOVE(R0, 32) \
	MOVE(R1, 32) \
	MOVE(R2, 32)

#define MOVE4 \
	MOVE3 \
	MOVE(R3, 32)

// A number of groups of three or four tiles. After each, R0 goes from the last tile's
// end, which is the next one's beginning, on.
#define GROUPS(count, point, rows, channel, move, last) \
	Block \
		I64Load count(FP); Tee R9; I64Eqz; BrIf $0 \
		Loop \
			point \
			Get R5; Set R4 \
			rows(CLEAR) \
			I64Load eights+24(FP); Set R7 \
			Loop \
				CHANNELS(channel) \
				move \
				MOVE(R4, 256) \
				REPEAT(R7) \
			End \
			rows(STORETILE) \
			Get last; Set R0 \
			REPEAT(R9) \
		End \
	End

// R0..R3 tiles, splatOffset too low, R4 the panel's weights, R5 where they begin,
// R6 position's tiles, R7 eights of channels left, R8 products, R9 groups of tiles
// left, R10 panels left, R11 panel's products, R12 positions left, R13 position's
// products, R14 R15 strides of tiles and products.

// func winogradProducts(fours, threes, panels, eights int, v, u, m *float32, vPlane, mPlane, vRow, mRow int)
TEXT ·winogradProducts(SB), NOSPLIT, $0-88
	I64Load v+32(FP); I64Const $splatOffset; I64Sub; Set R6
	I64Load u+40(FP); Set R5
	I64Load m+48(FP); Set R13
	I64Load vRow+72(FP); Set R14
	I64Load mRow+80(FP); Set R15
	I64Const $16; Set R12
	Loop
		I64Load panels+16(FP); Set R10
		Get R13; Set R11
		Loop
			Get R6; Set R0
			Get R11; Set R8
			GROUPS(fours+0, POINT4, ROWS4, CHANNEL4, MOVE4, R3)
			GROUPS(threes+8, POINT3, ROWS3, CHANNEL3, MOVE3, R2)
			Get R4; Set R5
			MOVE(R11, 32)
			REPEAT(R10)
		End
		Get R6; I64Load vPlane+56(FP); I64Add; Set R6
		Get R13; I64Load mPlane+64(FP); I64Add; Set R13
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

// The sums of a channel, which are followed by the next one's.
#define STORESUMS(left, right) \
	STOREROW(R4, left, right) \
	MOVE(R4, 32)

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
				ROWS4(STORESUMS)
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
