// Command pack makes the MNIST shards that the page and the command line read,
// and checks those that are there.
//
//	go run ./assets/pack -idx DIR -out assets/mnist
//	go run ./assets/pack -verify -out assets/mnist
//
// DIR holds MNIST's four IDX files, not gzipped, under their own names. They
// are checked by SHA-256, so that a shard is always of the canonical MNIST.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "pack:", err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("pack", flag.ContinueOnError)
	idx := flags.String("idx", "", "folder of the four IDX files to make shards from")
	dir := flags.String("out", "assets/mnist", "folder of the shards and MANIFEST.json")
	check := flags.Bool("verify", false, "check the shards that are in -out instead of making them")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() != 0 {
		return fmt.Errorf("unexpected argument %q: everything is a flag; see -h", flags.Arg(0))
	}
	switch {
	case *check && *idx != "":
		return fmt.Errorf("-idx and -verify exclude each other: make the shards first, then verify them")
	case *check:
		return verify(*dir, out)
	case *idx == "":
		return fmt.Errorf("give the folder of MNIST's four IDX files with -idx, or check what is there with -verify")
	}
	return pack(*idx, *dir, out)
}
