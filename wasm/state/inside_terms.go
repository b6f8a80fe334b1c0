package state

// WeightTerm is the term that explains the weights of the close-up.
func (in *Inside) WeightTerm() string {
	if in.focusTerm() == "convolution" {
		return "filter"
	}
	return "weight"
}

// Slides reports whether the layer of the close-up moves a window over its input, by a
// stride and with padding.
func (in *Inside) Slides() bool {
	term := in.focusTerm()
	return term == "convolution" || term == "pooling"
}

func (in *Inside) focusTerm() string {
	if f := &in.Focus; f.On {
		return TermOfKind(in.Layers[f.Layer].Kind)
	}
	return ""
}

// Explained is the term that explains the line, "" if none does.
func (l *Line) Explained() string {
	if l.Kind == LineBias {
		return "bias"
	}
	return ""
}
