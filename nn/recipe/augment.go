package recipe

import "github.com/zerokara/zerokara/nn/internal/fields"

// Augment says how training images are changed at random each time they are
// used, so that a network learns what a digit's class does not depend on.
// Every amount is the largest; what is used is uniform between its negative and
// itself. All zero means that images stay as they are.
type Augment struct {
	Shift        float64 // pixels, across and down
	Rotate       float64 // degrees
	Scale        float64 // log of the factor: 0.1 is 0.905 to 1.105
	Stretch      float64 // log of the factor that makes it wider and as much lower
	Shear        float64 // pixels across for each down: the tangent of the slant
	Thickness    float64 // pixels that strokes are made thicker or thinner
	ElasticAlpha float64 // strength of Simard et al.'s (2003) elastic distortion; theirs is 34
	ElasticSigma float64 // pixels over which it is smooth; theirs is 4
	Drawn        float64 // fraction of images that give way to a drawing of the same digit as Europeans write it
	Scribbles    float64 // fraction of images that give way to a letter or scribble, for which no digit is to be more probable than another (outlier exposure, Hendrycks et al. 2019)
	Plain        float64 // fraction of the other images that stay as they are
}

func (a *Augment) visit(v fields.Visitor) {
	if v.Reading() {
		*a = Augment{}
	}
	v.Float("shift", &a.Shift, fields.UpTo(14))
	v.Float("rotate", &a.Rotate, fields.UpTo(180))
	v.Float("scale", &a.Scale, fields.UpTo(1))
	v.Float("stretch", &a.Stretch, fields.UpTo(1))
	v.Float("shear", &a.Shear, fields.UpTo(1))
	v.Float("thickness", &a.Thickness, fields.UpTo(2))
	v.Float("elasticAlpha", &a.ElasticAlpha, fields.UpTo(200))
	v.Float("elasticSigma", &a.ElasticSigma, fields.UpTo(16))
	v.Float("drawn", &a.Drawn, fields.UpTo(1))
	v.Float("scribbles", &a.Scribbles, fields.UpTo(0.5))
	v.Float("plain", &a.Plain, fields.UpTo(1))
}

// validate reports what does not go together.
func (a *Augment) validate() error {
	switch {
	case a.ElasticAlpha > 0 && a.ElasticSigma < 1:
		return wrong("augment.elasticSigma", "elastic", a.ElasticSigma)
	case a.ElasticAlpha == 0 && a.ElasticSigma > 0:
		return wrong("augment.elasticSigma", "elasticAlone")
	}
	return nil
}
