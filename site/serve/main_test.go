package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/zerokara/zerokara/site/serve/local"
)

func built(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "index.html"), []byte("hello"), 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

// start runs the command until the test ends and returns the first line that
// it prints; stop ends it and returns what it printed after that.
func start(t *testing.T, args ...string) (line string, stop func() (rest string, err error)) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	r, w := io.Pipe()
	done := make(chan error, 1)
	go func() {
		err := run(ctx, args, w, io.Discard)
		w.CloseWithError(err)
		done <- err
	}()
	t.Cleanup(cancel)
	out := bufio.NewReader(r)
	line, err := out.ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return line, func() (string, error) {
		cancel()
		rest, _ := io.ReadAll(out)
		select {
		case err := <-done:
			return string(rest), err
		case <-time.After(10 * time.Second):
			t.Fatal("does not stop")
			return "", nil
		}
	}
}

func TestServesUntilInterrupted(t *testing.T) {
	line, stop := start(t, "-dir", built(t), "-addr", "127.0.0.1:0", "-prefix", "/a/b/")
	url := strings.TrimSpace(line)
	if !strings.HasPrefix(url, "http://127.0.0.1:") || !strings.HasSuffix(url, "/a/b/") {
		t.Fatalf("printed %q", line)
	}
	r, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	if b, err := io.ReadAll(r.Body); string(b) != "hello" || err != nil {
		t.Errorf("got %q, %v", b, err)
	}
	if rest, err := stop(); rest != "" || err != nil {
		t.Errorf("after the first line: %q, %v", rest, err)
	}
	if _, err := http.Get(url); err == nil {
		t.Error("still serving")
	}
}

func TestPortTaken(t *testing.T) {
	// The default port may be free or not; after this it is taken.
	if l, err := net.Listen("tcp", defaultAddr); err == nil {
		defer l.Close()
	}
	var notes bytes.Buffer
	l, err := local.Listen(defaultAddr, true, &notes)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if l.Addr().String() == defaultAddr || !strings.Contains(notes.String(), "8080 is taken: using 80") {
		t.Errorf("listens on %v, says %q", l.Addr(), notes.String())
	}
	// A port given by -addr is not replaced.
	if other, err := local.Listen(l.Addr().String(), false, &notes); err == nil {
		other.Close()
		t.Error("two listeners on one port")
	}
}

func TestAddress(t *testing.T) {
	for _, c := range []struct {
		ip     net.IP
		prefix string
		want   string
	}{
		{net.IPv4(127, 0, 0, 1), "/", "http://127.0.0.1:80/"},
		{net.IPv4zero, "a/b", "http://localhost:80/a/b/"},
		{net.IPv6unspecified, "", "http://localhost:80/"},
		{net.IPv6loopback, "/a/", "http://[::1]:80/a/"},
	} {
		if got := address(&net.TCPAddr{IP: c.ip, Port: 80}, c.prefix); got != c.want {
			t.Errorf("%v, prefix %q: %s, want %s", c.ip, c.prefix, got, c.want)
		}
	}
}

func TestRefusals(t *testing.T) {
	for want, args := range map[string][]string{
		"make site":           {"-dir", t.TempDir()},
		"unexpected argument": {"dist"},
		"not defined":         {"-port", "1"},
	} {
		if err := run(context.Background(), args, io.Discard, io.Discard); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v: error %v, want one with %q", args, err, want)
		}
	}
}
