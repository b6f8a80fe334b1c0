package protocol

import (
	"errors"

	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/wire"
)

// Code names a kind of failure; the page has a sentence for each in every
// language.
type Code string

// The kinds of failure.
const (
	CodeRecipe    Code = "recipe"    // a recipe was refused: Where is the field
	CodeShard     Code = "shard"     // a shard failed and is being tried again: Where is its name
	CodeShardLost Code = "shardLost" // a shard failed for good: Reason is what follows
	CodeNoData    Code = "noData"    // nothing to train on
	CodeDiverged  Code = "diverged"  // a loss or weight is not finite at Step
	CodeSnapshot  Code = "snapshot"  // a snapshot could not be restored
	CodeWeights   Code = "weights"   // a file of weights was refused: Reason is one of package safetensors' codes
	CodeVersion   Code = "version"   // page and worker are of different versions
	CodeInternal  Code = "internal"  // our bug
	CodeWorker    Code = "worker"    // the worker died and was started again (raised by the page)
	CodeReplica   Code = "replica"   // a replica died or stalled; nothing was lost
)

// What follows from a lost shard: reasons of CodeShardLost. Without one, training goes on
// with the other images.
const (
	LostTest     = "test"     // a test shard, there are others
	LostAllTest  = "untested" // a test shard, none is left
	LostTraining = "none"     // a training shard, none is left
)

// Fault reports a failure.
type Fault struct {
	Code   Code
	Step   uint32
	Where  string   // a field, a shard's name
	Reason string   // of CodeRecipe: why, one of the codes of recipe.Reasons; of CodeShardLost: what follows from it
	Values []string // and what stands in that sentence: names and values in turn
	Detail string   // for whoever looks for the cause: an HTTP status, the text of an exception or an error
	ID     uint32   // of the Prepare or Restore that is refused, else 0
}

// RefusalOf returns the Fault of a recipe that was refused.
func RefusalOf(err error) Fault {
	f := Fault{Code: CodeRecipe, Detail: err.Error()}
	if e, ok := errors.AsType[*recipe.FieldError](err); ok {
		f.Where, f.Reason, f.Values = e.Field, e.Code, e.Values
	}
	return f
}

var _ = register(func() Message { return new(Fault) })

// Kind implements Message.
func (*Fault) Kind() Kind { return 71 }

func (m *Fault) fields(c *wire.Codec) {
	c.String((*string)(&m.Code))
	c.U32(&m.Step)
	c.String(&m.Where)
	c.String(&m.Reason)
	c.Strings(&m.Values)
	c.String(&m.Detail)
	c.U32(&m.ID)
}
