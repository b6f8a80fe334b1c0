package state

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/nn/export"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/train"
	"github.com/zerokara/zerokara/nn/weights/safetensors"
	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/words"
)

// modelFile returns a model file of a recipe.
func modelFile(t *testing.T, r recipe.Recipe) []byte {
	t.Helper()
	tr, err := train.New(r, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	return tr.Snapshot(nil)
}

func code(err error) string {
	if e, ok := errors.AsType[*safetensors.Error](err); ok {
		return e.Code
	}
	return ""
}

// TestReadTaken reads files of each kind, whole and torn.
func TestReadTaken(t *testing.T) {
	r, _ := recipe.Preset("twolayer")
	r.Seed = 77
	now, _ := recipe.Preset("mlp")
	model := modelFile(t, r)
	got, err := ReadTaken(model, now)
	if err != nil || got.Kind() != export.Model || got.Recipe.Seed != 77 || !bytes.Equal(got.Data, model) {
		t.Fatalf("a model file: %v", err)
	}
	for n := range 200 {
		cut := len(model) * n / 200
		if _, err := ReadTaken(model[:cut], now); err == nil || code(err) == "" {
			t.Fatalf("%d of %d bytes: %v", cut, len(model), err)
		}
	}
	flipped := bytes.Clone(model)
	flipped[len(flipped)/2] ^= 1
	if _, err := ReadTaken(flipped, now); code(err) != safetensors.Torn {
		t.Errorf("a flipped bit: %v", err)
	}

	// One whose recipe was written by another version is as this one would write it.
	text := r.AppendJSON(nil)
	spaced := bytes.Replace(text, []byte(`"seed":`), []byte(`"seed": `), 1)
	old := binary.LittleEndian.AppendUint32(bytes.Clone(model[:len(modelMagic)]), uint32(len(spaced)))
	old = append(append(old, spaced...), model[len(modelMagic)+4+len(text):len(model)-4]...)
	old = binary.LittleEndian.AppendUint32(old, crc32.ChecksumIEEE(old))
	if got, err := ReadTaken(old, now); err != nil || !bytes.Equal(got.Data, model) {
		t.Errorf("another version's: %v", err)
	}
	long := bytes.Clone(model[:len(model)-4])
	binary.LittleEndian.PutUint32(long[len(modelMagic):], 1<<31)
	long = binary.LittleEndian.AppendUint32(long, crc32.ChecksumIEEE(long))
	if _, err := ReadTaken(long, now); code(err) != safetensors.Torn {
		t.Errorf("a recipe of 2 GiB: %v", err)
	}

	arrays := []safetensors.Array{{Name: "0.weight", Dims: []int{1}, Data: []float32{1}}}
	for metadata, seed := range map[string]uint64{"": now.Seed, string(text): 77} {
		about := map[string]string{export.MetaRecipe: metadata}
		if metadata == "" {
			about = nil
		}
		b, err := safetensors.Append(nil, arrays, about)
		if err != nil {
			t.Fatal(err)
		}
		got, err := ReadTaken(b, now)
		if err != nil || got.Kind() != export.Safetensors || got.Recipe.Seed != seed || len(got.Arrays) != 1 {
			t.Errorf("safetensors with recipe %q: %v", metadata, err)
		}
		b[len(b)-1] ^= 1
		if _, err := ReadTaken(b, now); code(err) != safetensors.Damaged {
			t.Errorf("damaged safetensors: %v", err)
		}
	}
	if got, err := ReadTaken(append([]byte(" \n"), text...), now); err != nil || got.Kind() != export.Recipe || got.Recipe.Seed != 77 {
		t.Errorf("a recipe: %v", err)
	}
	if _, err := ReadTaken([]byte(`{"preset":"mlp","seed":-1}`), now); err == nil {
		t.Error("took a seed of -1")
	}
	for _, b := range []string{"", "PK\x03\x04", "GIF89a", "[1]"} {
		if _, err := ReadTaken([]byte(b), now); code(err) != safetensors.Other {
			t.Errorf("%q: %v", b, err)
		}
	}
}

// TestUse has a file refused, which changes nothing, and taken, which can be undone.
func TestUse(t *testing.T) {
	m := prepared()
	var posted []protocol.Message
	m.Ready, m.Life.Post = true, func(c protocol.Message) { posted = append(posted, c) }
	m.GiveUp(Saved{Recipe: m.Recipe, Data: []byte("earlier")})
	run(t, m, 1, 5, 0.5)
	r, _ := recipe.Preset("mlp")
	file := &Taken{Recipe: r, Arrays: []safetensors.Array{{Name: "0.weight", Dims: []int{1}, Data: []float32{1}}}}
	saved := Saved{Recipe: m.Recipe, Step: 5, Data: []byte("five")}
	var said error
	m.Use(file, &saved, func(err error) { said = err })
	question := posted[len(posted)-1].(*protocol.UseArrays)
	fault := &protocol.Fault{Code: protocol.CodeWeights, Reason: safetensors.Shape, Values: []string{"name", "0.weight", "got", "(1,)", "want", "(50, 784)"}, ID: question.ID}
	m.Apply(fault)
	m.Follow(fault)
	want(t, m, 1, 5, 0.5)
	w := words.Words{}
	w.Use(joined(languages(t)["en.json"]))
	note := (&TakeAway{Taken: "a.safetensors", Why: said}).TakenNote(&w)
	if note != "a.safetensors was refused: “0.weight” has the shape (1,), the network needs (50, 784). Nothing has changed." {
		t.Errorf("note %q", note)
	}
	if m.Imported() || len(m.Faults) != 0 {
		t.Error("a refused file leaves something behind")
	}
	if undoText(m, &w) == "" || string(m.undo.run.Data) != "earlier" {
		t.Error("after a refused file the run given up before cannot be had back")
	}

	m.Use(file, &saved, func(err error) { said = err })
	question = posted[len(posted)-1].(*protocol.UseArrays)
	answer := &protocol.Prepared{Recipe: r, ID: question.ID}
	m.Apply(answer)
	m.Follow(answer)
	if said != nil || !m.Imported() || !m.Learned() || m.Progress.Step != 0 || m.Form.Recipe().Name != "mlp" || len(m.Curves.TrainLoss.Points()) != 0 {
		t.Errorf("%v; imported %v, step %d", said, m.Imported(), m.Progress.Step)
	}
	if got := undoText(m, &w); got != w.T("undo.file") {
		t.Errorf("of the run before it says %q", got)
	}
	back := m.ComeBack()
	if back == nil || string(back.Data) != "five" {
		t.Fatal("the run before is lost")
	}
	m.Apply(&protocol.Prepared{Recipe: back.Recipe})
	want(t, m, 1, 5, 0.5)
	if m.Imported() {
		t.Error("the run before passes for a file's")
	}

	// A model file goes on at its step, without the curves of the run before.
	m.Use(&Taken{Recipe: r, Data: []byte("model"), Step: 9}, nil, func(err error) { said = err })
	restore := posted[len(posted)-1].(*protocol.Restore)
	answer = &protocol.Prepared{Recipe: r, ID: restore.ID}
	m.Apply(answer)
	m.Follow(answer)
	if m.Progress.Step != 9 || len(m.Curves.TrainLoss.Points()) != 0 || !m.Imported() {
		t.Errorf("step %d, %d points", m.Progress.Step, len(m.Curves.TrainLoss.Points()))
	}
}

// TestExportable checks what is said before there is a network, and of no kind.
func TestExportable(t *testing.T) {
	m := &Model{}
	if err := m.Exportable("exe"); err == nil || !strings.Contains(err.Error(), `"exe"`) {
		t.Errorf("%v", err)
	}
	if err := m.Exportable(export.ONNX); err != errNone {
		t.Errorf("%v", err)
	}
	m.Ready, m.Prepared = true, true
	if err := m.Exportable(export.ONNX); err != nil {
		t.Error(err)
	}
}

// TestPicture checks that the picture shows the input, and a prediction only once there
// is one.
func TestPicture(t *testing.T) {
	m := prepared()
	grey := make([]byte, 784)
	grey[0] = 255
	m.Prediction.P[7], m.Fingerprint, m.Progress.Step = 0.75, 0xabc, 5
	for _, known := range []bool{false, true} {
		m.Prediction.Known = known
		var texts []string
		black := 0
		for _, k := range m.Picture(grey) {
			if k.Text != "" {
				texts = append(texts, k.Text)
			} else if k.Colour == "#000000" {
				black++
			}
		}
		all := strings.Join(texts, " ")
		if black != 1 || strings.Contains(all, "7 75.0%") != known || !strings.Contains(all, " · 5 · 0000000000000abc") {
			t.Errorf("known %v: %d black pixels, texts %s", known, black, all)
		}
	}
}
