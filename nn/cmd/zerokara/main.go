// Zerokara trains and evaluates the page's networks natively, with the same
// engine, recipes and data:
//
//	zerokara train -recipe simpleconv -epochs 1 -o model.bin
//	zerokara eval -weights model.bin
//	zerokara strokes -weights model.bin -in strokes.ndjson.gz -sheet wrong.png
//	zerokara eval -recipe book-mlp -weights params.npz
//	zerokara export -weights model.bin -o model.safetensors
//	zerokara export -weights model.bin -kind onnx -o model.onnx
//	zerokara export -weights model.bin -kind picture -image 7 -o seven.png
//	zerokara gradcheck -recipe simpleconv
//	zerokara gan -sheet digits.png -csv losses.csv
//	zerokara book 6.1.8 -quick
//	zerokara recipes
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
)

// command is one of the tool's subcommands.
type command struct {
	name, about string
	run         func(args []string, out io.Writer) error
}

// commands returns the subcommands. It is a function because book runs others.
func commands() []command {
	return []command{
		{"train", "train a network on MNIST and report its test accuracy", runTrain},
		{"eval", "evaluate a trained network on MNIST's test images", runEval},
		{"search", "search learning rate, weight decay, ... at random", runSearch},
		{"strokes", "measure a model's accuracy on people's pen strokes", runStrokes},
		{"gan", "train a DCGAN, which makes digits from noise", runGAN},
		{"export", "write a network as ONNX, safetensors, notebook, ..., its curves, a picture", runExport},
		{"gradcheck", "compare a network's gradients with numerical ones", runGradCheck},
		{"book", "repeat the figures of Deep Learning from Scratch by section", runBook},
		{"recipes", "list the recipes, or print one as JSON", runRecipes},
	}
}

func main() { os.Exit(status(os.Args[1:], os.Stdout, os.Stderr)) }

// status runs a command line and returns its exit status: 0 for success and for
// help, 2 for a command line with a mistake, 1 for any other error.
func status(args []string, out, errs io.Writer) int {
	err := run(args, out)
	if err == nil || errors.Is(err, flag.ErrHelp) {
		return 0
	}
	fmt.Fprintln(errs, "zerokara:", err)
	if _, ok := errors.AsType[usageError](err); ok {
		return 2
	}
	return 1
}

// usageError is the error of a command line with a mistake.
type usageError struct{ error }

func run(args []string, out io.Writer) error {
	if len(args) == 0 {
		args = []string{"help"}
	}
	switch name := args[0]; name {
	case "help", "-h", "-help", "--help":
		if len(args) == 1 {
			fmt.Fprint(out, usage())
			return nil
		}
		args = []string{args[1], "-h"}
	}
	for _, c := range commands() {
		if c.name == args[0] {
			return c.run(args[1:], out)
		}
	}
	return usageError{fmt.Errorf("there is no command %q\n%s", args[0], strings.TrimSuffix(usage(), "\n"))}
}

// usage returns the list of commands.
func usage() string {
	var b strings.Builder
	fmt.Fprintln(&b, "usage: zerokara COMMAND [flags]; -h after a command lists its flags")
	for _, c := range commands() {
		fmt.Fprintf(&b, "  %-9s %s\n", c.name, c.about)
	}
	return b.String()
}

// parse parses a command's flags; other arguments are an error.
func parse(fs *flag.FlagSet, args []string, out io.Writer) error {
	if err := parseFlags(fs, args, out); err != nil {
		return err
	}
	if fs.NArg() > 0 {
		return usageError{fmt.Errorf("%s: unexpected %q; flags start with -", fs.Name(), fs.Arg(0))}
	}
	return nil
}

// parseFlags parses a command's flags. For -h it writes their list to out and
// returns flag.ErrHelp.
func parseFlags(fs *flag.FlagSet, args []string, out io.Writer) error {
	var list bytes.Buffer
	fs.SetOutput(&list)
	switch err := fs.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(out, list.String())
		return err
	case err != nil:
		return usageError{fmt.Errorf("%s: %w; \"zerokara %s -h\" lists the flags", fs.Name(), err, fs.Name())}
	}
	return nil
}
