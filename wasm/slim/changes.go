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

	// The dump of images, for which a game sets an environment variable, brings
	// archive/zip, compress/zlib and a PNG codec.
	{
		file: "internal/graphicscommand/image_js.go",
		what: "images are not dumped",
		edits: []edit{{from: "import (", to: endOfFile, by: `import (
	"errors"
	"image"

	"github.com/hajimehoshi/ebiten/v2/internal/graphicsdriver"
)

var errDump = errors.New("graphicscommand: this copy of ebiten cannot dump images: wasm/slim leaves that out")

func (i *Image) Dump(graphicsDriver graphicsdriver.Graphics, path string, blackbg bool, rect image.Rectangle) (string, error) {
	return "", errDump
}

func DumpImages(images []*Image, graphicsDriver graphicsdriver.Graphics, dir string) (string, error) {
	return "", errDump
}
`}},
	},
	{
		file: "internal/graphicscommand/image.go",
		what: "images are not dumped",
		edits: []edit{
			{from: "\t\"fmt\"\n"},
			{from: "\t\"io\"\n"},
			{from: "\t\"strconv\"\n"},
			{from: "\t\"strings\"\n"},
			{from: "\t\"github.com/hajimehoshi/ebiten/v2/internal/png\"\n"},
			{from: "func (i *Image) dumpName(", to: "func LogImagesInfo("},
		},
	},

	// Once asked for gamepads, a browser polls for them 250 times a second.
	{
		file: "internal/ui/ui_js.go",
		what: "gamepads are not asked for",
		edits: []edit{
			{from: "\t\"github.com/hajimehoshi/ebiten/v2/internal/gamepad\"\n"},
			{from: "\tif err := gamepad.Update(); err != nil {", to: "\t// TODO: If DeviceScaleFactor changes"},
		},
	},

	// With the build tag ebitenginedebug, go/build finds the caller of a drawing.
	{
		file: "internal/debug/caller.go",
		what: "callers are not looked for",
		edits: []edit{
			{from: "import (", to: "type CallerType int"},
			{from: "\tebitengineFileDirOnce.Do(", to: endOfFile, by: "\treturn \"\", 0, CallerTypeNone\n}\n"},
		},
	},

	// The compiler of Kage brings go/parser, go/constant, math/big and regexp. What
	// it makes of the built-in shaders stands in internal/graphics/programs.go.
	{
		file: "internal/graphics/shader.go",
		what: "the built-in shaders are compiled beforehand (programs.go), others cannot be",
		edits: []edit{
			{from: "import (", to: "func CompileShader(", by: `import (
	"errors"

	"github.com/hajimehoshi/ebiten/v2/internal/shaderir"
)

`},
			{from: "\tsrc, err := completeShaderSource(fragmentSrc)\n\tif err != nil {\n\t\treturn nil, err", to: endOfFile, by: `	for i := range programs {
		if programs[i].source == string(fragmentSrc) {
			return &programs[i].program, nil
		}
	}
	return nil, errors.New("graphics: this copy of ebiten has its built-in shaders only: wasm/slim leaves out the compiler that others, and ebiten/vector, need")
}
`},
		},
	},
	{
		file: "internal/shaderir/program.go",
		what: "a program is what the compiler made of it beforehand",
		edits: []edit{
			{from: "import (", to: "type Unit int"},
			{from: "type SourceHash ", to: "type Program struct"},
			{from: "\tAttributes   []Type", to: "type Func struct", by: `
	VertexShader   string // in GLSL ES 3.00
	FragmentShader string
	UniformFactors []uint32 // 0 where a uniform variable is not used
	Unit           Unit
}

`},
			{from: "type Func struct", to: "// FilterUniformVariables"},
			{from: "\tif p.uniformFactors == nil {", to: "\tfor i, factor := range p.uniformFactors"},
			{from: "range p.uniformFactors", by: "range p.UniformFactors"},
		},
	},
	{
		file:  "internal/shaderir/type.go",
		what:  "programs have no local variables",
		edits: []edit{{from: "func descendantLocalVars(", to: endOfFile}},
	},
	{file: "internal/shaderir/check.go"},
	{
		file: "internal/shaderir/glsl/glsl.go",
		what: "programs are compiled beforehand",
		edits: []edit{
			{from: "import (", to: "type GLSLVersion int", by: "import \"github.com/hajimehoshi/ebiten/v2/internal/shaderir\"\n\n"},
			{from: "// utilFunctions is", to: endOfFile, by: `// Compile returns a program's shaders in GLSL ES 3.00, which WebGL 2 takes.
func Compile(p *shaderir.Program, version GLSLVersion) (vertexShader, fragmentShader string) {
	if version != GLSLVersionES300 {
		panic("glsl: this copy of ebiten is for WebGL 2 only, which takes GLSL ES 3.00: wasm/slim")
	}
	return p.VertexShader, p.FragmentShader
}
`},
		},
	},
	{file: "internal/shaderir/glsl/type.go"},
	{file: "internal/shader/expr.go"},
	{file: "internal/shader/shader.go"},
	{file: "internal/shader/stmt.go"},
	{file: "internal/shader/type.go"},
}
