//go:build js

package jsbridge

import (
	"syscall/js"

	"github.com/zerokara/zerokara/wasm/protocol"
)

// transferAbove is the length in bytes above which a message is transferred rather
// than cloned: a structured clone costs 1.4 ms per MB, a transfer 0.2 ms, but the
// sender needs a new ArrayBuffer each time.
const transferAbove = 64 << 10

// Port sends and receives protocol messages on anything with postMessage and
// message events: a Worker in the page, the global scope in the worker.
type Port struct {
	target  js.Value
	post    js.Value // target.postMessage, bound
	out     [256]outgoing
	in      []byte
	handler js.Func
}

// outgoing is the memory of encoded messages of one kind, reused.
type outgoing struct {
	buf   []byte
	array js.Value // Uint8Array of exactly len bytes: a clone copies whole buffers
	len   int
}

var uint8Array = js.Global().Get("Uint8Array")

// NewPort returns a port on target.
func NewPort(target js.Value) *Port {
	return &Port{target: target, post: target.Get("postMessage").Call("bind", target)}
}

// Post sends m; m may be reused at once.
func (p *Port) Post(m protocol.Message) {
	o := &p.out[m.Kind()]
	o.buf = protocol.Append(o.buf[:0], m)
	n := len(o.buf)
	if n > transferAbove {
		array := uint8Array.New(n)
		js.CopyBytesToJS(array, o.buf)
		p.post.Invoke(array, []any{array.Get("buffer")})
		return
	}
	if o.len != n {
		o.array, o.len = uint8Array.New(n), n
	}
	js.CopyBytesToJS(o.array, o.buf)
	p.post.Invoke(o.array)
}

// Listen calls f for every message that arrives, with the error of
// protocol.Decode in its place when it cannot be read. f runs inside the
// event: it must not block. Listen is called once.
func (p *Port) Listen(f func(protocol.Message, error)) {
	p.handler = js.FuncOf(func(_ js.Value, args []js.Value) any {
		data := args[0].Get("data")
		if !data.InstanceOf(uint8Array) {
			data = uint8Array.New(data) // an ArrayBuffer; of anything else, an unreadable message
		}
		n := data.Length()
		if cap(p.in) < n {
			p.in = make([]byte, n)
		}
		p.in = p.in[:n]
		js.CopyBytesToGo(p.in, data)
		f(protocol.Decode(p.in))
		return nil
	})
	p.target.Call("addEventListener", "message", p.handler)
}

// Close stops listening; the target itself continues.
func (p *Port) Close() {
	p.target.Call("removeEventListener", "message", p.handler)
	p.handler.Release()
}
