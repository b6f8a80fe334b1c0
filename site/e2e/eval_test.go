package e2e

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp"
)

func call[P, R any](p *page, c cdp.Command[P, R], params P) R {
	p.t.Helper()
	r, err := chromedp.Run(p.ctx, func(ctx context.Context, t *chromedp.Target) (R, error) {
		return cdp.Call(ctx, t, c, params)
	})
	if err != nil {
		p.t.Fatalf("%s: %v", c.Method, err)
	}
	return r
}

func (p *page) do(actions ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	ctx, cancel := p.ctx, context.CancelFunc(func() {})
	if chromedp.FromContext(ctx).Target != nil { // a limit on the first call would end the browser
		ctx, cancel = context.WithTimeout(ctx, patience)
	}
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		p.t.Fatal(err)
	}
}

// eval returns the value of an expression, or of its promise.
func eval[T any](p *page, expression string) T {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		p.t.Fatalf("%s: %v", expression, err)
	}
	return v
}

// in returns a call of a function of helpers.js as JavaScript.
func in(name string, arguments ...any) string {
	var list []string
	for _, a := range arguments {
		list = append(list, js(a))
	}
	return "e2e." + name + "(" + strings.Join(list, ", ") + ")"
}

// ask calls a function of helpers.js in the page.
func ask[T any](p *page, name string, arguments ...any) T {
	p.t.Helper()
	return eval[T](p, in(name, arguments...))
}

// run runs a statement in the page; what it returns or promises does not matter.
func (p *page) run(statement string) {
	p.t.Helper()
	eval[bool](p, "("+statement+", true)")
}

// js returns a value as JavaScript.
func js(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// try reports whether an expression is true.
func (p *page) try(expression string) (bool, error) {
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	return chromedp.Run(ctx, chromedp.Evaluate[bool]("!!("+expression+")"))
}

// await polls until an expression is true.
func (p *page) await(what, expression string, limit time.Duration) {
	p.t.Helper()
	deadline := time.Now().Add(limit)
	for pause := 4 * time.Millisecond; ; pause = min(2*pause, 50*time.Millisecond) {
		ok, err := p.try(expression)
		if err == nil && ok {
			return
		}
		if time.Now().After(deadline) {
			p.shot("failure-" + strings.ReplaceAll(p.t.Name(), "/", "-"))
			state, _ := chromedp.Run(p.ctx, chromedp.Evaluate[json.RawMessage]("globalThis.zerokara?.state() ?? null"))
			p.t.Fatalf("%s: still not so after %v (%s; %v)\nstate: %s", what, limit, expression, err, state)
		}
		time.Sleep(pause)
	}
}

// ready waits until the pad and the worker accept input.
func (p *page) ready() {
	p.t.Helper()
	p.await("the page is ready", "e2e.ready()", patience)
}
