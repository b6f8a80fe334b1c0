package main

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"
	"os"
	"strconv"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/export"
	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/ink/ndjson"
	"github.com/zerokara/zerokara/nn/mnist"
	"github.com/zerokara/zerokara/nn/mnist/shard"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/train"
	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// picture returns the PNG of a drawing or a test image beside the network's
// probabilities.
func (e *exporting) picture(t *train.Trainer) ([]byte, error) {
	if shape := t.Model().Shape(); shape.Size() != mnist.Pixels || t.Model().Size() != recipe.Classes {
		return nil, fmt.Errorf("a picture is of 28x28 pixels and ten probabilities: this network has an input of %v and %d outputs", shape, t.Model().Size())
	}
	grey, err := e.digit()
	if err != nil {
		return nil, err
	}
	var x [mnist.Pixels]float32
	var p [recipe.Classes]float32
	data.Input(x[:], grey)
	t.Predict(p[:], x[:])
	n := networkOf(t)
	n.Drawing.Grey = grey
	m, err := paint(n.Picture(p[:]))
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = png.Encode(&b, m)
	return b.Bytes(), err
}

// digit returns the grey values that the picture shows.
func (e *exporting) digit() ([]byte, error) {
	if e.image < 0 {
		return nil, fmt.Errorf("-image is %d, must be at least 0", e.image)
	}
	if e.in == "" {
		_, test, err := shard.ReadDir(e.data)
		if err != nil {
			return nil, err
		}
		if e.image >= test.Len() {
			return nil, fmt.Errorf("-image is %d, there are %d test images", e.image, test.Len())
		}
		return test.Bytes(e.image), nil
	}
	f, err := os.Open(e.in)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var grey []byte
	n := 0
	err = eachDrawing(f, maxDrawings, func(d ndjson.Drawing) {
		if n == e.image {
			grey = make([]byte, mnist.Pixels)
			ink.Render(grey, ink.Fit(d.Strokes))
		}
		n++
	})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", e.in, err)
	}
	if grey == nil {
		return nil, fmt.Errorf("-image is %d, %s has %d drawings", e.image, e.in, n)
	}
	return grey, nil
}

// paint draws a picture's marks.
func paint(marks []export.Mark) (*image.RGBA, error) {
	parsed, err := opentype.Parse(goregular.TTF)
	if err != nil {
		return nil, err
	}
	face, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: export.PictureText, DPI: 72})
	if err != nil {
		return nil, err
	}
	defer face.Close()
	dst := image.NewRGBA(image.Rect(0, 0, export.PictureWidth, export.PictureHeight))
	for _, k := range marks {
		c, err := colour(k.Colour)
		if err != nil {
			return nil, err
		}
		if k.Text != "" {
			at := fixed.Point26_6{X: fixed.Int26_6(k.X * 64), Y: fixed.Int26_6(k.Y * 64)}
			(&font.Drawer{Dst: dst, Src: c, Face: face, Dot: at}).DrawString(k.Text)
			continue
		}
		at := func(v float64) int { return int(math.Round(v)) }
		draw.Draw(dst, image.Rect(at(k.X), at(k.Y), at(k.X+k.W), at(k.Y+k.H)), c, image.Point{}, draw.Src)
	}
	return dst, nil
}

// colour returns the colour that #rrggbb names.
func colour(s string) (*image.Uniform, error) {
	if len(s) != 7 || s[0] != '#' {
		return nil, errors.New("not a colour: " + s)
	}
	v, err := strconv.ParseUint(s[1:], 16, 32)
	return image.NewUniform(color.RGBA{byte(v >> 16), byte(v >> 8), byte(v), 0xff}), err
}
