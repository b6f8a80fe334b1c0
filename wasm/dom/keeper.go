//go:build js

package dom

import (
	"syscall/js"
	"time"
)

// Keeper is the page's service worker, site/sw.js, which keeps the page in the browser.
type Keeper struct {
	Release                 string // the id of the page's (site/release)
	container, registration js.Value
}

// takeLimit is the max time until a release that was taken is there.
var takeLimit = 10 * time.Second

// OpenKeeper returns the page's service worker, whose messages told gets. It returns nil
// where there is none to be had: from an insecure address, in some private windows, and
// within another page, which has its own storage.
func OpenKeeper(told func(message string)) *Keeper {
	k := &Keeper{Release: document.Get("documentElement").Get("dataset").Get("release").String()}
	err := attempt(func() { k.container = property(window.Get("navigator"), "serviceWorker") })
	if err != nil || !k.container.Truthy() || !window.Get("top").Equal(window) {
		return nil
	}
	listen(k.container, "message", func(event js.Value) { told(event.Get("data").String()) })
	return k
}

// Register has the service worker keep the page, and look whether there is a newer
// release. It waits, and returns an error where the browser refuses.
func (k *Keeper) Register() error {
	// Hosts let browsers keep sw.js for some minutes, too.
	r, err := Await(k.container.Call("register", "sw.js", map[string]any{"updateViaCache": "none"}))
	if err != nil {
		return err
	}
	k.registration = r
	r.Set("onupdatefound", bound(k.ask))
	k.ask(r)
	return nil
}

// ask has the service workers that there are tell what they have.
func (k *Keeper) ask(js.Value) {
	for _, which := range [...]string{"active", "waiting", "installing"} {
		if w := k.registration.Get(which); w.Truthy() {
			w.Call("postMessage", k.Release)
		}
	}
}

// Agree lets the service worker use a metered line, for good. It waits.
func (k *Keeper) Agree() error {
	_, err := Await(window.Get("caches").Call("open", "zerokara "+k.registration.Get("scope").String()))
	if err == nil {
		err = k.Register() // what was refused is gone
	}
	if err == nil {
		_, err = Await(k.registration.Call("update")) // or it was an update
	}
	return err
}

// Take has a newer release take over, and loads the page of it.
func (k *Keeper) Take() {
	next := k.registration.Get("waiting")
	if !next.Truthy() { // another tab has taken it
		Reload()
		return
	}
	listen(next, "statechange", func(js.Value) {
		if next.Get("state").String() == "activated" {
			Reload()
		}
	})
	time.AfterFunc(takeLimit, Reload)
	next.Call("postMessage", "take")
}
