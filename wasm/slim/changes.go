package main

// changes is all that differs from ebiten as it is published, apart from the files
// that precompile.go writes.
var changes = []change{
	// text/template calls methods by name, so that the linker keeps every exported
	// method of everything.
	{
		file: "internal/builtinshader/shader.go",
		what: "the shaders' sources are made beforehand (sources.go) instead of by text/template",
		edits: []edit{
			{from: "import (", to: "type Filter int"},
			{from: "var (\n\tshaders ", to: "// ShaderSource returns"},
			{from: "\tshadersM.Lock()", to: "//ebitengine:shadersource", by: `	c := 0
	if useColorM {
		c = 1
	}
	return []byte(sources[filter][address][c])
}

`},
		},
	},
	{file: "internal/builtinshader/defs.go"}, // the sources once more, as unused constants
}
