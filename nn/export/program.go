package export

import "encoding/base64"

// programText is a program that predicts with the network. What is in angle brackets
// is filled in.
const programText = `// A network from Zerokara, as it was at step <step> of its run, and a drawing. To run it:
// go mod init digits && go get github.com/zerokara/zerokara@latest && go run .
package main

import (
	"encoding/base64"
	"fmt"

	"github.com/zerokara/zerokara/nn/weights"
)

func main() {
	file, _ := base64.StdEncoding.DecodeString(network)
	image, _ := base64.StdEncoding.DecodeString(drawing)
	model, err := weights.Model(file)
	if err != nil {
		panic(err)
	}
	x, p := make([]float32, len(image)), make([]float32, model.Size())
	for i, grey := range image {
		x[i] = float32(grey) / 255 // 0 for paper, 1 for ink
	}
	model.Predict(p, x)
	for digit, probability := range p {
		fmt.Printf("%d %7.3f%%\n", digit, 100*probability)
	}
}

const drawing = "<drawing>"
const network = "<weights>"
`

func (n *Network) program() ([]byte, error) {
	b, err := n.safetensors()
	if err != nil {
		return nil, err
	}
	return n.fill(programText, base64.StdEncoding.EncodeToString(b)), nil
}
