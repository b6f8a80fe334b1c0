package protocol

// Commands and events of a drawing of several digits.
const (
	KindDigits   Kind = 10 // the digits of a drawing, to be classified one by one
	KindReadings Kind = 73 // what they were classified as
)

// Digits are the images of a drawing's several digits, 784 grey values each,
// left to right; of one digit or none, Input is enough and Images is empty. It
// comes before the Input with the same Seq and is classified whenever that is.
type Digits struct {
	Seq    uint32
	Images []byte
}

// Readings are the probabilities of the digits of a Digits, ten each, after Step
// steps.
type Readings struct {
	Seq, Step uint32
	P         []float32
}

// Kind implements Message.
func (*Digits) Kind() Kind { return KindDigits }

// Kind implements Message.
func (*Readings) Kind() Kind { return KindReadings }
