//go:build js

// Command driver speaks wasm/protocol for the bench's page. It sets
// globalThis.connect(worker, hear): hear is called with each event that the
// bench needs, as an object, and what connect returns has a method per command:
//
//	prepare(recipe, workers)  a recipe in JSON; workers 0 leaves their number to the engine
//	start(), pause(), resume()
//	classify(seq, grey)       asks for the probabilities of an image, 784 grey values
package main

import (
	"strconv"
	"syscall/js"

	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/jsbridge"
	"github.com/zerokara/zerokara/wasm/protocol"
)

func main() {
	js.Global().Set("connect", js.FuncOf(func(_ js.Value, args []js.Value) any {
		return connect(args[0], args[1])
	}))
	select {}
}

func connect(worker, hear js.Value) any {
	port := jsbridge.NewPort(worker)
	port.Listen(func(m protocol.Message, err error) {
		if err != nil {
			m = &protocol.Fault{Code: protocol.CodeInternal, Detail: err.Error()}
		}
		if e := event(m); e != nil {
			hear.Invoke(e)
		}
	})
	commands := map[string]any{}
	for name, command := range map[string]func(args []js.Value) protocol.Message{
		"prepare": func(args []js.Value) protocol.Message {
			r, err := recipe.Parse([]byte(args[0].String()))
			if err != nil {
				hear.Invoke(map[string]any{"kind": "fault", "code": string(protocol.CodeRecipe), "detail": err.Error()})
				return nil
			}
			return &protocol.Prepare{Recipe: r, Workers: uint8(args[1].Int())}
		},
		"start":  func([]js.Value) protocol.Message { return &protocol.Start{} },
		"pause":  func([]js.Value) protocol.Message { return &protocol.Pause{} },
		"resume": func([]js.Value) protocol.Message { return &protocol.Resume{} },
		"classify": func(args []js.Value) protocol.Message {
			return &protocol.Classify{Seq: uint32(args[0].Int()), Images: jsbridge.Bytes(args[1])}
		},
	} {
		commands[name] = js.FuncOf(func(_ js.Value, args []js.Value) any {
			if m := command(args); m != nil {
				port.Post(m)
			}
			return nil
		})
	}
	return commands
}

// event returns an event as an object, nil for one that the bench does not need.
func event(m protocol.Message) map[string]any {
	switch m := m.(type) {
	case *protocol.Ready:
		return map[string]any{"kind": "ready"}
	case *protocol.Prepared:
		return map[string]any{"kind": "prepared"}
	case *protocol.PhaseChanged:
		return map[string]any{"kind": "phase", "phase": m.Phase.String(), "fingerprint": strconv.FormatUint(m.Fingerprint, 16)}
	case *protocol.Progress:
		return map[string]any{"kind": "progress", "step": m.Step, "loss": m.Loss, "workers": m.Workers}
	case *protocol.Classified:
		p := make([]any, len(m.P))
		for i, v := range m.P {
			p[i] = v
		}
		return map[string]any{"kind": "classified", "seq": m.Seq, "p": p}
	case *protocol.Fault:
		return map[string]any{"kind": "fault", "code": string(m.Code), "detail": m.Detail}
	}
	return nil
}
