#include "textflag.h"
#include "macros_wasm.h"
#include "splat_wasm.h"
#include "tiles_wasm.h"

// Products of packed panels with many pairs of quads of columns, for windows of 3 or
// 5 columns; see tileJob. One offset is that of a window's whole row, whose pixels
// are neighbours.

// Points to the pixels at the next offset.
#define WINDOWROW \
	Get R3; I64Load 0(R2); I64Add; Tee R4; Get R11; I64Add; Set R0

// Loads the two quads of b of a column of the window.
#define COLUMN(offset) \
	V128Load offset(R4); Set V10 \
	V128Load offset(R0); Set V11

// One or two columns of the window times five rows.
#define COLUMN5(offset) \
	COLUMN(offset) \
	ROWS5(AT0, AT4, AT8, AT12, AT16) \
	MOVE(R1, 20)

#define TWOCOLUMNS5(first, second) \
	COLUMN(first) \
	ROWS5(AT0, AT4, AT8, AT12, AT16) \
	COLUMN(second) \
	ROWS5(AT20, AT24, AT28, AT32, AT36) \
	MOVE(R1, 40)

#define COLUMNS5X3 \
	TWOCOLUMNS5(0, 4) \
	COLUMN5(8)

#define COLUMNS5X5 \
	TWOCOLUMNS5(0, 4) \
	TWOCOLUMNS5(8, 12) \
	COLUMN5(16)

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

// Sums the products of a panel with all rows of the window that see the image.
#define WINDOW(columns) \
	I64Load offsets+40(FP); I64Load 0(R8); I64Add; Set R2 \
	Loop \
		WINDOWROW \
		columns \
		MOVE(R2, 8) \
		Get R2; Get R10; I64Ne; BrIf $0 \
	End

// The panels of some rows, with so many bytes of bias each. R14 becomes the gap from
// one to the next.
#define PANELS(counter, rows, starts, columns, stores, bias) \
	Block \
		I64Load 24(R8); I64Const $rows; I64Mul; Set R14 \
		I64Load counter(FP); Tee R7; I64Eqz; BrIf $0 \
		Loop \
			starts \
			WINDOW(columns) \
			stores \
			Get R1; Get R14; I64Add; Set R1 \
			MOVE(R9, bias) \
			REPEAT(R7) \
		End \
	End

// R8 job, R13 jobs left, R14 from a panel's end to the next; the others as in
// tiles_wasm.h.
#define JOBS(columns5, columns4) \
	I64Load n+8(FP); Set R13 \
	I64Load jobs+0(FP); Set R8 \
	I64Load ldc+72(FP); Set R6 \
	Loop \
		I64Load offsets+40(FP); I64Load 8(R8); I64Add; Set R10 \
		I64Load 16(R8); I64Const $5; I64Mul; I64Load a+32(FP); I64Add; I64Const $splatOffset; I64Sub; Set R1 \
		I64Load b+48(FP); I64Load 32(R8); I64Add; Set R3 \
		I64Load 40(R8); Set R11 \
		I64Load c+64(FP); I64Load 48(R8); I64Add; Set R5 \
		I64Load 56(R8); Set R12 \
		I64Load bias+56(FP); Set R9 \
		PANELS(fives+16, 5, STARTS5, columns5, STORES5, 20) \
		Get R1; I64Load 16(R8); I64Sub; Set R1 \
		PANELS(fours+24, 4, STARTS4, columns4, STORES4, 16) \
		MOVE(R8, 64) \
		REPEAT(R13) \
	End \
	RET

// func convTiles3(jobs *tileJob, n, fives, fours int, a *float32, offsets *int64, b, bias, c *float32, ldc int)
TEXT ·convTiles3(SB), NOSPLIT, $0-80
	JOBS(COLUMNS5X3, COLUMNS4X3)

// func convTiles5(jobs *tileJob, n, fives, fours int, a *float32, offsets *int64, b, bias, c *float32, ldc int)
TEXT ·convTiles5(SB), NOSPLIT, $0-80
	JOBS(COLUMNS5X5, COLUMNS4X5)
