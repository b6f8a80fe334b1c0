//go:build ignore

// Other asks for a shader that is not built in.
package main

import (
	"os"

	"github.com/hajimehoshi/ebiten/v2/internal/graphics"
)

func main() {
	_, err := graphics.CompileShader([]byte("package main\n\nfunc Fragment() vec4 {\n\treturn vec4(1)\n}\n"))
	if err == nil {
		panic("compiled")
	}
	if err := os.WriteFile("other.txt", []byte(err.Error()), 0o644); err != nil {
		panic(err)
	}
}
