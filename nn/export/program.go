package export

import (
	"encoding/base64"
	"strings"
)

// programText is a program that predicts with the network. What is in angle brackets
// is filled in.
const programText = `// A network that Zerokara has trained, after <step> steps, and a drawing. To run it:
//
//	go mod init digits && go get github.com/zerokara/zerokara@latest && go run .
package main

import (
	"encoding/base64"
	"fmt"

	"github.com/zerokara/zerokara/nn/evaluate"
	"github.com/zerokara/zerokara/nn/network"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/weights"
)

func main() {
	r := must(recipe.Parse([]byte(settings)))
	net := must(network.New(r, 1))
	if err := weights.Load(net, r, must(weights.Decode(must(base64.StdEncoding.DecodeString(arrays))))); err != nil {
		panic(err)
	}
	model := must(evaluate.New(net, r.Loss, r.Temperature))
	image := make([]float32, 28*28) // 0 for paper, 1 for ink
	for i, grey := range must(base64.StdEncoding.DecodeString(drawing)) {
		image[i] = float32(grey) / 255
	}
	probabilities := make([]float32, model.Size())
	model.Predict(probabilities, image)
	for digit, p := range probabilities {
		fmt.Printf("%d %7.3f%%\n", digit, 100*p)
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

const settings = ` + "`<recipe>`" + `
const drawing = "<drawing>"
const arrays = "<weights>"
`

func (n *Network) program() ([]byte, error) {
	b, err := n.safetensors()
	if err != nil {
		return nil, err
	}
	return n.fill(programText, base64.StdEncoding.EncodeToString(b), strings.ReplaceAll(string(n.plain().AppendJSON(nil)), "`", "'")), nil
}
