package initializer_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/zerokara/zerokara/nn/internal/initializer"
	"github.com/zerokara/zerokara/nn/recipe"
	"gonum.org/v1/gonum/stat"
)

func TestStd(t *testing.T) {
	for _, c := range []struct {
		init recipe.Init
		want float64
	}{
		{recipe.Init{Kind: recipe.InitNormal, Std: 0.01}, 0.01},
		{recipe.Init{Kind: recipe.InitXavier}, math.Sqrt(2.0 / 150)},
		{recipe.Init{Kind: recipe.InitHe}, math.Sqrt(2.0 / 100)},
	} {
		if got, err := initializer.Std(c.init, 100, 50); err != nil || got != c.want {
			t.Errorf("%s: got %v, %v, want %v", c.init.Kind, got, err, c.want)
		}
	}
	if _, err := initializer.Std(recipe.Init{Kind: "ones"}, 1, 1); err == nil {
		t.Error("accepted an unknown initialiser")
	}
}

func TestNormal(t *testing.T) {
	w := make([]float32, 100_000)
	initializer.Normal(w, 0.5, rand.New(rand.NewPCG(1, 2)))
	x := make([]float64, len(w))
	for i := range w {
		x[i] = float64(w[i])
	}
	mean, std := stat.MeanStdDev(x, nil)
	// Four standard errors: 0.5/sqrt(n) of the mean, 0.5/sqrt(2n) of the deviation.
	if math.Abs(mean) > 4*0.5/math.Sqrt(1e5) || math.Abs(std-0.5) > 4*0.5/math.Sqrt(2e5) {
		t.Errorf("mean %v, deviation %v", mean, std)
	}
}
