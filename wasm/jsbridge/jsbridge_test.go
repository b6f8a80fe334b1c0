//go:build js

package jsbridge

import (
	"bytes"
	"errors"
	"math"
	"reflect"
	"syscall/js"
	"testing"
	"time"

	"github.com/zerokara/zerokara/wasm/protocol"
)

type received struct {
	m   protocol.Message
	err error
}

// pair returns the two ends of a MessageChannel: a port to post on, the raw end
// it posts through, and what arrives at the other end.
func pair(t *testing.T) (*Port, js.Value, chan received) {
	channel := js.Global().Get("MessageChannel").New()
	a, b := channel.Get("port1"), channel.Get("port2")
	in := make(chan received, 100)
	listener := NewPort(b)
	listener.Listen(func(m protocol.Message, err error) { in <- received{m, err} })
	b.Call("start")
	t.Cleanup(func() { listener.Close(); a.Call("close") })
	return NewPort(a), a, in
}

func next(t *testing.T, in chan received) received {
	t.Helper()
	select {
	case r := <-in:
		return r
	case <-time.After(5 * time.Second):
		t.Fatal("nothing arrived")
		return received{}
	}
}

func TestMessagesArrive(t *testing.T) {
	p, raw, in := pair(t)
	fault := &protocol.Fault{Code: protocol.CodeShard, Where: "one"}
	sent := []protocol.Message{
		&protocol.Progress{Step: 1}, &protocol.Progress{Step: 2}, fault,
		&protocol.Snapshot{Step: 3, Data: bytes.Repeat([]byte{7}, 1<<20)},
		&protocol.Snapshot{Step: 4, Data: bytes.Repeat([]byte{8}, 1<<20)},
		&protocol.Fault{Code: protocol.CodeShard, Where: "a longer one of the same kind"},
		&protocol.Snapshot{Step: 5, Data: []byte{9}}, &protocol.Start{},
	}
	for _, m := range sent { // all before any is received: buffers are reused
		p.Post(m)
	}
	for _, m := range sent {
		if r := next(t, in); r.err != nil || !reflect.DeepEqual(r.m, m) {
			t.Errorf("%T: got %T, %v", m, r.m, r.err)
		}
	}
	encoded := protocol.Append(nil, fault)
	array := uint8Array.New(len(encoded))
	js.CopyBytesToJS(array, encoded)
	raw.Call("postMessage", array.Get("buffer")) // an ArrayBuffer will do
	if r := next(t, in); r.err != nil || !reflect.DeepEqual(r.m, fault) {
		t.Errorf("got %v, %v", r.m, r.err)
	}
	for _, junk := range []any{nil, "text", map[string]any{"module": 1}} {
		raw.Call("postMessage", junk)
		if r := next(t, in); !errors.Is(r.err, protocol.ErrTorn) {
			t.Errorf("%v: got %v, %v", junk, r.m, r.err)
		}
	}
}

func TestYieldLetsEventsIn(t *testing.T) {
	p, _, in := pair(t)
	y := NewYield()
	p.Post(&protocol.Pause{})
	turns := 0
	for ; len(in) == 0 && turns < 1000; turns++ {
		y.Wait()
	}
	if len(in) != 1 {
		t.Errorf("a message was not heard in %d turns", turns)
	}
	// It does not wait by timers, which browsers delay for 4 ms: one set before a turn
	// is still due after it.
	fired := false
	fire := js.FuncOf(func(js.Value, []js.Value) any { fired = true; return nil })
	defer fire.Release()
	late := 0
	const turnsTried = 100
	for range turnsTried {
		fired = false
		timer := js.Global().Call("setTimeout", fire, 4)
		y.Wait()
		if fired {
			late++
		}
		js.Global().Call("clearTimeout", timer)
	}
	if late > turnsTried/2 {
		t.Errorf("%d of %d turns took longer than a timer", late, turnsTried)
	}
}

func TestFloat32Array(t *testing.T) {
	a := NewFloat32Array(3)
	a.Set([]float32{1.5, -0.25, float32(math.Inf(1))})
	a.Set([]float32{2.5, -0.25, float32(math.Inf(1))})
	for i, want := range []float64{2.5, -0.25, math.Inf(1)} {
		if got := a.Value.Index(i).Float(); got != want {
			t.Errorf("[%d] is %v, want %v", i, got, want)
		}
	}
	NewFloat32Array(0).Set(nil)
	defer func() {
		if recover() == nil {
			t.Error("no panic on another length")
		}
	}()
	a.Set(make([]float32, 2))
}

func TestAwaitAndBytes(t *testing.T) {
	promise := js.Global().Get("Promise")
	array := uint8Array.New(3)
	array.SetIndex(1, 200)
	v, err := Await(promise.Call("resolve", array))
	if err != nil || !bytes.Equal(Bytes(v), []byte{0, 200, 0}) {
		t.Errorf("got %v, %v", v, err)
	}
	if _, err := Await(promise.Call("reject", js.Global().Get("Error").New("no luck"))); err == nil || err.Error() != "Error: no luck" {
		t.Errorf("got %v", err)
	}
}
