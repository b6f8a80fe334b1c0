//go:build js

package errors

import (
	"slices"

	"github.com/zerokara/zerokara/wasm/dom"
	"github.com/zerokara/zerokara/wasm/state"
	"github.com/zerokara/zerokara/wasm/view/thumb"
)

func (v *View) makeThumb(index int) (*dom.Element, *thumb.Thumb) {
	t := thumb.New(func() { v.put(index) })
	return t.Item(), t
}

// put puts the test image with an index on the pad.
func (v *View) put(index int) {
	images := v.model.Errors.Images()
	i := slices.IndexFunc(images, func(image state.TestImage) bool { return int(image.Index) == index })
	if i < 0 {
		return
	}
	c, _ := v.model.Errors.Cell()
	v.commands.Put(images[i].Pixels, index, c.Label)
	v.commands.Say("pad", v.words.T("say.image", "label", c.Label))
	v.pad.Reveal()
}

func (v *View) showThumb(t *thumb.Thumb, image state.TestImage) {
	e := &v.model.Errors
	class := "misread"
	if c, _ := e.Cell(); c.Correct() {
		class = ""
	}
	t.Show(image.Pixels, v.ink, class, image.Percent(), e.ImageTitle(v.words, image))
}
