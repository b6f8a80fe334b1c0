// Command serve serves the built site on this machine.
//
//	go run ./site/serve -dir dist -addr 127.0.0.1:8080 -prefix /some/path/
//
// It prints one line, the site's address, and runs until it is interrupted. Port 0
// picks a free port. If the default port is taken, the next free one is used.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/zerokara/zerokara/site/serve/handler"
	"github.com/zerokara/zerokara/site/serve/local"
)

const defaultAddr = "127.0.0.1:8080"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "serve:", err)
		os.Exit(1)
	}
}

// run serves until ctx is done. It writes the site's address to out, and messages
// and help to notes.
func run(ctx context.Context, args []string, out, notes io.Writer) error {
	flags := flag.NewFlagSet("serve", flag.ContinueOnError)
	flags.SetOutput(notes)
	dir := flags.String("dir", "dist", "folder of the built site")
	addr := flags.String("addr", defaultAddr, "host and port to listen on; port 0 picks a free one")
	prefix := flags.String("prefix", "/", "path to serve the site under")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() != 0 {
		return fmt.Errorf("unexpected argument %q: everything is a flag; see -h", flags.Arg(0))
	}
	h, err := handler.New(*dir, *prefix)
	if err != nil {
		return err
	}
	l, err := local.Listen(*addr, *addr == defaultAddr, notes)
	if err != nil {
		return err
	}
	fmt.Fprintln(out, address(l.Addr(), *prefix))

	return local.Serve(ctx, l, h)
}

// address returns the URL of the site.
func address(a net.Addr, prefix string) string {
	host, port, _ := net.SplitHostPort(a.String())
	if ip := net.ParseIP(host); ip == nil || ip.IsUnspecified() {
		host = "localhost"
	}
	if prefix = strings.Trim(prefix, "/"); prefix != "" {
		prefix += "/"
	}
	return "http://" + net.JoinHostPort(host, port) + "/" + prefix
}
