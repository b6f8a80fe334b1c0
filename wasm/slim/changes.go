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

	// With the build tag ebitenginedebug, go/build finds the caller of a drawing.
	{
		file: "internal/debug/caller.go",
		what: "callers are not looked for",
		edits: []edit{
			{from: "import (", to: "type CallerType int"},
			{from: "\tebitengineFileDirOnce.Do(", to: endOfFile, by: "\treturn \"\", 0, CallerTypeNone\n}\n"},
		},
	},
}
