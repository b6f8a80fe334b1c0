package state

import (
	"slices"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// TestLostShardsSayWhatFollows loses shards of both kinds and looks at the notices.
func TestLostShardsSayWhatFollows(t *testing.T) {
	en, ja := inBoth(t)
	m := prepared()
	lose := func(where, why string) {
		m.Fault(protocol.Fault{Code: protocol.CodeShard, Where: where})
		m.Fault(protocol.Fault{Code: protocol.CodeShardLost, Where: where, Reason: why})
	}
	want := func(sentences ...string) {
		t.Helper()
		var got []string
		for _, n := range m.Notices(&en) {
			got = append(got, n.Text)
		}
		ok := len(got) == len(sentences)
		for i := range got {
			ok = ok && strings.Contains(got[i], sentences[i])
		}
		if !ok {
			t.Errorf("notices are %q, want %q", got, sentences)
		}
		for _, n := range m.Notices(&ja) {
			wantJapanese(t, "notice", n.Text, "train-00.bin.gz", "train-01.bin.gz", "test-00.bin.gz", "test-01.bin.gz")
		}
	}
	lose("train-00.87693d5ec4.bin.gz", "")
	id := m.Notices(&en)[0].ID
	want("(train-00.bin.gz) could not be had. Training goes on")
	lose("test-00.56517345d6.bin.gz", protocol.LostTest)
	want("(train-00.bin.gz) could not be had. Training goes on", "(test-00.bin.gz) could not be had. Test accuracy is measured with the rest")
	lose("train-01.89631d1e06.bin.gz", protocol.LostTraining)
	lose("test-01.c4294156a4.bin.gz", protocol.LostAllTest)
	want("(train-00.bin.gz, train-01.bin.gz) could not be had, and none are left to learn", "(test-00.bin.gz, test-01.bin.gz) could not be had, and none are left: there is no test accuracy")
	if got := m.Notices(&en)[0].ID; got != id {
		t.Errorf("the notice %q became %q", id, got)
	}
	m.Dismiss(protocol.CodeShardLost)
	want()
}

// TestManyNotices raises every kind of fault at once: none is dropped.
func TestManyNotices(t *testing.T) {
	en, _ := inBoth(t)
	m := prepared()
	codes := []protocol.Code{
		protocol.CodeShard, protocol.CodeShardLost, protocol.CodeReplica, protocol.CodeWorker, protocol.CodeSnapshot,
		protocol.CodeRecipe, protocol.CodeInternal, CodeWorkerLost, CodeFile,
	}
	for _, c := range codes {
		m.Fault(protocol.Fault{Code: c, Where: string(c)})
	}
	var shown []protocol.Code
	for _, n := range m.Notices(&en) {
		shown = append(shown, n.Code)
	}
	if !slices.Equal(shown, codes) {
		t.Errorf("shown are %v of %v", shown, codes)
	}
}

func TestDoneWithoutTestImages(t *testing.T) {
	en, ja := inBoth(t)
	m := prepared()
	m.Phase = protocol.PhaseDone
	if got := m.Status(&en); strings.Contains(got, unknown) || !strings.Contains(got, "without test images") {
		t.Errorf("%q", got)
	}
	wantJapanese(t, "status", m.Status(&ja))
	m.Eval = protocol.Eval{Accuracy: 0.5, Images: 10, Of: 10}
	if got := m.Status(&en); got != "Done: test accuracy 50.0%." && got != "Done: test accuracy 50.00%." {
		t.Errorf("%q", got)
	}
}

func TestWorkerFault(t *testing.T) {
	for _, c := range []struct {
		message, script string
		heard           bool
		code            protocol.Code
		where           string
	}{
		{"", "", false, CodeFile, "worker.js"},
		{"Uncaught Error: files of two releases", "", false, protocol.CodeVersion, ""},
		{"Uncaught NetworkError: Failed to execute 'importScripts' on 'WorkerGlobalScope': The script at 'http://x/wasm_exec.0c949f4996.js' failed to load.", "http://x/worker.4228dcd5f8.js", false, CodeFile, "wasm_exec.js"},
		{"Uncaught SyntaxError: Unexpected end of input", "http://x/some/worker.4228dcd5f8.js", false, CodeFile, "worker.js"},
		{"Uncaught SyntaxError: Unexpected end of input", "http://x/wasm_exec.0c949f4996.js", false, CodeFile, "wasm_exec.js"},
		{"Uncaught SyntaxError: Unexpected end of input", "", false, CodeFile, "worker.js"},
		{"out of memory", "http://x/worker.4228dcd5f8.js", false, "", ""},
		{"", "", true, "", ""},
	} {
		f, ok := WorkerFault(c.message, c.script, c.heard)
		if ok != (c.code != "") || ok && (f.Code != c.code || f.Where != c.where) {
			t.Errorf("%q of %q, heard %v: %+v, %v", c.message, c.script, c.heard, f, ok)
		}
	}
}

// TestUnloaded gives up a worker that did not load: nothing waits for it.
func TestUnloaded(t *testing.T) {
	en, _ := inBoth(t)
	m := &Model{}
	m.Life.Post = func(protocol.Message) {}
	var settled error
	m.Born()
	r, _ := recipe.Preset("mlp")
	m.Begin(r, true, func(err error) { settled = err })
	m.Unloaded(protocol.Fault{Code: CodeFile, Where: "worker.js"})
	if settled != ErrGaveUp || m.Tick() {
		t.Errorf("a run is still waited for: %v", settled)
	}
	if got := m.Status(&en); !strings.Contains(got, "Not started") {
		t.Errorf("the status is %q", got)
	}
	if n := m.Notices(&en); len(n) != 1 || !n[0].Renew || !strings.Contains(n[0].Text, "worker.js") {
		t.Errorf("notices %+v", n)
	}
}
