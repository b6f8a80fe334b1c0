package recipe

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
	Drawn        float64 // share of images that give way to a drawing of the same digit as Europeans write it
	Scribbles    float64 // share of images that give way to a letter or scribble, for which no digit is to be more probable than another (outlier exposure, Hendrycks et al. 2019)
}

func (a *Augment) fields(visit visitor) {
	visit("shift", "", &a.Shift)
	visit("rotate", "", &a.Rotate)
	visit("scale", "", &a.Scale)
	visit("stretch", "", &a.Stretch)
	visit("shear", "", &a.Shear)
	visit("thickness", "", &a.Thickness)
	visit("elasticAlpha", "", &a.ElasticAlpha)
	visit("elasticSigma", "", &a.ElasticSigma)
	visit("drawn", "", &a.Drawn)
	visit("scribbles", "", &a.Scribbles)
}

// validate reports the first amount that makes no sense.
func (a *Augment) validate() (err error) {
	most := map[string]float64{
		"shift": 14, "rotate": 180, "scale": 1, "stretch": 1, "shear": 1, "thickness": 2,
		"elasticAlpha": 200, "elasticSigma": 16, "drawn": 1, "scribbles": 0.5,
	}
	a.fields(func(name, _ string, value any) {
		if v := *value.(*float64); err == nil && !(v >= 0 && v <= most[name]) {
			err = wrong("augment."+name, "is %v, must be 0 to %v", v, most[name])
		}
	})
	switch {
	case err != nil:
	case a.ElasticAlpha > 0 && a.ElasticSigma < 1:
		err = wrong("augment.elasticSigma", "is %v, must be at least 1 with an elasticAlpha", a.ElasticSigma)
	case a.ElasticAlpha == 0 && a.ElasticSigma > 0:
		err = wrong("augment.elasticSigma", "has no effect without elasticAlpha; leave it out")
	}
	return err
}
