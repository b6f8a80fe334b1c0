// Macros of the micro-kernels that multiply packed panels of 5 or 4 rows with two
// quads of columns: gemm_wasm.s and conv_tiles_wasm.s// registers, so that the inner loop touches memory for its operands only.
//
// R0 right quad of b, R1 panel, R2 offset's address, R3 left quad of b without
// offset, R4 scratch, R5 left quad of c, R6 row stride of c, R7 panels left, R9
// bias, R10 end of the offsets, R11 from left to right in b, R12 in c; all
// distances in bytes. The panel's pointer is splatOffset too low.
// V0..V9 sums, V10 V11 values of b, V12 of a.

// Starts a row's sums with its bias.
#define START(offset, left, right) \
	F32Load offset(R9); F32x4Splat; Tee left; Set right

// Adds a row's factor times the two quads to its sums.
#define ROW(offset, left, right) \
	SPLAT(R1, offset); Tee V12 \
	Get V10; F32x4Mul; Get left; F32x4Add; Set left \
	Get V12; Get V11; F32x4Mul; Get right; F32x4Add; Set right

#define ROWS4(a, b, c, d) \
	ROW(a, V0, V1) \
	ROW(b, V2, V3) \
	ROW(c, V4, V5) \
	ROW(d, V6, V7)

#define ROWS5(a, b, c, d, e) \
	ROWS4(a, b, c, d) \
	ROW(e, V8, V9)

#define STOREC(left, right) \
	TO(R5); Get left; V128Store $0 \
	Get R5; Get R12; I64Add; I32WrapI64; Get right; V128Store $0 \
	Get R5; Get R6; I64Add; Set R5

#define STARTS4 \
	START(0, V0, V1) \
	START(4, V2, V3) \
	START(8, V4, V5) \
	START(12, V6, V7)

#define STARTS5 \
	STARTS4 \
	START(16, V8, V9)

#define STORES4 \
	STOREC(V0, V1) \
	STOREC(V2, V3) \
	STOREC(V4, V5) \
	STOREC(V6, V7)

#define STORES5 \
	STORES4 \
	STOREC(V8, V9)
