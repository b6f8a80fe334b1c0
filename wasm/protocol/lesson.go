package protocol

// Commands of the page's section on errors and of its lessons.
const (
	KindAskSamples   Kind = 30 + iota // ask for the test images of a cell of the confusion matrix
	KindTeach                         // learn the visitor's own drawings
	KindStopTeaching                  // stop that, and be as before
	KindRead                          // classify drawings
)

// Events that answer them.
const (
	KindSamples Kind = 90 + iota // test images of a cell
	KindLesson                   // a lesson goes on
	KindReceipt                  // a lesson is over: what it changed
	KindAnswers                  // what drawings were classified as
)

// AskSamples asks for the test images of digit Label that the newest
// evaluation read as Answer: Count of them from Offset on, the most confident
// first. Without an evaluation of the weights as they are, one is made first.
type AskSamples struct {
	Label, Answer uint8
	Offset, Count uint32
}

// Samples are some of the Total test images of a cell. Step is the evaluation's,
// Index are positions in the test set, Confidence is the probability of Answer,
// Pixels are 784 grey values an image.
type Samples struct {
	Label, Answer uint8
	Step          uint32
	Offset, Total uint32
	Index         []uint32
	Confidence    []float32
	Pixels        []byte
}

// Teach asks to go on learning for a while with the visitor's own drawings
// among images of the training set: all that are kept, of which the one at
// Target is to be read right at last. Images has 784 grey values a drawing,
// Labels a digit. A run that is under way goes on after it.
type Teach struct {
	Images, Labels []byte
	Target         uint32
}

// StopTeaching asks to stop a lesson; the weights are then as before it.
type StopTeaching struct{}

// Read asks what drawings are, 784 grey values each. Seq comes back.
type Read struct {
	Seq    uint32
	Images []byte
}

// Stage is what a lesson is doing.
type Stage uint8

// The stages of a lesson, in order.
const (
	StageData     Stage = iota // waiting for images
	StageBefore                // test images are evaluated
	StageLearning              // mini-batches
	StageAfter                 // test images are evaluated again
)

// String returns the stage's name in the page's strings.
func (s Stage) String() string {
	names := [...]string{"data", "before", "learning", "after"}
	if int(s) < len(names) {
		return names[s]
	}
	return names[0]
}

// Lesson says how far a lesson is: Done of at most Of, in units of its stage.
type Lesson struct {
	Stage    Stage
	Done, Of uint32
}

// Outcome is how a lesson ended.
type Outcome uint8

// The outcomes of a lesson.
const (
	OutcomeTaught   Outcome = iota // the weights are new ones
	OutcomeStopped                 // as the visitor wished; the weights are as before
	OutcomeRefused                 // it could not begin: Detail says why
	OutcomeDiverged                // a loss or weight became infinite; the weights are as before
)

// String returns the outcome's name in the page's strings.
func (o Outcome) String() string {
	names := [...]string{"taught", "stopped", "refused", "diverged"}
	if int(o) < len(names) {
		return names[o]
	}
	return names[OutcomeRefused]
}

// Receipt says what a lesson changed. Before and After are the probabilities
// of the drawing at Target; Read and ReadAfter are the digits that all drawings
// were read as. Of TestImages, RightBefore and RightAfter were read right:
// Forgotten of them before and no longer, Gained only now.
type Receipt struct {
	Outcome                 Outcome
	Detail                  string // English, if there is something to say
	Steps                   uint32 // optimiser steps made
	Target                  uint32
	Before, After           [10]float32
	Read, ReadAfter         []byte
	TestImages              uint32
	RightBefore, RightAfter uint32
	Forgotten, Gained       uint32
}

// Answers are what the drawings of a Read were taken for, after Step steps.
type Answers struct {
	Seq, Step  uint32
	Digits     []byte
	Confidence []float32
}

// Kind implements Message.
func (*AskSamples) Kind() Kind { return KindAskSamples }

// Kind implements Message.
func (*Teach) Kind() Kind { return KindTeach }

// Kind implements Message.
func (*StopTeaching) Kind() Kind { return KindStopTeaching }

// Kind implements Message.
func (*Read) Kind() Kind { return KindRead }

// Kind implements Message.
func (*Samples) Kind() Kind { return KindSamples }

// Kind implements Message.
func (*Lesson) Kind() Kind { return KindLesson }

// Kind implements Message.
func (*Receipt) Kind() Kind { return KindReceipt }

// Kind implements Message.
func (*Answers) Kind() Kind { return KindAnswers }
