//go:build !wasm

package kernel

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestSplat assembles SPLAT with each of its offsets and compares the bytes with
// those of the WebAssembly specification: v128.load32_splat is fd 09, then
// alignment and offset.
func TestSplat(t *testing.T) {
	source := new(strings.Builder)
	fmt.Fprintln(source, "#include \"splat_wasm.h\"\nTEXT ·splat(SB), 4, $0\n\tI64Const $splatOffset\n\tDrop")
	want := []byte{0x42, 0xc8, 0x00, 0x1a} // i64.const 72, drop
	for i := range 12 {
		fmt.Fprintf(source, "\tSPLAT(R0, AT%d)\n\tDrop\n", 4*i)
		want = append(want,
			0x20, 0x02, // local.get 2, R0
			0xa7,                           // i32.wrap_i64
			0xfd, 0x09, 0x00, byte(72+4*i), // v128.load32_splat
			0x1a, // drop
		)
	}
	fmt.Fprintln(source, "\tRET")

	dir := t.TempDir()
	in, out := filepath.Join(dir, "splat_wasm.s"), filepath.Join(dir, "splat.o")
	if err := os.WriteFile(in, []byte(source.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	// Reading the header makes the test's cached result depend on it.
	if header, err := os.ReadFile("splat_wasm.h"); err != nil {
		t.Fatal(err)
	} else if err := os.WriteFile(filepath.Join(dir, "splat_wasm.h"), header, 0o644); err != nil {
		t.Fatal(err)
	}
	asm := exec.Command("go", "tool", "asm", "-p", "splat", "-I", dir, "-o", out, in)
	asm.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if text, err := asm.CombinedOutput(); err != nil {
		t.Fatalf("the assembler refuses splat_wasm.h: if it takes the operands of V128Load32Splat now, write them and remove the header: %v\n%s", err, text)
	}
	object, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(object, want) {
		at := bytes.Index(object, want[:4])
		if at < 0 {
			t.Fatalf("no %x in what the assembler emits", want[:4])
		}
		t.Errorf("the assembler emits other bytes for SPLAT: correct splat_wasm.h, or give V128Load32Splat its operands and remove the header:\n got %x\nwant %x",
			object[at:min(at+len(want), len(object))], want)
	}
}
