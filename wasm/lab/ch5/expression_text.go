package ch5

import (
	"strconv"

	"github.com/zerokara/zerokara/wasm/words"
)

// refusals are the sentences of the codes, and the bound that each names.
var refusals = [...]struct {
	key string
	max int
}{
	Empty:        {"lab.5.2.empty", 0},
	TooLong:      {"lab.5.2.long", maxText},
	TooLarge:     {"lab.5.2.large", maxNodes},
	TooDeep:      {"lab.5.2.deep", maxDepth},
	TooMany:      {"lab.5.2.many", maxNames},
	Stranger:     {"lab.5.2.stranger", 0},
	Missing:      {"lab.5.2.missing", 0},
	Unclosed:     {"lab.5.2.unclosed", 0},
	Unopened:     {"lab.5.2.unopened", 0},
	NotOperator:  {"lab.5.2.operator", 0},
	NotFunction:  {"lab.5.2.function", 0},
	Bare:         {"lab.5.2.bare", 0},
	OneArgument:  {"lab.5.2.one", 0},
	TwoArguments: {"lab.5.2.two", 0},
	BadNumber:    {"lab.5.2.number", 0},
	LongName:     {"lab.5.2.name", maxName},
}

// Sentence says why an expression is refused, and where.
func (r Refusal) Sentence(w *words.Words) string {
	of := refusals[r.Code]
	switch {
	case r.Code == Accepted:
		return ""
	case r.Code == Missing && r.What == "":
		return w.T("lab.5.2.missing.end")
	}
	return w.Fill(of.key, []string{"at", strconv.Itoa(r.At), "what", r.What, "max", strconv.Itoa(of.max)})
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
