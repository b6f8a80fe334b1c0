package main

import (
	"flag"
	"fmt"
	"io"
	"strings"

	"github.com/zerokara/zerokara/nn/optim"
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
			optim.KindOf(r.Optimizer), r.LearningRate, optim.ScheduleOf(r.Schedule), r.BatchSize, r.Epochs, r.Init.Kind)
	}
	g := recipe.DCGAN()
	fmt.Fprintf(out, "%-16s for zerokara gan: generator %s; discriminator %s; %s, rate %g, batch %d, %d epochs, init %s\n", g.Name,
		describeAll(g.Generator), describeAll(g.Discriminator), optim.KindOf(g.Optimizer), g.LearningRate, g.BatchSize, g.Epochs, g.Init.Kind)
	return nil
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
