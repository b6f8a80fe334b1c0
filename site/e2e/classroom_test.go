package e2e

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// inClassroom opens a page as others of a local network do: by plain http from another
// machine, which no browser calls secure.
func inClassroom(s *setup) {
	const name = "classroom.test"
	s.site.url = strings.Replace(s.site.url, "127.0.0.1", name, 1)
	s.flags = append(s.flags, chromedp.Flag("host-resolver-rules", "MAP "+name+" 127.0.0.1"))
}

// TestClassroom draws, trains, keeps and copies without a secure context: there is no
// SHA-256, no clipboard, and pointers tell less.
func TestClassroom(t *testing.T) {
	t.Parallel()
	site := few(t)
	site.spoil("train-00", 1, flipped)
	p := open(t, on(site), inClassroom)
	if eval[bool](p, "isSecureContext || navigator.clipboard !== undefined || crypto.subtle !== undefined") {
		t.Fatal("the page is served securely")
	}
	p.draw(7)
	p.train(hardly)
	if n := site.asked("train-00"); n != 2 {
		t.Errorf("a torn file was asked for %d times", n)
	}
	if s := p.state(); s.digit() < 0 || s.accuracy() < 0 || s.Error != nil {
		t.Errorf("at the end: %v", s)
	}

	p.click("#teach-digits label:nth-of-type(8)")
	p.click("#teach-keep")
	p.await("the drawing is kept", `e2e.count("#kept-list canvas") === 1`, patience)
	p.run(`addEventListener("copy", () => { globalThis.copied = document.activeElement.value; })`)
	p.click("#book2-copy")
	p.await("it says so", `e2e.text("#book2-copied") === "Copied."`, patience)
	if got, want := eval[string](p, "copied"), p.text("#book2-missions"); got != want {
		t.Errorf("copied %q, want %q", got, want)
	}
	if on := eval[string](p, "document.activeElement.id"); on != "book2-copy" {
		t.Errorf("the focus is on %q", on)
	}
	p.do(chromedp.Reload())
	p.ready()
	p.await("the drawing is still kept", `e2e.count("#kept-list canvas") === 1`, patience)
}
