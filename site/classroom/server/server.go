// Package server is the classroom's server: one program with the whole page in it, for a
// school without a line. It says in the terminal where the network's devices find it, as
// an address and as a QR code.
package server

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"syscall"

	"rsc.io/qr"

	"github.com/zerokara/zerokara/site/serve/handler"
	"github.com/zerokara/zerokara/site/serve/local"
)

const defaultAddr = ":8080"

// Main serves a site's files until it is interrupted.
func Main(files fs.FS) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	err := run(ctx, files, os.Args[1:], os.Stdout, colours(os.Stdout))
	if err == nil || errors.Is(err, flag.ErrHelp) {
		return
	}
	fmt.Fprintln(os.Stderr, "zerokara:", err)
	// By a double click the window would close before anybody has read that.
	fmt.Fprintln(os.Stderr, "Enterキーで終了 / Enter ends this")
	io.ReadFull(os.Stdin, make([]byte, 1))
	os.Exit(1)
}

func run(ctx context.Context, files fs.FS, args []string, out io.Writer, coloured bool) error {
	flags := flag.NewFlagSet("zerokara", flag.ContinueOnError)
	flags.SetOutput(out)
	addr := flags.String("addr", defaultAddr, "host and port to listen on; without a host, all of this machine")
	host := flags.String("host", "", "the address that others find this machine at, if it is not the one that is guessed")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() != 0 {
		return fmt.Errorf("unexpected argument %q: everything is a flag; see -h", flags.Arg(0))
	}
	h, err := handler.Of(files, "/")
	if err != nil {
		return err
	}
	l, err := local.Listen(*addr, *addr == defaultAddr, io.Discard)
	if err != nil {
		return err
	}
	hosts := []string{*host}
	if *host == "" {
		hosts = reachable(l.Addr().(*net.TCPAddr).IP, interfaces())
	}
	if err := welcome(out, hosts, l.Addr().(*net.TCPAddr).Port, coloured); err != nil {
		l.Close()
		return err
	}
	return local.Serve(ctx, l, h)
}

// welcome says where the page is: the first of the hosts as a QR code, too.
func welcome(out io.Writer, hosts []string, port int, coloured bool) error {
	var b strings.Builder
	b.WriteString("\nゼロから Zerokara\n\n")
	if len(hosts) == 0 {
		b.WriteString("ネットワークにつながっていません。このパソコンでだけ開けます。\nThis machine is in no network: the page opens on it alone.\n\n  " + url("localhost", port) + "\n")
	} else {
		b.WriteString("同じネットワークの端末で、次のアドレスを開いてください。\nOpen this address on any device in the same network.\n\n")
		for _, host := range hosts {
			b.WriteString("  " + url(host, port) + "\n")
		}
		code, err := qr.Encode(url(hosts[0], port), qr.M)
		if err != nil {
			return err
		}
		b.WriteString("\n" + drawn(code.Size, code.Black, coloured))
	}
	b.WriteString("\n終了するには、このウィンドウを閉じるか、Ctrl+Cを押します。\nTo stop, close this window or press Ctrl+C.\n\n")
	_, err := io.WriteString(out, b.String())
	return err
}

func url(host string, port int) string {
	return "http://" + net.JoinHostPort(host, strconv.Itoa(port)) + "/"
}
