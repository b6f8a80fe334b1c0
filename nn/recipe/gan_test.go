package recipe_test

import (
	"errors"
	"reflect"
	"testing"

	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/tensor"
)

func TestDCGANIsValidAndSurvivesJSON(t *testing.T) {
	g := recipe.DCGAN()
	if err := g.Validate(); err != nil {
		t.Fatal(err)
	}
	if g.Image() != (tensor.Shape{C: 1, H: 28, W: 28}) {
		t.Errorf("makes images of %v", g.Image())
	}
	got, err := recipe.ParseGAN(g.AppendJSON(nil))
	if err != nil || !reflect.DeepEqual(got, g) {
		t.Errorf("%v: JSON changes it:\n got %+v\nwant %+v", err, got, g)
	}
	got, err = recipe.ParseGAN([]byte(`{"epochs":3}`))
	g.Epochs = 3
	if err != nil || !reflect.DeepEqual(got, g) {
		t.Errorf("%v: what is not given is not DCGAN's: %+v", err, got)
	}
}

func TestParseGANNamesTheField(t *testing.T) {
	for _, c := range []struct{ json, field string }{
		{``, "recipe"},
		{`[]`, "recipe"},
		{`{"preset":"dcgan"}`, "preset"},
		{`{"version":2}`, "version"},
		{`{"name":"\u0007"}`, "name"},
		{`{"latent":0}`, "latent"},
		{`{"latent":1e9}`, "latent"},
		{`{"generator":[]}`, "generator"},
		{`{"generator":[{"kind":"dense","units":784},{"kind":"reshape","shape":[1,28,27]}]}`, "generator[1].shape"},
		{`{"generator":[{"kind":"tanh"}]}`, "generator"},
		{`{"discriminator":[{"kind":"dense","units":10}]}`, "discriminator"},
		{`{"discriminator":[{"kind":"conv2d","filters":1,"kernel":29,"stride":1},{"kind":"dense","units":1}]}`, "discriminator[0].kernel"},
		{`{"generator":[{"kind":"dense","units":784},{"kind":"batchnorm","epsilon":1e-5,"decay":0.9,"group":8},{"kind":"reshape","shape":[1,28,28]}]}`, "generator[1].group"},
		{`{"init":{"kind":"normal"}}`, "init.std"},
		{`{"optimizer":{"kind":"adamant"}}`, "optimizer.kind"},
		{`{"learningRate":0}`, "learningRate"},
		{`{"batchSize":0}`, "batchSize"},
		{`{"epochs":0}`, "epochs"},
		{`{"seed":9007199254740992}`, "seed"},
	} {
		_, err := recipe.ParseGAN([]byte(c.json))
		var fe *recipe.FieldError
		if !errors.As(err, &fe) || fe.Field != c.field {
			t.Errorf("%s: error %v, want one on %q", c.json, err, c.field)
		}
	}
}
