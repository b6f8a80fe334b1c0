package e2e

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/zerokara/zerokara/nn/export"
	"github.com/zerokara/zerokara/nn/weights"
)

// export returns a file of the page's API.
func (p *page) export(kind string) []byte {
	p.t.Helper()
	text := eval[string](p, fmt.Sprintf(`zerokara.export(%q).then((b) => {
		if (!(b instanceof Uint8Array)) throw new Error("no Uint8Array");
		let s = ""; for (let i = 0; i < b.length; i += 4096) s += String.fromCharCode(...b.subarray(i, i + 4096)); return btoa(s); })`, kind))
	b, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(b) == 0 {
		p.t.Fatalf("%s: %d bytes, %v", kind, len(b), err)
	}
	return b
}

// bring chooses a file to be taken.
func (p *page) bring(name string, content []byte) {
	p.t.Helper()
	name = filepath.Join(p.t.TempDir(), name)
	if err := os.WriteFile(name, content, 0o666); err != nil {
		p.t.Fatal(err)
	}
	p.do(chromedp.SetUploadFiles("#take-file", []string{name}))
}

const probabilities = `zerokara.state().answered && zerokara.state().probabilities`

// TestTakeAway takes a network away in every form, and brings it back twice: by its
// weights, and to go on. A torn file changes nothing.
func TestTakeAway(t *testing.T) {
	t.Parallel()
	p := open(t, on(few(t)))
	p.draw(7)
	p.train(hardly)
	p.await("a prediction", probabilities, patience)
	want := eval[[]float64](p, probabilities)
	step := p.state().Step

	files := map[string][]byte{}
	for _, kind := range export.Kinds() {
		files[kind] = p.export(kind)
	}
	for kind, says := range map[string]string{
		export.Recipe: `"epochs":1`, export.Curves: "step,train_loss", export.Notebook: "Affine(784, 50)", export.Go: "package main",
		export.Model: "ZKARA", export.ONNX: "probabilities",
	} {
		if !strings.Contains(string(files[kind]), says) {
			t.Errorf("%s has no %q", kind, says)
		}
	}
	if m, err := png.Decode(bytes.NewReader(files[export.Picture])); err != nil || m.Bounds().Dx() < 300 {
		t.Errorf("picture: %v", err)
	}
	if arrays, err := weights.Decode(files[export.Safetensors]); err != nil || len(arrays) != 6 || arrays[0].Name != "0.weight" {
		t.Errorf("safetensors: %v", err)
	}
	if said := eval[string](p, `zerokara.export("exe").then(() => "made", (e) => e.message)`); !strings.Contains(said, "onnx safetensors") {
		t.Errorf("a kind that is none: %s", said)
	}

	p.run(`zerokara.go("runs")`)
	p.await("the list", `zerokara.state().view === "runs" && !e2e.one("#take-onnx").disabled`, patience)
	name := eval[string](p, `new Promise((done) => { const click = HTMLAnchorElement.prototype.click;
		HTMLAnchorElement.prototype.click = function () { HTMLAnchorElement.prototype.click = click; done(this.download); };
		e2e.one("#take-onnx").click(); })`)
	if name != "mlp.onnx" {
		t.Errorf("the file is called %q", name)
	}

	torn := files[export.Safetensors]
	p.bring("torn.safetensors", torn[:len(torn)-9])
	p.await("it is refused", `e2e.text("#take-taken").includes("torn.safetensors was refused")`, patience)
	if got := eval[[]float64](p, probabilities); p.state().Step != step || !slices.Equal(got, want) {
		t.Errorf("a refused file changed the network: step %d, %v", p.state().Step, got)
	}
	for _, file := range []string{"mlp.safetensors", "mlp.bin"} {
		p.run(`zerokara.start({preset: "twolayer", epochs: 1, batchSize: 1000})`)
		p.phase("done", patience)
		content := files[export.Safetensors]
		if file == "mlp.bin" {
			content = files[export.Model]
		}
		p.bring(file, content)
		p.await("its network is there", fmt.Sprintf(`e2e.text("#take-taken").startsWith(%q) && e2e.one("#take-text").value.includes('"name":"mlp"')`, file), patience)
		p.await("it predicts as before", fmt.Sprintf(`(%s || []).join() === %q`, probabilities, join(want)), patience)
	}
	p.show("#recipe-origin")
	if text := p.text("#recipe-origin"); !strings.Contains(text, "of a file") {
		t.Errorf("of the weights' origin it says %q", text)
	}
	p.shot("takeaway-origin")
	if got := p.state().Step; got != step {
		t.Errorf("the model file goes on at step %d, must at %d", got, step)
	}
}

// join is JavaScript's.
func join(values []float64) string {
	s := make([]string, len(values))
	for i, v := range values {
		s[i] = js(v)
	}
	return strings.Join(s, ",")
}
