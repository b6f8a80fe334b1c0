// Package local listens on this machine, and serves until it is told to stop.
package local

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"time"
)

// Listen listens on addr. If its port is taken and others will do, it tries the 99 after
// it and writes to notes which it took.
func Listen(addr string, others bool, notes io.Writer) (net.Listener, error) {
	l, err := net.Listen("tcp", addr)
	if err == nil || !others || !taken(err) {
		return l, err
	}
	host, port, _ := net.SplitHostPort(addr)
	first, _ := strconv.Atoi(port)
	for p := first + 1; p < first+100; p++ {
		if l, err := net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(p))); err == nil {
			fmt.Fprintf(notes, "serve: port %d is taken: using %d\n", first, p)
			return l, nil
		}
	}
	return nil, fmt.Errorf("%w, and so are the ports after it: choose another with -addr", err)
}

// Serve answers requests until ctx is done.
func Serve(ctx context.Context, l net.Listener, h http.Handler) error {
	server := &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second}
	done := make(chan error, 1)
	go func() {
		<-ctx.Done()
		grace, cancel := context.WithTimeout(context.Background(), 2*time.Second)
		defer cancel()
		err := server.Shutdown(grace)
		if errors.Is(err, context.DeadlineExceeded) {
			err = server.Close()
		}
		done <- err
	}()
	if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return <-done
}
