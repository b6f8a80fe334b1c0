//go:build js

package dom

import (
	"errors"
	"syscall/js"
	"time"
)

// storeLimit is the max time that a transaction takes: some browsers never answer.
var storeLimit = 5 * time.Second

var errStoreSilent = errors.New("dom: IndexedDB does not answer")

// Database is a database of IndexedDB. Each transaction opens it anew, so that an
// error does not last.
type Database struct {
	name    string
	version int
	objects []Objects
	held    js.Value // a connection for DoNow, undefined without one
}

// Objects is an object store to create. Options are those of createObjectStore, nil for
// none.
type Objects struct {
	Name    string
	Options map[string]any
}

// OpenDatabase returns the database, which is created when it is first used. One of an
// older version gets the objects that it lacks; version counts their changes.
func OpenDatabase(name string, version int, objects ...Objects) *Database {
	return &Database{name: name, version: version, objects: objects}
}

// Store returns one of the database's object stores.
func (d *Database) Store(name string) *Store { return &Store{d, name} }

// ForgetDatabase deletes a database of a page before this one, if it is there.
func ForgetDatabase(name string) {
	attempt(func() { property(js.Global(), "indexedDB").Call("deleteDatabase", name) })
}

// upgrade creates what the database lacks.
func (d *Database) upgrade(db js.Value) {
	for _, o := range d.objects {
		if db.Get("objectStoreNames").Call("contains", o.Name).Bool() {
			continue
		}
		args := []any{o.Name}
		if o.Options != nil {
			args = append(args, o.Options)
		}
		db.Call("createObjectStore", args...)
	}
}

// Store is an object store of a database.
type Store struct {
	database *Database
	name     string
}

// Do makes the requests of one transaction, which f returns, and waits for their
// results. After an error nothing has changed. It panics in a handler, as Await does.
func (s *Store) Do(write bool, f func(objects js.Value) (requests []js.Value)) (results []js.Value, err error) {
	mayWait("Store.Do")
	t := transaction{store: s, mode: "readonly", make: f, done: make(chan error, 1)}
	if write {
		t.mode = "readwrite"
	}
	if err := attempt(t.open); err != nil {
		t.end(err)
	}
	limit := time.AfterFunc(storeLimit, t.expire)
	defer limit.Stop()
	if err := <-t.done; err != nil {
		return nil, err
	}
	for _, r := range t.requests {
		results = append(results, r.Get("result"))
	}
	return results, nil
}

// transaction is one call of Do.
type transaction struct {
	store    *Store
	mode     string
	make     func(objects js.Value) []js.Value
	requests []js.Value
	db       js.Value // undefined before it is open
	value    js.Value // the IDBTransaction, undefined before it has begun
	handlers []int
	ended    bool
	done     chan error
}

func (t *transaction) open() {
	d := t.store.database
	request := property(js.Global(), "indexedDB").Call("open", d.name, d.version)
	t.on(request, "upgradeneeded", func() { d.upgrade(request.Get("result")) })
	t.on(request, "error", func() {
		t.end(failure(request))
		drop(t.handlers)
	})
	t.on(request, "blocked", func() { t.end(errors.New("dom: another page has an older database open")) })
	t.on(request, "success", func() {
		t.db = request.Get("result")
		if t.ended { // it comes too late
			t.close()
			return
		}
		if err := attempt(t.begin); err != nil {
			t.end(err)
			t.abort()
		}
	})
}

func (t *transaction) begin() {
	t.on(t.db, "versionchange", func() { t.db.Call("close") })
	t.value = t.db.Call("transaction", t.store.name, t.mode)
	t.on(t.value, "complete", func() {
		t.end(nil)
		t.close()
	})
	t.on(t.value, "abort", func() {
		t.end(failure(t.value))
		t.close()
	})
	t.requests = t.make(t.value.Call("objectStore", t.store.name))
	if t.mode == "readwrite" && len(t.requests) == 0 {
		// A page that ends now does not undo it. Chromium 156 may then be done before the
		// results are there: only where none is read.
		t.value.Call("commit")
	}
}

// expire ends the wait.
func (t *transaction) expire() {
	if !t.ended {
		t.end(errStoreSilent)
		t.abort()
	}
}

// abort undoes what the requests have done.
func (t *transaction) abort() {
	if t.value.IsUndefined() {
		t.close()
	} else {
		attempt(func() { t.value.Call("abort") }) // or it has ended by itself
	}
}

// close closes the database, if it is open; else that is done when it is.
func (t *transaction) close() {
	if !t.db.IsUndefined() {
		t.db.Call("close")
		drop(t.handlers)
	}
}

func (t *transaction) end(err error) {
	if !t.ended {
		t.ended = true
		t.done <- err
	}
}

func (t *transaction) on(target js.Value, event string, f func()) {
	outer := row
	row = &t.handlers
	listen(target, event, func(js.Value) { f() })
	row = outer
}

// failure is the error of a request or a transaction.
func failure(of js.Value) error {
	if e := of.Get("error"); e.Truthy() {
		return js.Error{Value: e}
	}
	return errors.New("dom: aborted")
}

// property returns a property whose getter may throw; then it panics with a js.Error,
// where Get would end the program.
func property(of js.Value, name string) js.Value {
	return js.Global().Get("Reflect").Call("get", of, name)
}

// attempt calls f and returns the exception that JavaScript throws in it.
func attempt(f func()) (err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case js.Error:
			err = r
		case *js.ValueError: // a call on undefined: the browser lacks it
			err = r
		default:
			panic(r)
		}
	}()
	f()
	return nil
}
