//go:build js

package dom

import "syscall/js"

// Hold keeps a connection open for DoNow, until another page needs another version.
// Without one it tries to open it.
func (d *Database) Hold() {
	if !d.held.IsUndefined() {
		return
	}
	attempt(func() {
		request := property(js.Global(), "indexedDB").Call("open", d.name, d.version)
		var handlers []int
		on := func(target js.Value, event string, f func()) {
			outer := row
			row = &handlers
			listen(target, event, func(js.Value) { f() })
			row = outer
		}
		on(request, "upgradeneeded", func() { d.upgrade(request.Get("result")) })
		on(request, "error", func() { drop(handlers) })
		on(request, "success", func() {
			db := request.Get("result")
			gone := func() {
				db.Call("close")
				d.held = js.Undefined()
				drop(handlers)
			}
			on(db, "versionchange", gone)
			on(db, "close", gone)
			d.held = db
		})
	})
}

// DoNow makes the requests of f in a transaction that is complete without this page,
// which may end at once. It reports whether that could be begun: there must be a
// connection.
func (s *Store) DoNow(f func(objects js.Value)) bool {
	return !s.database.held.IsUndefined() && nil == attempt(func() {
		t := s.database.held.Call("transaction", s.name, "readwrite")
		f(t.Call("objectStore", s.name))
		t.Call("commit")
	})
}

// DoThen is DoNow for a page that stays, which hears how it went. cancel undoes what is not
// complete yet: what a page does when it ends would wait for it, in vain.
func (s *Store) DoThen(f func(objects js.Value), done func(error)) (cancel func(), ok bool) {
	if s.database.held.IsUndefined() {
		return nil, false
	}
	var t js.Value
	err := attempt(func() {
		t = s.database.held.Call("transaction", s.name, "readwrite")
		var handlers []int
		outer := row
		row = &handlers
		for _, event := range [...]string{"complete", "abort"} {
			listen(t, event, func(js.Value) {
				drop(handlers)
				if event == "abort" {
					done(failure(t))
				} else {
					done(nil)
				}
			})
		}
		row = outer
		if err := attempt(func() { f(t.Call("objectStore", s.name)) }); err != nil {
			t.Call("abort") // which is heard
		}
	})
	return func() { attempt(func() { t.Call("abort") }) }, err == nil
}
