// A load of one value into all lanes of a vector, which the assembler of Go 1.27
// cannot write: it emits V128Load32Splat without its two operands, alignment and
// offset. Both are numbers of one byte here, and the assembler emits other
// opcodes as the same single bytes, so these stand for them:
//
//	fd 09   V128Load32Splat
//	00      alignment 2^0: Unreachable
//	48      offset 72: I32LtS
//
// The offsets begin at splatOffset because no opcodes of a single byte are
// consecutive small multiples of 4; the pointer is that much too low. For a
// browser the opcodes are operands and never execute.
//
// TestSplat compares the bytes with what the toolchain's assembler emits. Once
// the assembler takes the operands, this file can go: SPLAT(p, AT4) is then
// V128Load32Splat 4(p).

#define SPLAT(p, offset) Get p; I32WrapI64; V128Load32Splat; Unreachable; offset

#define splatOffset 72
#define AT0 I32LtS // 72
#define AT4 I32LeS
#define AT8 I64Eqz
#define AT12 I64LtU
#define AT16 I64LeU
#define AT20 F32Ne
#define AT24 F32Ge
#define AT28 F64Gt
#define AT32 I32Ctz
#define AT36 I32Mul
#define AT40 I32RemU
#define AT44 I32Shl // 116
