package protocol

// Kind is the second byte of a message.
type Kind uint8

// Commands, from the page.
const (
	KindPrepare  Kind = 1 + iota // build an untrained network from a recipe
	KindStart                    // train the prepared network
	KindPause                    // stop after the current micro-batch
	KindResume                   // continue after a pause
	KindStepOnce                 // one step, then pause
	KindReset                    // build the untrained network anew
	KindClassify                 // classify the visitor's drawing, or images
	KindSave                     // ask for a snapshot
	KindRestore                  // continue from a snapshot
)

// Commands of the views of activations and explanations.
const (
	KindInspect     Kind = 20 + iota // choose the layers whose activations are sent
	KindExplain                      // ask for the reasons of a prediction, or for a counterfactual
	KindStopExplain                  // stop the explanation in work
)

// Commands of the section on errors and of lessons.
const (
	KindAskSamples   Kind = 30 + iota // ask for the test images of a cell of the confusion matrix
	KindTeach                         // learn the visitor's own drawings
	KindStopTeaching                  // stop the lesson and undo it
)

// Commands for the generative adversarial network, which the worker trains
// only while the run rests.
const (
	KindTrainGAN  Kind = 50 + iota // train a new one
	KindPauseGAN                   // stop after the current third of a step
	KindResumeGAN                  // continue
)

// Events, from the worker.
const (
	KindReady      Kind = 64 + iota // the worker accepts commands
	KindPrepared                    // a network was built
	KindPhase                       // the run's phase changed
	KindLoad                        // data arrived
	KindProgress                    // training went on
	KindEval                        // test images were evaluated
	KindClassified                  // a drawing, or images, were classified
	KindFault                       // something failed
	KindSnapshot                    // the network's weights and training state

	KindInspected Kind = 80 // activations and weights
	KindExplained Kind = 81 // an explanation, or part of it

	KindSamples Kind = 90 // test images of a cell
	KindLesson  Kind = 91 // progress of a lesson
	KindReceipt Kind = 92 // the end of a lesson: what it changed

	KindGAN Kind = 110 // progress of the GAN
)

// newMessage returns an empty message, nil for an unknown kind.
func newMessage(k Kind) Message {
	switch k {
	case KindPrepare:
		return &Prepare{}
	case KindStart:
		return &Start{}
	case KindPause:
		return &Pause{}
	case KindResume:
		return &Resume{}
	case KindStepOnce:
		return &StepOnce{}
	case KindReset:
		return &Reset{}
	case KindClassify:
		return &Classify{}
	case KindSave:
		return &Save{}
	case KindRestore:
		return &Restore{}
	case KindInspect:
		return &Inspect{}
	case KindExplain:
		return &Explain{}
	case KindStopExplain:
		return &StopExplain{}
	case KindAskSamples:
		return &AskSamples{}
	case KindTeach:
		return &Teach{}
	case KindStopTeaching:
		return &StopTeaching{}
	case KindTrainGAN:
		return &TrainGAN{}
	case KindPauseGAN:
		return &PauseGAN{}
	case KindResumeGAN:
		return &ResumeGAN{}
	case KindReady:
		return &Ready{}
	case KindPrepared:
		return &Prepared{}
	case KindPhase:
		return &PhaseChanged{}
	case KindLoad:
		return &Load{}
	case KindProgress:
		return &Progress{}
	case KindEval:
		return &Eval{}
	case KindClassified:
		return &Classified{}
	case KindFault:
		return &Fault{}
	case KindSnapshot:
		return &Snapshot{}
	case KindInspected:
		return &Inspected{}
	case KindExplained:
		return &Explained{}
	case KindSamples:
		return &Samples{}
	case KindLesson:
		return &Lesson{}
	case KindReceipt:
		return &Receipt{}
	case KindGAN:
		return &GAN{}
	}
	return nil
}
