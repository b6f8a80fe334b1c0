package ch5

import "github.com/zerokara/zerokara/wasm/words"

// Sentence says why an expression is refused, and where.
func (r Refusal) Sentence(w *words.Words) string {
	at, what := r.At, r.What
	switch r.Code {
	case Empty:
		return w.T("lab.5.2.empty")
	case TooLong:
		return w.T("lab.5.2.long", "max", maxText)
	case TooLarge:
		return w.T("lab.5.2.large", "at", at, "max", maxNodes)
	case TooDeep:
		return w.T("lab.5.2.deep", "at", at, "max", maxDepth)
	case TooMany:
		return w.T("lab.5.2.many", "at", at, "what", what, "max", maxNames)
	case Stranger:
		return w.T("lab.5.2.stranger", "at", at, "what", what)
	case Missing:
		if what == "" {
			return w.T("lab.5.2.missing.end")
		}
		return w.T("lab.5.2.missing", "at", at, "what", what)
	case Unclosed:
		return w.T("lab.5.2.unclosed", "at", at)
	case Unopened:
		return w.T("lab.5.2.unopened", "at", at, "what", what)
	case NotOperator:
		return w.T("lab.5.2.operator", "at", at, "what", what)
	case NotFunction:
		return w.T("lab.5.2.function", "at", at, "what", what)
	case Bare:
		return w.T("lab.5.2.bare", "at", at, "what", what)
	case OneArgument:
		return w.T("lab.5.2.one", "at", at, "what", what)
	case TwoArguments:
		return w.T("lab.5.2.two", "at", at, "what", what)
	case BadNumber:
		return w.T("lab.5.2.number", "at", at, "what", what)
	case LongName:
		return w.T("lab.5.2.name", "at", at, "what", what, "max", maxName)
	}
	return ""
}

// Happened says what the walk has shown.
func (e *Expression) Happened(w *words.Words) string {
	g := e.graph
	switch {
	case !g.Finite():
		return w.T("lab.5.2.nan")
	case g.at < g.Last() || len(g.inputs) == 0:
		return ""
	}
	for _, n := range g.inputs {
		if len(g.Uses(n)) > 1 {
			return w.T("lab.5.2.happened.fork", "name", n.Name, "n", len(g.Uses(n)), "sum", g.Gradient(n))
		}
	}
	n := g.inputs[0]
	const h = 1e-4
	return w.T("lab.5.2.happened", "name", n.Name, "gradient", number(n.Grad), "slope", number((g.With(n, n.Value+h)-g.With(n, n.Value-h))/(2*h)))
}
