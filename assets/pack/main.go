// Command pack makes the MNIST shards that the page and the command line read, and
// checks existing ones.
//
//	go run ./assets/pack -idx DIR -out assets/mnist
//	go run ./assets/pack -verify -out assets/mnist
//
// DIR holds MNIST's four IDX files, not gzipped, under their own names. Their
// SHA-256 is checked, so that shards are always of the canonical MNIST.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "pack:", err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("pack", flag.ContinueOnError)
	idx := flags.String("idx", "", "folder of the four IDX files to make shards from")
	dir := flags.String("out", "assets/mnist", "folder of the shards and MANIFEST.json")
	check := flags.Bool("verify", false, "check the shards in -out instead of making them")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() != 0 {
		return fmt.Errorf("unexpected argument %q: everything is a flag; see -h", flags.Arg(0))
	}
	switch {
	case *check && *idx != "":
		return errors.New("-idx and -verify exclude each other: make the shards first, then verify them")
	case *check:
		return verify(*dir, out)
	case *idx == "":
		return errors.New("give the folder of MNIST's four IDX files with -idx, or check existing shards with -verify")
	}
	return pack(*idx, *dir, out)
}
