package weights_test

import (
	"bytes"
	"fmt"
	"log"
	"slices"

	"github.com/zerokara/zerokara/nn/network"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/weights"
)

// Write a network as a safetensors file and read it into another one. The arrays
// have the names and shapes of the state_dict of the same network in PyTorch,
//
//	nn.Sequential(nn.Linear(784, 50), nn.ReLU(), nn.Linear(50, 10))
//
// which reads the file by safetensors.torch.load_model, and whose files, written
// by save_model, are read here in the same way.
func Example() {
	r, _ := recipe.Preset("mlp")
	r.Layers = recipe.MLP(recipe.ReLU(), 50, 10)
	net, err := network.New(r, 1)
	if err != nil {
		log.Fatal(err)
	}
	arrays, err := weights.Save(net, r)
	if err != nil {
		log.Fatal(err)
	}
	for _, a := range arrays {
		fmt.Println(a.Name, a.Dims)
	}
	var file bytes.Buffer
	if err := weights.WriteSafetensors(&file, arrays); err != nil {
		log.Fatal(err)
	}

	r.Seed++ // other first weights
	again, err := network.New(r, 1)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("equal before:", slices.Equal(again.Values(), net.Values()))
	if arrays, err = weights.Decode(file.Bytes()); err != nil {
		log.Fatal(err)
	}
	if err := weights.Load(again, r, arrays); err != nil {
		log.Fatal(err)
	}
	fmt.Println("equal after:", slices.Equal(again.Values(), net.Values()))
	// Output:
	// 0.weight [50 784]
	// 0.bias [50]
	// 2.weight [10 50]
	// 2.bias [10]
	// equal before: false
	// equal after: true
}
