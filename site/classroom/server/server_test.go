package server

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"rsc.io/qr"
)

func TestReachable(t *testing.T) {
	var all []netip.Addr
	for _, a := range []string{"127.0.0.1", "::1", "fe80::1", "169.254.3.4", "172.17.0.1", "10.1.2.3", "203.0.113.9", "192.168.1.5", "192.168.1.4"} {
		all = append(all, netip.MustParseAddr(a))
	}
	for _, c := range []struct {
		ip   net.IP
		want []string
	}{
		{net.IPv6unspecified, []string{"192.168.1.5", "192.168.1.4", "10.1.2.3", "172.17.0.1", "203.0.113.9", "169.254.3.4"}},
		{net.IPv4(127, 0, 0, 1), nil},
		{net.IPv4(10, 1, 2, 3), []string{"10.1.2.3"}},
	} {
		if got := reachable(c.ip, all); !slices.Equal(got, c.want) {
			t.Errorf("at %v: %q, want %q", c.ip, got, c.want)
		}
	}
}

// TestWelcome reads the code's modules back from what the terminal shows.
func TestWelcome(t *testing.T) {
	var out bytes.Buffer
	if err := welcome(&out, []string{"192.168.1.5", "10.0.0.2"}, 8080, false); err != nil {
		t.Fatal(err)
	}
	text := out.String()
	if !strings.Contains(text, "  http://192.168.1.5:8080/\n  http://10.0.0.2:8080/\n") || strings.Contains(text, "\x1b") {
		t.Errorf("it says\n%s", text)
	}
	code, err := qr.Encode("http://192.168.1.5:8080/", qr.M)
	if err != nil {
		t.Fatal(err)
	}
	var rows []string
	for line := range strings.Lines(text) {
		if strings.Contains(line, "█") {
			rows = append(rows, strings.TrimSuffix(line, "\n"))
		}
	}
	if len(rows) != (code.Size+2*quiet+1)/2 {
		t.Fatalf("the code has %d lines:\n%s", len(rows), text)
	}
	for i, row := range rows {
		for x, c := range []rune(row) {
			for half, light := range []bool{c == '█' || c == '▀', c == '█' || c == '▄'} {
				x, y := x-quiet, 2*i+half-quiet
				if light == code.Black(x, y) {
					t.Fatalf("the module at %d, %d: light %v", x, y, light)
				}
			}
		}
	}
	if c := drawn(1, func(x, y int) bool { return true }, true); !strings.HasPrefix(c, "\x1b[97;40m█") || strings.Count(c, "\x1b[0m\n") != 5 {
		t.Errorf("with colours: %q", c)
	}

	out.Reset()
	if err := welcome(&out, nil, 80, false); err != nil || !strings.Contains(out.String(), "http://localhost:80/") || strings.Contains(out.String(), "█") {
		t.Errorf("in no network: %v, %s", err, out.String())
	}
}

func TestRefusals(t *testing.T) {
	page := fstest.MapFS{"index.html": {Data: []byte("page")}}
	for want, args := range map[string][]string{
		"unexpected argument": {"dist"},
		"not defined":         {"-port", "1"},
		"missing port":        {"-addr", "here"},
	} {
		if err := run(context.Background(), page, args, io.Discard, false); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v: error %v, want one with %q", args, err, want)
		}
	}
	if err := run(context.Background(), fstest.MapFS{}, nil, io.Discard, false); err == nil || !strings.Contains(err.Error(), "index.html") {
		t.Errorf("without a page: %v", err)
	}
}
