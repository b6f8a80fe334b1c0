package main

import (
	"flag"
	"fmt"
	"io"
	"strings"

	"github.com/zerokara/zerokara/nn/cmd/zerokara/internal/book"
)

// runBook repeats figures of the book.
func runBook(args []string, out io.Writer) error {
	if len(args) == 0 {
		fmt.Fprintln(out, "usage: zerokara book SECTION [flags]; SECTION is a name, a chapter (6), a section (6.1.8) or all")
		for _, s := range book.Sections() {
			fmt.Fprintf(out, "  %-22s %-8s %s\n", s.Name, s.Chapter, s.About)
		}
		return nil
	}
	name := ""
	if !strings.HasPrefix(args[0], "-") { // package flag wants flags first
		name, args = args[0], args[1:]
	}
	o := book.Options{Out: out, Command: run}
	fs := flag.NewFlagSet("book", flag.ContinueOnError)
	fs.BoolVar(&o.Quick, "quick", false, "shortened runs: all sections in minutes")
	fs.StringVar(&o.Dir, "o", "book", "folder for plots and trained models")
	fs.StringVar(&o.Format, "format", "svg", "format of plots: svg or png")
	fs.StringVar(&o.Data, "data", "assets/mnist", dataHelp)
	fs.StringVar(&o.Weights, "weights", "", "for inference: the arrays of section 3.6.2 as a .npz file or a folder of .npy files, instead of training")
	if err := parseFlags(fs, args, out); err != nil {
		return err
	}
	if name == "" && fs.NArg() == 1 {
		name = fs.Arg(0)
	} else if fs.NArg() > 0 {
		return fmt.Errorf("book: unexpected %q; one section at a time, or all", fs.Arg(0))
	}
	sections, err := book.Find(name)
	if err == nil {
		err = book.Run(sections, o)
	}
	if err != nil {
		return fmt.Errorf("book: %w", err)
	}
	return nil
}
