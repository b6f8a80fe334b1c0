#include "textflag.h"
#include "macros_wasm.h"
#include "splat_wasm.h"
#include "tiles_wasm.h"

// Products of packed panels with two quads of columns, for windows of 3 or 5
// columns: one offset is that of a window's whole row, whose pixels are neighbours.
// Half of the instructions that are no arithmetic go with the other offsets.

// Points to the pixels at the next offset.
#define WINDOWROW \
	Get R3; I64Load 0(R2); I64Add; Tee R4; Get R11; I64Add; Set R0

// Loads the two quads of b of a column of the window.
#define COLUMN(offset) \
	V128Load offset(R4); Set V10 \
	V128Load offset(R0); Set V11

#define COLUMNS5X3 \
	COLUMN(0) \
	ROWS5(AT0, AT4, AT8, AT12, AT16) \
	COLUMN(4) \
	ROWS5(AT20, AT24, AT28, AT32, AT36) \
	MOVE(R1, 40) \
	COLUMN(8) \
	ROWS5(AT0, AT4, AT8, AT12, AT16) \
	MOVE(R1, 20)

#define COLUMNS5X5 \
	COLUMN(0) \
	ROWS5(AT0, AT4, AT8, AT12, AT16) \
	COLUMN(4) \
	ROWS5(AT20, AT24, AT28, AT32, AT36) \
	MOVE(R1, 40) \
	COLUMN(8) \
	ROWS5(AT0, AT4, AT8, AT12, AT16) \
	COLUMN(12) \
	ROWS5(AT20, AT24, AT28, AT32, AT36) \
	MOVE(R1, 40) \
	COLUMN(16) \
	ROWS5(AT0, AT4, AT8, AT12, AT16) \
	MOVE(R1, 20)

#define COLUMNS4X3 \
	COLUMN(0) \
	ROWS4(AT0, AT4, AT8, AT12) \
	COLUMN(4) \
	ROWS4(AT16, AT20, AT24, AT28) \
	COLUMN(8) \
	ROWS4(AT32, AT36, AT40, AT44) \
	MOVE(R1, 48)

#define COLUMNS4X5 \
	COLUMNS4X3 \
	COLUMN(12) \
	ROWS4(AT0, AT4, AT8, AT12) \
	COLUMN(16) \
	ROWS4(AT16, AT20, AT24, AT28) \
	MOVE(R1, 32)

#define WINDOW(columns) \
	I64Load offsets+24(FP); Set R2 \
	Loop \
		WINDOWROW \
		columns \
		MOVE(R2, 8) \
		Get R2; Get R10; I64Ne; BrIf $0 \
	End

#define TILES5(columns) \
	TILEARGS \
	Loop \
		START(0, V0, V1) \
		START(4, V2, V3) \
		START(8, V4, V5) \
		START(12, V6, V7) \
		START(16, V8, V9) \
		WINDOW(columns) \
		STOREC(V0, V1) \
		STOREC(V2, V3) \
		STOREC(V4, V5) \
		STOREC(V6, V7) \
		STOREC(V8, V9) \
		NEXTPANEL(20) \
	End \
	RET

#define TILES4(columns) \
	TILEARGS \
	Loop \
		START(0, V0, V1) \
		START(4, V2, V3) \
		START(8, V4, V5) \
		START(12, V6, V7) \
		WINDOW(columns) \
		STOREC(V0, V1) \
		STOREC(V2, V3) \
		STOREC(V4, V5) \
		STOREC(V6, V7) \
		NEXTPANEL(16) \
	End \
	RET

// func tiles5x3(panels int, a *float32, skip int, offsets, end *int64, b *float32, bGap int, bias, c *float32, cGap, ldc int, accumulate bool)
TEXT ·tiles5x3(SB), NOSPLIT, $0-89
	TILES5(COLUMNS5X3)

// func tiles5x5(panels int, a *float32, skip int, offsets, end *int64, b *float32, bGap int, bias, c *float32, cGap, ldc int, accumulate bool)
TEXT ·tiles5x5(SB), NOSPLIT, $0-89
	TILES5(COLUMNS5X5)

// func tiles4x3(panels int, a *float32, skip int, offsets, end *int64, b *float32, bGap int, bias, c *float32, cGap, ldc int, accumulate bool)
TEXT ·tiles4x3(SB), NOSPLIT, $0-89
	TILES4(COLUMNS4X3)

// func tiles4x5(panels int, a *float32, skip int, offsets, end *int64, b *float32, bGap int, bias, c *float32, cGap, ldc int, accumulate bool)
TEXT ·tiles4x5(SB), NOSPLIT, $0-89
	TILES4(COLUMNS4X5)
