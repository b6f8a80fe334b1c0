// Macros of the wasm assembly.

#define MOVE(p, bytes) \
	Get p; I64Const $bytes; I64Add; Set p

// Ends a loop that runs counter times.
#define REPEAT(counter) \
	Get counter; I64Const $1; I64Sub; Tee counter; I64Const $0; I64Ne; BrIf $0

// The address of a store, which goes before the value.
#define TO(p) \
	Get p; I32WrapI64

// V128Store takes its offset from the second operand.
#define STORE(offset) \
	V128Store $0, $offset

// Instructions on a lane take its number from the second operand.
#define LANE(n) $0, $n

// Element-wise kernels take a round of sixteen values, four vectors, at a time.
// In all of them R0 is the number of rounds left, R1.. are the arrays in the
// order of the arguments and V8.. are factors that stay.

#define FACTOR(v) \
	F32x4Splat; Set v

#define ROUND(op) \
	op(0) \
	op(16) \
	op(32) \
	op(48)

#define ROUNDS1(op) \
	ROUND(op) \
	MOVE(R1, 64) \
	REPEAT(R0)

#define ROUNDS2(op) \
	ROUND(op) \
	MOVE(R1, 64) \
	MOVE(R2, 64) \
	REPEAT(R0)

#define ROUNDS3(op) \
	ROUND(op) \
	MOVE(R1, 64) \
	MOVE(R2, 64) \
	MOVE(R3, 64) \
	REPEAT(R0)
