package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/zerokara/zerokara/nn/recipe"
)

// runRecipes lists the presets, or prints one in full.
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
	for _, name := range recipe.Presets() {
		r, _ := recipe.Preset(name)
		kinds := make([]string, len(r.Layers))
		for i, l := range r.Layers {
			switch l.Kind {
			case recipe.KindConv2D:
				kinds[i] = fmt.Sprintf("conv %d %dx%d", l.Filters, l.Kernel, l.Kernel)
			case recipe.KindMaxPool2D:
				kinds[i] = fmt.Sprintf("pool %d", l.Kernel)
			case recipe.KindDense:
				kinds[i] = fmt.Sprintf("dense %d", l.Units)
			default:
				kinds[i] = l.Kind
			}
		}
		fmt.Fprintf(out, "%-12s %s; %s, rate %g %s, batch %d, %d epochs, init %s\n", name, strings.Join(kinds, ", "),
			r.Optimizer.Kind, r.LearningRate, r.Schedule.Kind, r.BatchSize, r.Epochs, r.Init.Kind)
	}
	return nil
}

// readRecipe returns a preset by name, or reads the JSON file of that name.
func readRecipe(name string) (recipe.Recipe, error) {
	if r, ok := recipe.Preset(name); ok {
		return r, nil
	}
	b, err := os.ReadFile(name)
	if err != nil {
		return recipe.Recipe{}, fmt.Errorf("%q is neither a preset (%s) nor a file that can be read: %w", name, strings.Join(recipe.Presets(), ", "), err)
	}
	return recipe.Parse(b)
}
