// Macros of winograd.go's assembly. All strides are in bytes.

// P2 = P1 + a stride.
#define BEYOND(to, from, stride) \
	Get from; Get stride; I64Add; Set to

// Stores what is left and right of op at p, which moves on by a stride.
#define PUT(p, stride, left, right, op) \
	TO(p); Get left; Get right; op; STORE(0) \
	BEYOND(p, p, stride)

// For each two vectors of filters, of a tile or of a channel.
#define ROWS3(op) \
	op(V0, V1) \
	op(V2, V3) \
	op(V4, V5)

#define ROWS4(op) \
	ROWS3(op) \
	op(V6, V7)
