//go:build js

package main

import (
	"strconv"
	"strings"
	"syscall/js"
	"time"

	"github.com/zerokara/zerokara/nn/optim"
	"github.com/zerokara/zerokara/wasm/state"
	"github.com/zerokara/zerokara/wasm/state/plot"
)

// show gives the page's scripts the model as a plain object, in an event
// "zerokara:state" on the document: numbers as they are, words left to i18n.
func (a *app) show() {
	a.showing.last = time.Now()
	m := a.model
	p := m.Progress
	v := map[string]any{
		"phase": m.Phase.String(), "playing": m.GAN.Status(&a.views.words), "engine": m.Prepared, "learned": m.Learned(),
		"startsOver": m.StartsOver(), "restored": a.restored,
		"step": p.Step, "steps": p.Steps, "epoch": p.Epoch, "epochs": p.Epochs, "imagesSeen": p.ImagesSeen,
		"speed": p.ImagesPerSecond, "secondsLeft": p.SecondsLeft, "trainLoss": p.Loss,
		"testAccuracy": nil, "testComplete": m.Eval.Complete,
		"ink": !m.Drawing.Empty(), "strokes": len(m.Drawing.Strokes()) > 0, "answered": a.answered(), "canUndo": m.Drawing.CanUndo(), "drawing": m.Drawing.Open(), "digit": nil,
		"bytesDone": m.Load.BytesDone, "bytesTotal": m.Load.BytesTotal, "trainImages": m.Load.TrainImages,
		"params": m.Params, "fingerprint": "",
		"recipe": string(a.wanted.AppendJSON(nil)), "pending": a.pending(),
		"network": state.Network(a.wanted), "optimizer": optim.KindOf(a.wanted.Optimizer),
		"learningRate": a.wanted.LearningRate, "schedule": optim.ScheduleOf(a.wanted.Schedule), "weightDecay": a.wanted.WeightDecay,
		"batchSize":    a.wanted.BatchSize,
		"epochsWanted": a.wanted.Epochs, "init": a.wanted.Init.Kind, "initStd": a.wanted.Init.Std, "seed": a.wanted.Seed,
	}
	if m.Eval.Of > 0 {
		v["testAccuracy"] = m.Eval.Accuracy
	}
	if m.Prediction.Known {
		v["digit"], v["answeredAt"] = m.Prediction.Digit, m.Prediction.Step
		v["second"], v["doubt"] = m.Prediction.Second, doubt(m.Prediction)
	}
	var percents []string
	for _, p := range m.Prediction.P {
		percents = append(percents, plot.Percent(float64(p)))
	}
	v["digits"] = a.showDigits()
	v["percents"], v["probability"] = list(percents), m.Prediction.P[m.Prediction.Digit]
	if m.Fingerprint != 0 {
		hex := strconv.FormatUint(m.Fingerprint, 16)
		v["fingerprint"] = strings.Repeat("0", 16-len(hex)) + hex
	}
	var faults []any
	for _, f := range m.Faults {
		faults = append(faults, map[string]any{"code": string(f.Code), "where": f.Where, "text": state.FaultText(&a.views.words, &f)})
	}
	v["faults"] = faults
	a.boot.Call("show", js.ValueOf(v))
	a.views.show()
}

func list(ss []string) []any {
	l := make([]any, len(ss))
	for i, s := range ss {
		l[i] = s
	}
	return l
}
