package state

import (
	"errors"

	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/state/plot"
	"github.com/zerokara/zerokara/wasm/words"
)

// Refusal says why a recipe was refused; its field is named elsewhere. Of an error
// that is no *recipe.FieldError it returns the text.
func Refusal(w *words.Words, err error) string {
	if e, ok := errors.AsType[*recipe.FieldError](err); ok && e.Code != "" {
		return refused(w, e.Code, e.Values)
	}
	return err.Error()
}

func refused(w *words.Words, code string, values []string) string {
	return w.Fill("refused."+code, values)
}

// refusedText is Refusal of a fault.
func refusedText(w *words.Words, f *protocol.Fault) string {
	if f.Reason == "" {
		return f.Detail
	}
	return refused(w, f.Reason, f.Values)
}

// FaultText says what went wrong.
func FaultText(w *words.Words, f *protocol.Fault) string {
	switch f.Code {
	case protocol.CodeRecipe:
		return w.T("fault.recipe", "where", f.Where, "detail", refusedText(w, f))
	case protocol.CodeShard:
		return w.T("fault.shard", "where", f.Where)
	case protocol.CodeShardLost:
		return lostText(w, f)
	case CodeFile:
		return w.T("fault.file", "where", f.Where)
	case protocol.CodeNoData:
		return w.T("fault.noData") + detail(w, f.Detail)
	case protocol.CodeDiverged:
		return w.T("fault.diverged", "step", plot.Thousands(int(f.Step)))
	case protocol.CodeSnapshot:
		return w.T("fault.snapshot")
	case protocol.CodeVersion:
		return w.T("fault.version")
	case protocol.CodeReplica:
		return w.T("fault.replica")
	case protocol.CodeWorker:
		switch f.Reason {
		case lostNothing:
			return w.T("fault.worker.nothing")
		case lostAll:
			return w.T("fault.worker.all")
		}
		return w.T("fault.worker", "step", plot.Thousands(int(f.Step)))
	case CodeCrash:
		return w.T("fault.crash") + detail(w, f.Detail)
	case CodeWorkerLost:
		return w.T("fault.workerLost") + detail(w, f.Detail)
	}
	return w.T("fault.internal", "detail", f.Detail)
}

// detail is what follows a sentence for whoever looks for the cause.
func detail(w *words.Words, raw string) string {
	if raw == "" {
		return ""
	}
	return w.T("fault.detail", "detail", raw)
}

// FailureText says why the training of a GAN stopped, empty if it did not.
func (g *GAN) FailureText(w *words.Words) string {
	switch f := &g.Fault; f.Code {
	case "":
		return ""
	case protocol.CodeRecipe:
		return w.T("gan.recipe", "where", f.Where, "detail", refusedText(w, f))
	case protocol.CodeNoData:
		return w.T("gan.noData") + detail(w, f.Detail)
	case protocol.CodeDiverged:
		return w.T("gan.diverged")
	case protocol.CodeWorker:
		return w.T("gan.worker") + detail(w, f.Detail)
	default:
		return FaultText(w, f)
	}
}

// LessonRefusal says why a lesson was refused, empty if it was not.
func LessonRefusal(w *words.Words, r *protocol.Receipt) string {
	switch r.Reason {
	case "":
		return ""
	case protocol.CodeBusy:
		return w.T("receipt.why.busy")
	case protocol.CodeUnprepared:
		return w.T("receipt.why.unprepared")
	case protocol.CodeUntrained:
		return w.T("receipt.why.untrained")
	case protocol.CodeDrawings:
		return w.T("receipt.why.drawings")
	case protocol.CodeOtherData:
		return w.T("receipt.why.otherData")
	case protocol.CodeNoData:
		return w.T("receipt.why.noData") + detail(w, r.Detail)
	}
	return w.T("receipt.why.internal") + detail(w, r.Detail)
}
