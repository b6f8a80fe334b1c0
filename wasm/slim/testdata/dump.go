//go:build ignore

// Dump prints what ebiten gives to WebGL for each of its built-in shaders. It runs
// inside ebiten as it is published and inside the changed copy.
package main

import (
	"fmt"
	"os"

	"github.com/hajimehoshi/ebiten/v2/internal/builtinshader"
	"github.com/hajimehoshi/ebiten/v2/internal/graphics"
	"github.com/hajimehoshi/ebiten/v2/internal/shaderir/glsl"
)

func main() {
	file, err := os.Create("dump.txt")
	if err != nil {
		panic(err)
	}
	dump := func(name string, source []byte) {
		program, err := graphics.CompileShader(source)
		if err != nil {
			panic(err)
		}
		fmt.Fprintf(file, "== %s\n%s\n-- unit %d, textures %d\n", name, source, program.Unit, program.TextureCount)
		values := 0
		for i, t := range program.Uniforms {
			fmt.Fprintf(file, "uniform %d %q %#v\n", i, program.UniformNames[i], t)
			values += t.DwordCount()
		}
		uniforms := make([]uint32, values)
		for range 2 { // the second time from what the first has kept
			for i := range uniforms {
				uniforms[i] = uint32(i + 1)
			}
			program.FilterUniformVariables(uniforms)
			fmt.Fprintln(file, "filtered", uniforms)
		}
		vertex, fragment := glsl.Compile(program, glsl.GLSLVersionES300)
		fmt.Fprintf(file, "-- vertex\n%s\n-- fragment\n%s\n", vertex, fragment)
	}
	for filter := range builtinshader.Filter(builtinshader.FilterCount) {
		for address := range builtinshader.Address(builtinshader.AddressCount) {
			for _, colorM := range []bool{false, true} {
				dump(fmt.Sprint(filter, address, colorM), builtinshader.ShaderSource(filter, address, colorM))
			}
		}
	}
	dump("clear", []byte(builtinshader.ClearShaderSource))
}
