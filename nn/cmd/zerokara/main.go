// Zerokara trains and evaluates the page's networks natively, with the same
// engine, recipes and data:
//
//	zerokara train -recipe simpleconv -epochs 1 -o model.bin
//	zerokara eval -weights model.bin
//	zerokara strokes -weights model.bin -in strokes.ndjson.gz -sheet misread.png
//	zerokara eval -recipe book-mlp -weights params.npz
//	zerokara export -weights model.bin -o model.safetensors
//	zerokara gradcheck -recipe simpleconv
//	zerokara gan -sheet digits.png -csv losses.csv
//	zerokara book 6.1.8 -quick
//	zerokara recipes
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
)

// command is one of the tool's subcommands.
type command struct {
	name, about string
	run         func(args []string, out io.Writer) error
}

// commands is a function, since book runs others.
func commands() []command {
	return []command{
		{"train", "train a network on MNIST and report its test accuracy", runTrain},
		{"eval", "evaluate a trained network on MNIST's test images", runEval},
		{"search", "look for a learning rate, weight decay, ... at random", runSearch},
		{"strokes", "measure how a model reads people's pen strokes", runStrokes},
		{"gan", "train a DCGAN that makes digits of noise", runGAN},
		{"export", "write weights as .npz, .safetensors or a model file", runExport},
		{"gradcheck", "compare a network's gradients with numerical ones", runGradCheck},
		{"book", "repeat the figures of Deep Learning from Scratch, a section each", runBook},
		{"recipes", "list the recipes, or print one as JSON", runRecipes},
	}
}

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		if !errors.Is(err, flag.ErrHelp) {
			fmt.Fprintln(os.Stderr, "zerokara:", err)
		}
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	if len(args) == 0 {
		usage(out)
		return flag.ErrHelp
	}
	for _, c := range commands() {
		if c.name == args[0] {
			return c.run(args[1:], out)
		}
	}
	usage(out)
	return fmt.Errorf("there is no command %q", args[0])
}

func usage(out io.Writer) {
	fmt.Fprintln(out, "usage: zerokara COMMAND [flags]; -h after a command lists its flags")
	for _, c := range commands() {
		fmt.Fprintf(out, "  %-9s %s\n", c.name, c.about)
	}
}

// parse reads a command's flags and refuses anything left over.
func parse(fs *flag.FlagSet, args []string, out io.Writer) error {
	fs.SetOutput(out)
	if err := fs.Parse(args); err != nil {
		return err
	}
	if fs.NArg() > 0 {
		return fmt.Errorf("%s: unexpected %q; flags start with -", fs.Name(), fs.Arg(0))
	}
	return nil
}
