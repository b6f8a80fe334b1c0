//go:build js

package main

import (
	"syscall/js"

	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state"
)

// exposeGAN adds the controls of site/gan.js.
func (a *app) exposeGAN() {
	app := a.boot.Get("app")
	for name, f := range map[string]func(args []js.Value) any{
		"trainGAN": func(args []js.Value) any {
			r, err := recipe.ParseGAN([]byte(args[0].String()))
			if err != nil {
				a.model.Apply(&protocol.GAN{Phase: protocol.PhaseError, Fault: protocol.RefusalOf(err)})
				a.tellGAN()
				return nil
			}
			a.post(&protocol.TrainGAN{Recipe: r})
			return nil
		},
		"pauseGAN":  func([]js.Value) any { a.post(&protocol.PauseGAN{}); return nil },
		"resumeGAN": func([]js.Value) any { a.post(&protocol.ResumeGAN{}); return nil },
		// momentGAN returns the picture of one of the moments that the event lists.
		"momentGAN": func(args []js.Value) any {
			if i := args[0].Int(); i >= 0 && i < len(a.model.GAN.Moments) {
				return toJS(a.model.GAN.Moments[i].Grid)
			}
			return nil
		},
	} {
		app.Set(name, js.FuncOf(func(_ js.Value, args []js.Value) any { return f(args) }))
	}
}

// tellGAN gives the page the state of the GAN.
func (a *app) tellGAN() {
	g := &a.model.GAN
	moments := make([]any, len(g.Moments))
	for i, m := range g.Moments {
		moments[i] = m.Step
	}
	a.tell("gan", map[string]any{
		"phase": g.Phase.String(), "running": g.Running(), "detail": g.FailureText(&a.views.words),
		"step": g.Step, "steps": g.Steps, "epoch": g.Epoch, "epochs": g.Epochs, "rate": g.ImagesPerSecond,
		"discriminatorLoss": g.DiscriminatorLoss, "generatorLoss": g.GeneratorLoss,
		"moments":       moments,
		"discriminator": curve(&g.Discriminator), "generator": curve(&g.Generator),
	})
}

// curve returns a series as [step, value, step, value, ...].
func curve(s *state.Series) []any {
	var flat []any
	for _, p := range s.Points() {
		flat = append(flat, p.Step, p.Value)
	}
	return flat
}
