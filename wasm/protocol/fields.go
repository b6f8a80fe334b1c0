package protocol

// walk passes m's fields to c in the order of the wire; each message lists its
// fields once, for both directions. The switch is over concrete types, not a
// method of Message, so that the codec stays on the stack.
func walk(m Message, c *codec) {
	switch m := m.(type) {
	case *Start, *Pause, *Resume, *StepOnce, *Reset, *Save, *StopTeaching, *Ready:
	case *Prepare:
		c.bytes(&m.Recipe)
		c.u8(&m.Workers)
	case *Input:
		c.u32(&m.Seq)
		c.bool(&m.Ink)
		c.bytes(&m.Pixels)
	case *Restore:
		c.bytes(&m.Data)
		c.u8(&m.Workers)
	case *Prepared:
		c.bytes(&m.Recipe)
		c.u32(&m.Params)
		c.strings(&m.Layers)
	case *PhaseChanged:
		c.u8((*uint8)(&m.Phase))
		c.u64(&m.Fingerprint)
	case *Load:
		c.u32(&m.BytesDone, &m.BytesTotal, &m.ShardsDone, &m.ShardsTotal, &m.TrainImages, &m.TestImages)
	case *Progress:
		c.u32(&m.Step, &m.Steps, &m.Epoch, &m.Epochs, &m.ImagesSeen)
		c.f32(&m.Loss, &m.Accuracy, &m.ImagesPerSecond, &m.SecondsLeft, &m.LearningRate)
		c.u32(&m.Workers)
	case *Eval:
		c.u32(&m.Step, &m.Images, &m.Of)
		c.f32(&m.Loss, &m.Accuracy)
		c.bool(&m.Complete)
		for i := range m.Confusion {
			for j := range m.Confusion[i] {
				c.u32(&m.Confusion[i][j])
			}
		}
	case *Probabilities:
		c.u32(&m.Seq, &m.Step)
		for i := range m.P {
			c.f32(&m.P[i])
		}
	case *Fault:
		c.string((*string)(&m.Code))
		c.u32(&m.Step)
		c.string(&m.Where)
		c.string(&m.Detail)
	case *Snapshot:
		c.u32(&m.Step)
		c.bytes(&m.Data)
	case *TrainGAN:
		c.bytes(&m.Recipe)
	case *PauseGAN, *ResumeGAN:
	case *GAN:
		c.u8((*uint8)(&m.Phase))
		c.u32(&m.Step, &m.Steps, &m.Since, &m.Epoch, &m.Epochs)
		c.f32(&m.ImagesPerSecond, &m.DiscriminatorLoss, &m.GeneratorLoss)
		c.bytes(&m.Grid)
		c.string(&m.Detail)
	case *StopExplain:
	case *Inspect:
		c.bytes(&m.Layers)
		c.bool(&m.Close)
		c.u32(&m.Layer, &m.Unit)
	case *Explain:
		c.u32(&m.ID)
		c.u8((*uint8)(&m.Method))
		c.u8(&m.Class)
	case *Inside:
		c.u32(&m.Seq, &m.Step)
		c.bytes(&m.Layers)
		c.f32s(&m.Scales)
		c.bytes(&m.Signed)
		c.bytes(&m.Maps)
		c.f32s(&m.Peaks)
		c.u32s(&m.At)
		c.f32s(&m.FilterScales)
		c.bytes(&m.Filters)
		c.u32(&m.Layer, &m.Unit)
		c.f32s(&m.Weight)
	case *Explained:
		c.u32(&m.ID, &m.Seq, &m.Step)
		c.u8((*uint8)(&m.Method))
		c.u8(&m.Class)
		c.u32(&m.Done, &m.Of)
		c.bytes(&m.Pixels)
		for i := range m.P {
			c.f32(&m.P[i], &m.After[i])
		}
		c.u32(&m.At)
		c.f32s(&m.Values)
	case *AskSamples:
		c.u8(&m.Label)
		c.u8(&m.Answer)
		c.u32(&m.Offset, &m.Count)
	case *Samples:
		c.u8(&m.Label)
		c.u8(&m.Answer)
		c.u32(&m.Step, &m.Offset, &m.Total)
		c.u32s(&m.Index)
		c.f32s(&m.Confidence)
		c.bytes(&m.Pixels)
	case *Teach:
		c.bytes(&m.Images)
		c.bytes(&m.Labels)
		c.u32(&m.Target)
	case *Read:
		c.u32(&m.Seq)
		c.bytes(&m.Images)
	case *Lesson:
		c.u8((*uint8)(&m.Stage))
		c.u32(&m.Done, &m.Of)
	case *Receipt:
		c.u8((*uint8)(&m.Outcome))
		c.string(&m.Detail)
		c.u32(&m.Steps, &m.Target)
		for i := range m.Before {
			c.f32(&m.Before[i], &m.After[i])
		}
		c.bytes(&m.Read)
		c.bytes(&m.ReadAfter)
		c.u32(&m.TestImages, &m.RightBefore, &m.RightAfter, &m.Forgotten, &m.Gained)
	case *Digits:
		c.u32(&m.Seq)
		c.bytes(&m.Images)
	case *Readings:
		c.u32(&m.Seq, &m.Step)
		c.f32s(&m.P)
	case *Answers:
		c.u32(&m.Seq, &m.Step)
		c.bytes(&m.Digits)
		c.f32s(&m.Confidence)
	default:
		panic("protocol: not a message of this package")
	}
}
