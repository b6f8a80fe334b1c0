package recipe_test

import (
	"errors"
	"fmt"
	"log"

	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/recipe"
)

// The page's default network, layer by layer, with the shape of each output.
func ExamplePreset() {
	r, _ := recipe.Preset(recipe.Default)
	shapes, err := r.Shapes()
	if err != nil {
		log.Fatal(err)
	}
	for i, l := range r.Layers {
		fmt.Println(layer.KindOf(l), shapes[i])
	}
	// Output:
	// conv2d 8x24x24
	// maxpool2d 8x12x12
	// batchnorm 8x12x12
	// relu 8x12x12
	// conv2d 16x10x10
	// maxpool2d 16x5x5
	// batchnorm 16x5x5
	// relu 16x5x5
	// conv2d 48x5x5
	// batchnorm 48x5x5
	// relu 48x5x5
	// dense 10
}

// A recipe from JSON: a preset with changes. What makes no sense is refused by
// the name of its field.
func ExampleParse() {
	r, err := recipe.Parse([]byte(`{"preset": "mlp", "optimizer": {"kind": "sgd"}, "learningRate": 0.1, "epochs": 5}`))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(r.Layers), "layers,", r.Epochs, "epochs")

	_, err = recipe.Parse([]byte(`{"preset": "mlp", "layers": [{"kind": "conv2d", "filters": 8, "kernel": 29, "stride": 1, "pad": 0}, {"kind": "dense", "units": 10}]}`))
	var refusal *recipe.FieldError
	if errors.As(err, &refusal) {
		fmt.Println(refusal.Field, refusal.Reason)
	}
	// Output:
	// 5 layers, 5 epochs
	// layers[0].kernel is 29, must be 1 to 28, the side of the padded input
}
