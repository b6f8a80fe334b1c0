package protocol

// Commands of the views that show why, from the page.
const (
	KindInspect     Kind = 20 + iota // which layers the page shows
	KindExplain                      // why this answer, or what would make it another
	KindStopExplain                  // never mind
)

// Events for them, from the worker.
const (
	KindInside    Kind = 80 + iota // what the layers made of the drawing
	KindExplained                  // the explanation, or a part of it
)

// Inspect says which layers the page shows, by their place in the recipe: their
// activations for the drawing are sent at once and again while the network
// learns, until the next Inspect. Without layers nothing is sent. Close says
// that one output of a layer, a channel or a unit, is looked at closely: its
// weights are sent, too.
type Inspect struct {
	Layers      []byte
	Close       bool
	Layer, Unit uint32
}

// Inside is what the layers made of the drawing Seq after Step steps; Seq is 0
// for an empty pad, and then there are only weights. For each of Layers, in
// their order, Scales has the largest magnitude of its values and Signed is 1 if
// some are negative, else 0. Maps has a byte for each value, layer after layer,
// channel by channel: v = b/255*scale, or with a sign v = (b-128)/127*scale.
// Peaks and At have for each channel its largest value and that value's place in
// it, row by row. FilterScales and Filters are likewise the weights of
// convolutions, always with a sign; a scale of 0 says that there are none.
// Weight has the weights of the output Unit of Layer, if one is looked at
// closely and has any.
type Inside struct {
	Seq, Step    uint32
	Layers       []byte
	Scales       []float32
	Signed       []byte
	Maps         []byte
	Peaks        []float32
	At           []uint32
	FilterScales []float32
	Filters      []byte
	Layer, Unit  uint32
	Weight       []float32
}

// Method is a way to explain.
type Method uint8

// The ways to explain.
const (
	MethodOcclusion Method = iota // cover a patch of the drawing at a time
	MethodGradient                // the gradient times the ink
	MethodAlter                   // change the drawing until it is read as Class
)

// OcclusionPatch is the side, in pixels, of the square that covers a drawing.
const OcclusionPatch = 5

// AnswerClass as an Explain's Class is the digit that the network answers.
const AnswerClass = 255

// Explain asks about the drawing. ID counts such questions; a new one replaces
// the one in work.
type Explain struct {
	ID     uint32
	Method Method
	Class  uint8
}

// StopExplain asks to give up the explanation in work.
type StopExplain struct{}

// Explained is the explanation ID so far: Done of Of parts, complete when they
// are equal. It is about the drawing Seq, whose 784 grey values are Pixels, as
// the network of Step steps reads it, P. Values has for each pixel how much it
// speaks for Class, in log-odds (occlusion: in what the logarithm of its
// probability loses when the pixel is covered), or by how much its grey value,
// 0 to 1, was changed. After is how the altered drawing is read, or, for an
// occlusion, the drawing with that 5x5 patch covered whose loss is the most; At
// is the patch's first pixel.
type Explained struct {
	ID, Seq, Step uint32
	Method        Method
	Class         uint8
	Done, Of      uint32
	Pixels        []byte
	P, After      [10]float32
	At            uint32
	Values        []float32
}

// Kind implements Message.
func (*Inspect) Kind() Kind { return KindInspect }

// Kind implements Message.
func (*Explain) Kind() Kind { return KindExplain }

// Kind implements Message.
func (*StopExplain) Kind() Kind { return KindStopExplain }

// Kind implements Message.
func (*Inside) Kind() Kind { return KindInside }

// Kind implements Message.
func (*Explained) Kind() Kind { return KindExplained }
