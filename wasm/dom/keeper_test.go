//go:build js

package dom

import (
	"strings"
	"syscall/js"
	"testing"
	"time"
)

// serviceWorkers puts others in the place of the browser's, for one test.
func serviceWorkers(t *testing.T, script string) js.Value {
	t.Helper()
	s := js.Global().Get("Function").New(script).Invoke()
	object, navigator := js.Global().Get("Object"), js.Global().Get("navigator")
	object.Call("defineProperty", navigator, "serviceWorker", map[string]any{
		"configurable": true, "get": js.Global().Get("Function").New("s", "return () => { if (s === null) throw new DOMException('no', 'SecurityError'); return s; }").Invoke(s),
	})
	t.Cleanup(func() { js.Global().Get("Reflect").Call("deleteProperty", navigator, "serviceWorker") })
	return s
}

// TestKeeper registers a service worker, hears it, and takes the next.
func TestKeeper(t *testing.T) {
	s := serviceWorkers(t, `
		const all = new EventTarget(), worker = (state) => Object.assign(new EventTarget(), {
			state, asked: [], postMessage(data) { this.asked.push(data); },
		});
		const r = all.r = { active: worker("activated"), waiting: null, installing: null, scope: "/" };
		all.worker = worker;
		all.register = async (...args) => (all.args = args, r);
		return all;`)
	heard := ""
	k := OpenKeeper(func(message string) { heard = message })
	if k == nil {
		t.Fatal("there is none")
	}
	if err := k.Register(); err != nil {
		t.Fatal(err)
	}
	r := s.Get("r")
	if got := s.Get("args").Index(1).Get("updateViaCache").String(); got != "none" {
		t.Errorf("sw.js may come from the browser's cache: %s", got)
	}
	if got := r.Get("active").Get("asked").Call("join").String(); got != k.Release {
		t.Errorf("it is asked %q, of the release %q", got, k.Release)
	}
	s.Call("dispatchEvent", js.Global().Get("MessageEvent").New("message", map[string]any{"data": "kept a 1 2"}))
	if heard != "kept a 1 2" {
		t.Errorf("heard %q", heard)
	}
	next := s.Call("worker", "installed")
	r.Set("waiting", next)
	r.Call("onupdatefound", js.Null())
	takeLimit = time.Hour // else the test's page is loaded again
	k.Take()
	if got := next.Get("asked").Call("join").String(); got != k.Release+",take" {
		t.Errorf("the next is told %q", got)
	}
}

// TestNoKeeper is browsers without service workers, and those that refuse them.
func TestNoKeeper(t *testing.T) {
	for _, script := range []string{"return undefined", "return null"} { // null throws
		serviceWorkers(t, script)
		if OpenKeeper(nil) != nil {
			t.Errorf("%s: there is one", script)
		}
	}
	serviceWorkers(t, `return Object.assign(new EventTarget(), { register: () => Promise.reject(new DOMException("no", "SecurityError")) })`)
	if err := OpenKeeper(nil).Register(); err == nil || !strings.Contains(err.Error(), "SecurityError") {
		t.Errorf("refused: %v", err)
	}
}
