//go:build js

package main

import (
	"errors"
	"syscall/js"
	"time"

	"github.com/zerokara/zerokara/wasm/jsbridge"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/session"
)

// budget is the time that the worker works before it takes commands.
const budget = 8 * time.Millisecond

func main() {
	if r := js.Global().Get("zerokaraWorker").Get("recipe"); !r.IsUndefined() {
		replicate(jsbridge.Bytes(r))
	}
	h := newHost()
	s := session.New(h)
	var in inbox
	in.wake = make(chan struct{}, 1)
	h.port.Listen(func(m protocol.Message, err error) {
		in.put(func() {
			switch {
			case err == nil:
				s.Handle(m)
			case errors.Is(err, protocol.ErrVersion):
				h.Post(&protocol.Fault{Code: protocol.CodeVersion, Detail: err.Error()})
			default:
				h.Post(&protocol.Fault{Code: protocol.CodeInternal, Detail: err.Error()})
			}
		})
	})
	h.listen(&in, s)
	h.Post(&protocol.Ready{})

	yield := jsbridge.NewYield()
	for {
		for _, f := range in.take() {
			f()
		}
		if s.Run(budget) {
			yield.Wait()
		} else {
			<-in.wake
		}
	}
}

// host connects a session to worker.js.
type host struct {
	port  *jsbridge.Port
	page  js.Value // worker.js's side
	fetch js.Value
	parts map[int]*part // of replicas that are ready
}

func newHost() *host {
	page := js.Global().Get("zerokaraWorker")
	return &host{
		port: jsbridge.NewPort(js.Global()), page: page, fetch: page.Get("fetch"),
		parts: map[int]*part{},
	}
}

// Post implements session.Host.
func (h *host) Post(m protocol.Message) { h.port.Post(m) }

// began is the origin of Now.
var began = time.Now()

// Now implements session.Host.
func (h *host) Now() time.Duration { return time.Since(began) }

// Fetch implements session.Host.
func (h *host) Fetch(r session.Request) {
	h.fetch.Invoke(r.ID, r.URL, r.After.Milliseconds(), r.Reload, r.Manifest, r.Limit)
}

// listen lets worker.js answer downloads, report on replicas and deliver the
// commands that came before Go was running.
func (h *host) listen(in *inbox, s *session.Session) {
	handle := func(f func(id int, args []js.Value)) js.Func {
		return js.FuncOf(func(_ js.Value, args []js.Value) any {
			f(args[0].Int(), args[1:])
			return nil
		})
	}
	h.page.Call("started",
		handle(func(id int, args []js.Value) {
			bytes := args[0].Int()
			in.put(func() { s.Received(id, bytes) })
		}),
		handle(func(id int, args []js.Value) {
			content, sha256 := jsbridge.Bytes(args[0]), args[1].String()
			in.put(func() { s.Arrived(id, content, sha256) })
		}),
		handle(func(id int, args []js.Value) {
			detail := args[0].String()
			in.put(func() { s.Failed(id, detail) })
		}),
		handle(func(id int, args []js.Value) {
			if len(args) == 0 {
				in.put(func() { h.receive(s, id) })
				return
			}
			detail := args[0].String()
			in.put(func() { s.ReplicaDied(id, detail) })
		}),
		handle(func(int, []js.Value) { in.put(s.Tick) }),
		session.TickEvery.Milliseconds())
}
