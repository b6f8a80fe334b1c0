#include "textflag.h"
#include "macros_wasm.h"
#include "splat_wasm.h"
#include "tiles_wasm.h"

// Products of packed panels of 5 or 4 rows with two quads of columns, two of the
// panel's columns at a time, an odd one first.

// R8 accumulate; the others as in tiles_wasm.h.

#define TILEARGS \
	I64Load panels+0(FP); Set R7 \
	I64Load a+8(FP); I64Const $splatOffset; I64Sub; Set R1 \
	I64Load end+32(FP); Set R10 \
	I64Load b+40(FP); Set R3 \
	I64Load bGap+48(FP); Set R11 \
	I64Load bias+56(FP); Set R9 \
	I64Load c+64(FP); Set R5 \
	I64Load cGap+72(FP); Set R12 \
	I64Load ldc+80(FP); Set R6 \
	I64Load8U accumulate+88(FP); Set R8

// Loads the two quads of b at an offset.
#define COLUMNS(offset) \
	Get R3; I64Load offset(R2); I64Add; Tee R4; Get R11; I64Add; Set R0 \
	V128Load 0(R4); Set V10 \
	V128Load 0(R0); Set V11

// Moves on by some of the panel's columns.
#define ADVANCE(bytes, offsets) \
	MOVE(R1, bytes) \
	MOVE(R2, offsets)

// Adds the tile's row of c, at R4, to the sums.
#define ADDC(left, right) \
	V128Load 0(R4); Get left; F32x4Add; Set left \
	Get R4; Get R12; I64Add; I32WrapI64; V128Load $0; Get right; F32x4Add; Set right \
	Get R4; Get R6; I64Add; Set R4

#define NEXTPANEL(bytes) \
	Get R1; I64Load skip+16(FP); I64Add; Set R1 \
	MOVE(R9, bytes) \
	REPEAT(R7)

// func tiles5(panels int, a *float32, skip int, offsets, end *int64, b *float32, bGap int, bias, c *float32, cGap, ldc int, accumulate bool)
TEXT ·tiles5(SB), NOSPLIT, $0-89
	TILEARGS
	Loop
		STARTS5
		I64Load offsets+24(FP); Set R2
		Get R10; Get R2; I64Sub; I64Const $8; I64And; I32WrapI64
		If
			COLUMNS(0)
			ROWS5(AT0, AT4, AT8, AT12, AT16)
			ADVANCE(20, 8)
		End
		Block
			Get R2; Get R10; I64Eq; BrIf $0
			Loop
				COLUMNS(0)
				ROWS5(AT0, AT4, AT8, AT12, AT16)
				COLUMNS(8)
				ROWS5(AT20, AT24, AT28, AT32, AT36)
				ADVANCE(40, 16)
				Get R2; Get R10; I64Ne; BrIf $0
			End
		End
		Get R8; I32WrapI64
		If
			Get R5; Set R4
			ADDC(V0, V1)
			ADDC(V2, V3)
			ADDC(V4, V5)
			ADDC(V6, V7)
			ADDC(V8, V9)
		End
		STORES5
		NEXTPANEL(20)
	End
	RET

// func tiles4(panels int, a *float32, skip int, offsets, end *int64, b *float32, bGap int, bias, c *float32, cGap, ldc int, accumulate bool)
TEXT ·tiles4(SB), NOSPLIT, $0-89
	TILEARGS
	Loop
		STARTS4
		I64Load offsets+24(FP); Set R2
		Get R10; Get R2; I64Sub; I64Const $8; I64And; I32WrapI64
		If
			COLUMNS(0)
			ROWS4(AT0, AT4, AT8, AT12)
			ADVANCE(16, 8)
		End
		Block
			Get R2; Get R10; I64Eq; BrIf $0
			Loop
				COLUMNS(0)
				ROWS4(AT0, AT4, AT8, AT12)
				COLUMNS(8)
				ROWS4(AT16, AT20, AT24, AT28)
				ADVANCE(32, 16)
				Get R2; Get R10; I64Ne; BrIf $0
			End
		End
		Get R8; I32WrapI64
		If
			Get R5; Set R4
			ADDC(V0, V1)
			ADDC(V2, V3)
			ADDC(V4, V5)
			ADDC(V6, V7)
		End
		STORES4
		NEXTPANEL(16)
	End
	RET

// func gather(dst *float32, step int, src *float32, order *int32, n int)
TEXT ·gather(SB), NOSPLIT, $0-40
	I64Load dst+0(FP); Set R0
	I64Load step+8(FP); Set R1
	I64Load src+16(FP); Set R3
	I64Load order+24(FP); Set R2
	Get R2; I64Load n+32(FP); I64Const $2; I64Shl; I64Add; Set R4
	Loop
		Get R0; I32WrapI64
		Get R3; I64Load32U 0(R2); I64Const $2; I64Shl; I64Add; I32WrapI64; F32Load $0
		F32Store $0
		Get R0; Get R1; I64Add; Set R0
		Get R2; I64Const $4; I64Add; Tee R2
		Get R4; I64Ne; BrIf $0
	End
	RET
