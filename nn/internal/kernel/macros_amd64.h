// Macros of the amd64 assembly.
//
// Element-wise kernels take a round of sixteen values, two vectors, at a time. In
// all of them CX is the number of rounds left, AX the position in the arrays in
// bytes, DI SI DX BX are the arrays in the order of the arguments and Y8.. are
// factors that stay. Products are rounded before they are added, as in the
// reference loops.

#define ROUNDS(op) \
	XORQ AX, AX \
round: \
	op(0) \
	op(32) \
	ADDQ $64, AX \
	DECQ CX \
	JNE  round \
	VZEROUPPER
