package protocol

import (
	"bytes"
	"errors"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
	"github.com/zerokara/zerokara/nn/weights/safetensors"
)

// samples returns one message of every kind with every field set.
func samples() []Message {
	pixels := bytes.Repeat([]byte{0, 7, 255}, 784)[:784]
	r, _ := recipe.Preset(recipe.Default)
	return []Message{
		&Prepare{Recipe: r, Workers: 8, ID: 3},
		&Start{}, &Pause{}, &Resume{}, &StepOnce{}, &Reset{},
		&Classify{Seq: 7, Drawing: true, Images: pixels},
		&Save{},
		&Restore{Recipe: r, Data: []byte{1, 2, 3}, Workers: 2, ID: 7, Over: true},
		&MakeFile{ID: 3, Format: "onnx", Grey: pixels, Lengths: []uint32{2, 0}, Points: []float32{0.5, 1, 0, 0.25}},
		&FileMade{ID: 3, Data: []byte{8, 7}, Error: "no"},
		&UseArrays{Recipe: r, Arrays: []safetensors.Array{{Name: "0.weight", Dims: []int{1, 2}, Data: []float32{0.5, -1}}, {Name: "ゼロ", Dims: []int{1}, Data: []float32{2}}}, ID: 9},
		&Ping{N: 5}, &Pong{N: 5, Busy: true},
		&AskSamples{Label: 9, Predicted: 4, Offset: 24, Count: 12},
		&Teach{Images: pixels, Labels: []byte{7}, Target: 3},
		&StopTeaching{},
		&StopLab{ID: 3},
		&LabShow{ID: 3},
		&LabImages{ID: 3, Of: Subset{Test: true, From: 5, Count: 60, Digits: 3}},
		&LabTrain{ID: 3, Recipe: r, Of: Subset{Count: 1000}, Every: 5, Digit: pixels, Test: 500, Weights: true, Race: true},
		&LabLoss{ID: 3, Network: 2, A: Direction{OneWeight, 17, 1}, B: Direction{RandomDirection, 0, 8}, Reach: 0.5, Points: 41, Digit: pixels, Label: 7, Of: Subset{Count: 256}},
		&LabBackward{ID: 3, Network: 2, Digit: pixels, Label: 7},
		&LabCheck{ID: 3, Network: 2, Of: Subset{Count: 3}, Index: []uint32{5, 70}, Steps: []float32{0.001}},
		&LabSet{ID: 3, Index: []uint32{0, 59999}, Labels: []byte{5, 8}, Pixels: pixels},
		&LabStep{ID: 3, Step: 10, Steps: 20, Loss: 2.3, Accuracy: 0.1, P: []float32{0.1, 0.9}, Done: true, Diverged: true, Fingerprint: 5, Weights: []float32{1, -2}, Stats: []float32{3}, Fault: Fault{Code: CodeNoData}},
		&LabLosses{ID: 3, Step: 10, Row: 1, Rows: 41, Own: []float32{0.5}, Mean: []float32{0.25}, Slope: [2]float32{-1, 1}, Way: [2]float32{2, 3}, Value: 0.125, Refused: true},
		&LabBackprop{ID: 3, Step: 10, Loss: 0.5, Shapes: []uint32{10, 1, 1}, Outputs: []float32{1}, Deltas: []float32{2}, Input: []float32{3}, Weights: []float32{4}, Gradients: []float32{5}, Refused: true},
		&LabChecked{ID: 3, Step: 10, From: 20, Params: 70, Slope: []float32{1}, Below: []float32{2}, Above: []float32{3}, Base: 2.5, Forward: 0.001, Backprop: 0.002, Refused: true},
		&Ready{},
		&Prepared{Recipe: r, Params: 434090, ID: 7, Layers: []Layer{{"conv2d", tensor.Shape{C: 30, H: 24, W: 24}, 780}, {}, {Kind: "ゼロ"}}},
		&PhaseChanged{Phase: PhaseDone, Fingerprint: 0xfedcba9876543210},
		&Load{BytesDone: 1, BytesTotal: 2, ShardsDone: 3, ShardsTotal: 4, TrainImages: 5, TestImages: 6},
		&Progress{Step: 1, Steps: 2, Epoch: 3, Epochs: 4, ImagesSeen: 5, Loss: 2.302585, Accuracy: 0.1, ImagesPerSecond: 9000, SecondsLeft: 6.5, LearningRate: 0.001, Workers: 2},
		&Eval{Step: 600, Images: 1000, Of: 10000, Loss: 0.05, Accuracy: 0.98, Complete: true, Confusion: [10][10]uint32{7: {2: 5}}},
		&Classified{Seq: 7, Step: 9, Lane: 2, Drawing: true, P: []float32{0.1, float32(math.Inf(1))}},
		&Fault{Code: CodeShard, Step: 3, Where: "train-00.bin.gz", Reason: "range", Values: []string{"value", "0"}, Detail: "HTTP 404 見つかりません", ID: 9},
		&Snapshot{Step: 4, Data: bytes.Repeat([]byte{9}, 70_000)},
		&TrainGAN{Recipe: recipe.DCGAN()}, &PauseGAN{}, &ResumeGAN{},
		&GAN{Phase: PhaseTraining, Step: 40, Steps: 4690, Since: 7, Epoch: 1, Epochs: 5, ImagesPerSecond: 800, DiscriminatorLoss: 0.7, GeneratorLoss: 1.4, Grid: pixels, Fault: Fault{Code: CodeRecipe, Where: "latent", Values: []string{"value", "0"}}},
		&Inspect{Layers: []byte{0, 3}, Close: true, Layer: 3, Unit: 7, Place: PlaceOfMax},
		&Explain{ID: 2, Method: MethodCounterfactual, Class: 9},
		&StopExplain{},
		&Inspected{Seq: 7, Step: 9, Layers: []byte{0, 3}, Scales: []float32{1.5, 2}, Signed: []byte{1, 0}, Maps: []byte{1, 128, 255}, Peaks: []float32{0.5, -1}, At: []uint32{3, 0},
			FilterScales: []float32{0.25, 0}, Filters: []byte{1, 255}, Layer: 3, Unit: 7, Weight: []float32{-1, float32(math.Inf(-1))}, Place: 5, Value: -1.5, Bias: 0.25, Input: []float32{0, 1}},
		&Explained{ID: 2, Seq: 7, Step: 9, Method: MethodCounterfactual, Class: 9, Done: 24, Of: 576, Pixels: pixels, P: [10]float32{3: 1}, After: [10]float32{9: 0.75, 3: 0.25}, At: 31, Values: []float32{-0.5, 0, 1}},
		&Seek{ID: 3, Step: 50, Now: true}, &AskHindsight{}, &EvaluatePast{}, &Branch{Step: 50},
		&Moments{ID: 3, Steps: []uint32{0, 1, 50}, Exact: []byte{1, 1, 0}, Looking: true, Step: 50},
		&Hindsight{Seq: 7, Steps: []uint32{0}, P: []float32{0.1, 0.9}},
		&Branched{Step: 50, Done: 3, Of: 10, Epoch: 1, ImagesSeen: 5000, Data: []byte{1, 2}, Refused: true},
		&PastEval{Eval: Eval{Step: 50, Images: 1000, Of: 10000, Loss: 0.5, Accuracy: 0.9, Complete: true, Confusion: [10][10]uint32{7: {2: 5}}}},
		&Samples{Label: 9, Predicted: 4, Step: 600, Offset: 24, Total: 31, Index: []uint32{9999, 0}, Confidence: []float32{1, 0.5}, Pixels: pixels},
		&Lesson{Stage: StageLearning, Done: 3, Of: 40},
		&Receipt{Outcome: OutcomeDiverged, Reason: CodeNoData, Detail: "d", Steps: 40, Target: 1, Before: [10]float32{1: 0.9}, After: [10]float32{7: 0.8},
			PredictedBefore: []byte{1}, PredictedAfter: []byte{7}, TestImages: 10000, CorrectBefore: 9900, CorrectAfter: 9899, Forgotten: 3, Gained: 2},
	}
}

func TestEveryKindIsSampled(t *testing.T) {
	have := map[Kind]bool{}
	for _, m := range samples() {
		have[m.Kind()] = true
		v := reflect.ValueOf(m).Elem()
		for i := range v.NumField() {
			if v.Field(i).IsZero() {
				t.Errorf("%T.%s is zero in the sample", m, v.Type().Field(i).Name)
			}
		}
	}
	for k, empty := range kinds {
		if (empty != nil) != have[Kind(k)] {
			t.Errorf("kind %d: decodable and sampled disagree", k)
		}
	}
}

// TestEveryMessageIsRegistered finds the messages in the source: one that is not
// registered cannot be read.
func TestEveryMessageIsRegistered(t *testing.T) {
	registered := map[string]bool{}
	for k, empty := range kinds {
		if empty != nil {
			m := empty()
			registered[reflect.TypeOf(m).Elem().Name()] = true
			if m.Kind() != Kind(k) {
				t.Errorf("kind %d makes a %T, of kind %d", k, m, m.Kind())
			}
		}
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`(?m)^func \(\*(\w+)\) Kind\(\)`).FindAllSubmatch(b, -1) {
			found++
			if !registered[string(m[1])] {
				t.Errorf("%s: %s is not registered", name, m[1])
			}
		}
	}
	if found != len(registered) || found < 30 {
		t.Errorf("found %d messages, %d are registered", found, len(registered))
	}
}

func TestDoubledKindIsRefused(t *testing.T) {
	defer func() {
		if r := recover(); r == nil {
			t.Error("two messages may be of one kind")
		}
	}()
	register(func() Message { return new(Start) })
}

func TestRoundTrip(t *testing.T) {
	for _, m := range samples() {
		b := Append([]byte("before"), m)
		if !bytes.HasPrefix(b, []byte("before")) {
			t.Fatalf("%T: Append replaced what was there", m)
		}
		b = b[len("before"):]
		got, err := Decode(b)
		if err != nil || !reflect.DeepEqual(got, m) {
			t.Errorf("%T: got %+v, %v; want %+v", m, got, err, m)
		}
		for i := range b { // what was decoded does not share b
			b[i] = 0xff
		}
		if !reflect.DeepEqual(got, m) {
			t.Errorf("%T: decoded message changed with its buffer", m)
		}
	}
	for _, m := range samples() { // zero values too
		zero := reflect.New(reflect.TypeOf(m).Elem()).Interface().(Message)
		if got, err := Decode(Append(nil, zero)); err != nil || !reflect.DeepEqual(got, zero) {
			t.Errorf("zero %T: got %+v, %v", m, got, err)
		}
	}
}

// The layout is a contract between a page and a worker of the same version.
func TestWireFormat(t *testing.T) {
	got := Append(nil, &Fault{Code: "ab", Step: 0x01020304, Where: "c"})
	want := []byte{Version, 71, 2, 0, 0, 0, 'a', 'b', 4, 3, 2, 1, 1, 0, 0, 0, 'c', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}
	if !bytes.Equal(got, want) {
		t.Errorf("got % x, want % x", got, want)
	}
}

func kindOf(m Message) byte { return byte(m.Kind()) }

func TestTornMessages(t *testing.T) {
	for _, m := range samples() {
		b := Append(nil, m)
		step := max(1, len(b)/500)
		for n := 0; n < len(b); n += step {
			if _, err := Decode(b[:n]); !errors.Is(err, ErrTorn) {
				t.Errorf("%T cut to %d of %d bytes: %v", m, n, len(b), err)
			}
		}
		if _, err := Decode(append(b, 0)); !errors.Is(err, ErrTorn) {
			t.Errorf("%T with a byte too many: %v", m, err)
		}
	}
}

func TestHostileMessages(t *testing.T) {
	prepared := Append(nil, &Prepared{}) // ends with a count
	for name, c := range map[string]struct {
		b    []byte
		want string
	}{
		"nothing":              {nil, ErrTorn.Error()},
		"other version":        {[]byte{Version + 1, kindOf(&Start{})}, ErrVersion.Error()},
		"unknown kind":         {[]byte{Version, 200}, "unknown message kind 200"},
		"kind 0":               {[]byte{Version, 0}, "unknown message kind 0"},
		"huge block":           {[]byte{Version, kindOf(&Prepare{}), 0xff, 0xff, 0xff, 0xff, 1}, ErrTorn.Error()},
		"huge count":           {append(prepared[:len(prepared)-4:len(prepared)-4], 0xff, 0xff, 0xff, 0xff), ErrTorn.Error()},
		"torn recipe":          {append([]byte{Version, kindOf(&Prepare{}), 3, 0, 0, 0, 1, 2, 3}, 0), ErrTorn.Error()},
		"huge number of words": {[]byte{Version, kindOf(&Inspected{}), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff}, ErrTorn.Error()},
		"huge list":            {[]byte{Version, kindOf(&Classified{}), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4}, ErrTorn.Error()},
		"bool that is neither": {append([]byte{Version, kindOf(&Classify{}), 0, 0, 0, 0, 2}, 0, 0, 0, 0), ErrTorn.Error()},
	} {
		if _, err := Decode(c.b); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", name, err, c.want)
		}
	}
}

// FuzzDecode: any bytes give an error or a message that encodes to the same
// bytes.
func FuzzDecode(f *testing.F) {
	for _, m := range samples() {
		f.Add(Append(nil, m))
	}
	f.Add([]byte{Version, kindOf(&Inspected{}), 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff})
	f.Fuzz(func(t *testing.T, b []byte) {
		m, err := Decode(b)
		if err != nil {
			return
		}
		if again := Append(nil, m); !bytes.Equal(again, b) {
			t.Errorf("%T: % x became % x", m, b, again)
		}
	})
}

func TestAppendWithRoomAllocatesNothing(t *testing.T) {
	buf := make([]byte, 0, 80_000)
	for _, m := range samples() {
		switch m.(type) {
		case *Prepare, *Prepared, *Restore, *UseArrays, *TrainGAN, *LabTrain: // have recipes, and are rare
			continue
		}
		if n := testing.AllocsPerRun(20, func() { buf = Append(buf[:0], m) }); n != 0 {
			t.Errorf("%T: %v allocations", m, n)
		}
	}
}

func TestPhaseNames(t *testing.T) {
	want := map[Phase]string{PhaseIdle: "idle", PhaseLoading: "loading", PhaseTraining: "training", PhasePaused: "paused", PhaseDone: "done", PhaseError: "error", 77: "error"}
	for p, name := range want {
		if p.String() != name {
			t.Errorf("phase %d is %q, want %q", p, p.String(), name)
		}
	}
}
