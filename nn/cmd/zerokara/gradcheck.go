package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"time"

	"github.com/zerokara/zerokara/nn/book/gradcheck"
	"github.com/zerokara/zerokara/nn/mnist/shard"
)

// errGradients is the error of gradients that differ.
var errGradients = errors.New("gradcheck: backpropagation and the numerical gradient disagree")

// runGradCheck checks the gradient of a recipe's network.
func runGradCheck(args []string, out io.Writer) error {
	fs := flag.NewFlagSet("gradcheck", flag.ContinueOnError)
	name := fs.String("recipe", "zerokara", "a preset's name or a recipe's JSON file")
	data := fs.String("data", "assets/mnist", dataHelp)
	images := fs.Int("images", 3, "training images of which the mean loss is taken")
	elements := fs.Int("elements", 48, "elements to check in each parameter array, chosen at random")
	if err := parse(fs, args, out); err != nil {
		return err
	}
	r, err := readRecipe(*name)
	if err != nil {
		return err
	}
	set, _, err := shard.ReadDir(*data)
	if err != nil {
		return err
	}
	report, err := gradcheck.Recipe(r, set, *images, *elements)
	if err != nil {
		return err
	}
	printGradCheck(out, report)
	if !report.Correct() {
		return errGradients
	}
	return nil
}

// printGradCheck prints a line per array, both gradients where they disagree,
// and the time of each.
func printGradCheck(out io.Writer, r gradcheck.Report) {
	fmt.Fprintf(out, "%-24s %8s %8s %6s %6s  %s\n", "array", "elements", "checked", "kinks", "wrong", "largest relative error")
	for _, a := range r.Arrays {
		fmt.Fprintf(out, "%-24s %8d %8d %6d %6d  %.1e\n", a.Name, a.Size, a.Checked, a.Kinks, a.Wrong, a.MaxRelative)
		if a.Checked == 0 {
			fmt.Fprintf(out, "    all at kinks: nothing was checked; try another number of -images\n")
		}
		for _, e := range a.Worst {
			if e.Wrong {
				fmt.Fprintf(out, "    element %d: backward %+.6e, numerical %+.6e\n", e.Index, e.Backward, e.Numerical)
			}
		}
	}
	fmt.Fprintf(out, "loss %.4f of %d images; kinks: a ReLU or a maximum changes within the step, not judged\n", r.Loss, r.Images)
	fmt.Fprintf(out, "all %d gradients: backpropagation %v, numerical %v (two forward passes of %v each): %.0f times faster\n",
		r.Params, r.Backprop.Round(time.Microsecond), r.Numerical().Round(time.Millisecond), r.Forward.Round(time.Microsecond), r.Speedup())
}
