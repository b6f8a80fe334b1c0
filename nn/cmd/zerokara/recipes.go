package main

import (
	"flag"
	"fmt"
	"io"
	"strings"

	"github.com/zerokara/zerokara/nn/recipe"
)

// runRecipes lists the presets, or prints a recipe as JSON.
func runRecipes(args []string, out io.Writer) error {
	fs := flag.NewFlagSet("recipes", flag.ContinueOnError)
	name := fs.String("print", "", "print this recipe as JSON, to edit and give to train -recipe")
	if err := parse(fs, args, out); err != nil {
		return err
	}
	if *name != "" {
		r, err := readRecipe(*name)
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "%s\n", r.AppendJSON(nil))
		return nil
	}
	for _, name := range append(recipe.Presets(), recipe.BookPresets()...) {
		r, _ := recipe.Preset(name)
		fmt.Fprintf(out, "%-16s %s; %s, rate %g %s, batch %d, %d epochs, init %s\n", name, describeAll(r.Layers),
			r.Optimizer.Kind, r.LearningRate, r.Schedule.Kind, r.BatchSize, r.Epochs, r.Init.Kind)
	}
	g := recipe.DCGAN()
	fmt.Fprintf(out, "%-16s for zerokara gan: generator %s; discriminator %s; %s, rate %g, batch %d, %d epochs, init %s\n", g.Name,
		describeAll(g.Generator), describeAll(g.Discriminator), g.Optimizer.Kind, g.LearningRate, g.BatchSize, g.Epochs, g.Init.Kind)
	return nil
}

func describeAll(layers []recipe.Layer) string {
	kinds := make([]string, len(layers))
	for i, l := range layers {
		kinds[i] = describe(l)
	}
	return strings.Join(kinds, ", ")
}

// describe says in a few words what a layer is.
func describe(l recipe.Layer) string {
	window := func(name string) string {
		s := fmt.Sprintf("%s %dx%d", name, l.Kernel, l.Kernel)
		if usual := map[string]int{recipe.KindConv2D: 1, recipe.KindMaxPool2D: l.Kernel, recipe.KindAvgPool2D: l.Kernel}; l.Stride != usual[l.Kind] {
			s += fmt.Sprintf(" stride %d", l.Stride)
		}
		if l.Pad > 0 {
			s += fmt.Sprintf(" pad %d", l.Pad)
		}
		if l.Dilation > 1 {
			s += fmt.Sprintf(" dilation %d", l.Dilation)
		}
		return s
	}
	switch l.Kind {
	case recipe.KindDense:
		return fmt.Sprintf("dense %d", l.Units)
	case recipe.KindConv2D:
		return window(fmt.Sprintf("conv %d", l.Filters))
	case recipe.KindConvTranspose2D:
		return window(fmt.Sprintf("transposed conv %d", l.Filters))
	case recipe.KindMaxPool2D:
		return window("max pool")
	case recipe.KindAvgPool2D:
		return window("average pool")
	case recipe.KindDropout:
		return fmt.Sprintf("dropout %g", l.Ratio)
	case recipe.KindLeakyReLU:
		return fmt.Sprintf("leakyrelu %g", l.Slope)
	case recipe.KindReshape:
		return fmt.Sprintf("reshape %dx%dx%d", l.Shape[0], l.Shape[1], l.Shape[2])
	}
	return l.Kind
}

// readRecipe returns a preset by name, or reads the JSON file of that name.
func readRecipe(name string) (recipe.Recipe, error) {
	if r, ok := recipe.Preset(name); ok {
		return r, nil
	}
	b, err := readRecipeFile(name)
	if err != nil {
		return recipe.Recipe{}, fmt.Errorf("%q is neither a preset (%s) nor a readable file: %w", name, strings.Join(append(recipe.Presets(), recipe.BookPresets()...), ", "), err)
	}
	return recipe.Parse(b)
}
