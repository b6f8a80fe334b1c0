package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/nn/export"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/train"
)

// TestExportKinds writes each kind of file that the page makes, too.
func TestExportKinds(t *testing.T) {
	r, _ := recipe.Preset("twolayer")
	tr, err := train.New(r, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	model := filepath.Join(dir, "model.bin")
	if err := os.WriteFile(model, tr.Snapshot(nil), 0o666); err != nil {
		t.Fatal(err)
	}
	says := map[string]string{
		export.ONNX: "probabilities", export.Safetensors: export.MetaFingerprint, export.Model: string(tr.Snapshot(nil)),
		export.Recipe: string(r.AppendJSON(nil)), export.Notebook: "Affine(784, 50)", export.Go: "package main",
	}
	for _, kind := range append(export.Kinds(), "exe") {
		to := filepath.Join(dir, kind)
		out, err := zerokara(t, "export", "-weights", model, "-kind", kind, "-o", to)
		b, _ := os.ReadFile(to)
		if says[kind] == "" {
			if err == nil || b != nil || !strings.Contains(err.Error(), kind[:3]) {
				t.Errorf("%s: %d bytes, %v", kind, len(b), err)
			}
		} else if err != nil || !bytes.Contains(b, []byte(says[kind])) || !strings.Contains(out, to) {
			t.Errorf("%s: %v, %s", kind, err, out)
		}
	}
}
