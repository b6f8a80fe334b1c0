package protocol

import "github.com/zerokara/zerokara/nn/wire"

// walk moves m's fields; each message lists them once, for both directions. The
// switch is over concrete types, not a method of Message, so that the codec stays
// on the stack.
func walk(m Message, c *wire.Codec) {
	switch m := m.(type) {
	case *Start, *Pause, *Resume, *StepOnce, *Reset, *Save, *StopTeaching, *Ready:
	case *Prepare:
		part(c, &m.Recipe)
		c.U8(&m.Workers)
	case *Classify:
		c.U32(&m.Seq)
		c.Bool(&m.Drawing)
		c.Bytes(&m.Images)
	case *Restore:
		part(c, &m.Recipe)
		c.Bytes(&m.Data)
		c.U8(&m.Workers)
	case *Prepared:
		part(c, &m.Recipe)
		c.U32(&m.Params)
		c.Strings(&m.Layers)
	case *PhaseChanged:
		c.U8((*uint8)(&m.Phase))
		c.U64(&m.Fingerprint)
	case *Load:
		c.U32(&m.BytesDone, &m.BytesTotal, &m.ShardsDone, &m.ShardsTotal, &m.TrainImages, &m.TestImages)
	case *Progress:
		c.U32(&m.Step, &m.Steps, &m.Epoch, &m.Epochs, &m.ImagesSeen)
		c.F32(&m.Loss, &m.Accuracy, &m.ImagesPerSecond, &m.SecondsLeft, &m.LearningRate)
		c.U32(&m.Workers)
	case *Eval:
		c.U32(&m.Step, &m.Images, &m.Of)
		c.F32(&m.Loss, &m.Accuracy)
		c.Bool(&m.Complete)
		for i := range m.Confusion {
			for j := range m.Confusion[i] {
				c.U32(&m.Confusion[i][j])
			}
		}
	case *Classified:
		c.U32(&m.Seq, &m.Step)
		c.Bool(&m.Drawing)
		c.F32s(&m.P)
	case *Fault:
		c.String((*string)(&m.Code))
		c.U32(&m.Step)
		c.String(&m.Where)
		c.String(&m.Detail)
	case *Snapshot:
		c.U32(&m.Step)
		c.Bytes(&m.Data)
	case *TrainGAN:
		part(c, &m.Recipe)
	case *PauseGAN, *ResumeGAN:
	case *GAN:
		c.U8((*uint8)(&m.Phase))
		c.U32(&m.Step, &m.Steps, &m.Since, &m.Epoch, &m.Epochs)
		c.F32(&m.ImagesPerSecond, &m.DiscriminatorLoss, &m.GeneratorLoss)
		c.Bytes(&m.Grid)
		c.String(&m.Detail)
	case *StopExplain:
	case *Inspect:
		c.Bytes(&m.Layers)
		c.Bool(&m.Close)
		c.U32(&m.Layer, &m.Unit, &m.Place)
	case *Explain:
		c.U32(&m.ID)
		c.U8((*uint8)(&m.Method))
		c.U8(&m.Class)
	case *Inspected:
		c.U32(&m.Seq, &m.Step)
		c.Bytes(&m.Layers)
		c.F32s(&m.Scales)
		c.Bytes(&m.Signed)
		c.Bytes(&m.Maps)
		c.F32s(&m.Peaks)
		c.U32s(&m.At)
		c.F32s(&m.FilterScales)
		c.Bytes(&m.Filters)
		c.U32(&m.Layer, &m.Unit)
		c.F32s(&m.Weight)
		c.U32(&m.Place)
		c.F32(&m.Value, &m.Bias)
		c.F32s(&m.Input)
	case *Explained:
		c.U32(&m.ID, &m.Seq, &m.Step)
		c.U8((*uint8)(&m.Method))
		c.U8(&m.Class)
		c.U32(&m.Done, &m.Of)
		c.Bytes(&m.Pixels)
		for i := range m.P {
			c.F32(&m.P[i], &m.After[i])
		}
		c.U32(&m.At)
		c.F32s(&m.Values)
	case *AskSamples:
		c.U8(&m.Label)
		c.U8(&m.Predicted)
		c.U32(&m.Offset, &m.Count)
	case *Samples:
		c.U8(&m.Label)
		c.U8(&m.Predicted)
		c.U32(&m.Step, &m.Offset, &m.Total)
		c.U32s(&m.Index)
		c.F32s(&m.Confidence)
		c.Bytes(&m.Pixels)
	case *Teach:
		c.Bytes(&m.Images)
		c.Bytes(&m.Labels)
		c.U32(&m.Target)
	case *Lesson:
		c.U8((*uint8)(&m.Stage))
		c.U32(&m.Done, &m.Of)
	case *Receipt:
		c.U8((*uint8)(&m.Outcome))
		c.String(&m.Detail)
		c.U32(&m.Steps, &m.Target)
		for i := range m.Before {
			c.F32(&m.Before[i], &m.After[i])
		}
		c.Bytes(&m.PredictedBefore)
		c.Bytes(&m.PredictedAfter)
		c.U32(&m.TestImages, &m.CorrectBefore, &m.CorrectAfter, &m.Forgotten, &m.Gained)
	default:
		panic("protocol: not a message of this package")
	}
}

// part moves a field with fields of its own as a block: its codec is another one,
// so that only a message with such a part allocates.
func part(c *wire.Codec, p interface{ Wire(*wire.Codec) }) {
	if c.Reading() {
		in := wire.Reader(c.Block())
		if p.Wire(&in); in.End() != nil {
			c.Tear()
		}
		return
	}
	out := wire.Writer(nil)
	p.Wire(&out)
	b := out.Buffer()
	c.Bytes(&b)
}
