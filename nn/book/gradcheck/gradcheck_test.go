package gradcheck_test

import (
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/zerokara/zerokara/nn/book/gradcheck"
	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/layer"
	"github.com/zerokara/zerokara/nn/loss"
	"github.com/zerokara/zerokara/nn/mnist"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
)

// images returns n images of noise without a constant pixel.
func images(t *testing.T, n int) *data.Set {
	t.Helper()
	set, err := data.NewBlocks(mnist.Format, []string{"noise"}, []int{n})
	if err != nil {
		t.Fatal(err)
	}
	pixels, labels := make([]byte, n*mnist.Pixels), make([]byte, n)
	for i := range pixels {
		pixels[i] = byte(i * i % 251)
	}
	for i := range labels {
		labels[i] = byte(i * 3 % mnist.Classes)
	}
	if err := set.Fill(0, mnist.Batch(pixels, labels)); err != nil {
		t.Fatal(err)
	}
	return set
}

// TestValues checks the gradient of regression.
func TestValues(t *testing.T) {
	set, err := data.NewValues(tensor.Vec(3), []float32{1, 2, 3, -1, 0.5, 0, 0.1, -2, 1}, []float32{1, 2, 3, 4, 5, 6})
	if err != nil {
		t.Fatal(err)
	}
	r := recipe.Of(tensor.Vec(3), layer.Dense{Units: 4}, layer.Tanh{}, layer.Dense{Units: 2})
	r.Loss = loss.Squares{}
	report, err := gradcheck.Recipe(r, set, 3, 10)
	if err != nil {
		t.Fatal(err)
	}
	if !report.Correct() || len(report.Arrays) != 4 || report.Loss < 1 {
		t.Errorf("%+v", report)
	}
}

func TestRecipe(t *testing.T) {
	r, _ := recipe.Preset("zerokara")
	r.Layers = []layer.Spec{
		recipe.Conv(4, 5), recipe.BatchNorm(), recipe.ReLU(), recipe.Pool(4),
		recipe.Dropout(0.3), recipe.Dense(recipe.Classes),
	}
	report, err := gradcheck.Recipe(r, images(t, 6), 6, 20)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"0 conv2d weight", "0 conv2d bias", "1 batchnorm gamma", "1 batchnorm beta", "5 dense weight", "5 dense bias"}
	if len(report.Arrays) != len(want) {
		t.Fatalf("%d arrays, want %d", len(report.Arrays), len(want))
	}
	params := 0
	for i, a := range report.Arrays {
		params += a.Size
		if a.Name != want[i] {
			t.Errorf("array %d is %q, want %q", i, a.Name, want[i])
		}
		if a.Wrong > 0 || a.Checked+a.Kinks != min(a.Size, 20) || a.Checked < a.Kinks {
			t.Errorf("%s: %d checked, %d at kinks, %d wrong: %+v", a.Name, a.Checked, a.Kinks, a.Wrong, a.Worst)
		}
		if !(a.MaxRelative >= 0 && a.MaxRelative < 0.1) {
			t.Errorf("%s: largest relative error is %g", a.Name, a.MaxRelative)
		}
	}
	if report.Params != params || report.Images != 6 || !report.Correct() || !(report.Loss > 1 && report.Loss < 5) {
		t.Errorf("report %+v", report)
	}
	// A browser's clock is too coarse to see the fastest of them.
	if runtime.GOOS != "js" && (report.Forward <= 0 || report.Backprop <= 0) {
		t.Errorf("forward pass in %v, backpropagation in %v", report.Forward, report.Backprop)
	}
}

func TestSpeedup(t *testing.T) {
	r := gradcheck.Report{Params: 1000, Forward: 3 * time.Millisecond, Backprop: 12 * time.Millisecond}
	if n, f := r.Numerical(), r.Speedup(); n != 6*time.Second || f != 500 {
		t.Errorf("numerical gradient in %v, backpropagation is %g times faster; want 6s, 500", n, f)
	}
}

func TestRecipeRefuses(t *testing.T) {
	small, _ := recipe.Preset("mlp")
	small.Input = tensor.Shape{C: 1, H: 4, W: 4}
	broken, _ := recipe.Preset("mlp")
	broken.BatchSize = 0
	mlp, _ := recipe.Preset("mlp")
	for _, c := range []struct {
		r                recipe.Recipe
		images, elements int
		want             string
	}{
		{mlp, 0, 1, "0 images, must be 1 to 3"},
		{mlp, 4, 1, "4 images, must be 1 to 3"},
		{mlp, 3, 0, "0 elements"},
		{small, 3, 1, "inputs are 1x28x28, the network takes 1x4x4"},
		{broken, 3, 1, "batchSize"},
	} {
		if _, err := gradcheck.Recipe(c.r, images(t, 3), c.images, c.elements); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("error %v, want one with %q", err, c.want)
		}
	}
}
