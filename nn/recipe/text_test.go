package recipe_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/nn/recipe"
)

// TestByteOrderMark reads recipes as Windows' editors save them.
func TestByteOrderMark(t *testing.T) {
	const text, gan = `{"preset":"mlp"}`, `{"seed":7}`
	want, err := recipe.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := recipe.Parse([]byte("\ufeff" + text)); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("a byte order mark before a recipe: %v, %v", got, err)
	}
	if got, err := recipe.ParseGAN([]byte("\ufeff" + gan)); err != nil || got.Seed != 7 {
		t.Errorf("a byte order mark before a GAN's recipe: %v, %v", got, err)
	}
	for _, utf16 := range []string{"\xff\xfe{\x00}\x00", "\xfe\xff\x00{\x00}"} {
		_, err := recipe.Parse([]byte(utf16))
		_, errGAN := recipe.ParseGAN([]byte(utf16))
		for _, err := range []error{err, errGAN} {
			if err == nil || !strings.Contains(err.Error(), "save the file as UTF-8") {
				t.Errorf("%q: %v", utf16, err)
			}
		}
	}
	if _, err := recipe.Parse([]byte("\ufeff\ufeff" + text)); err == nil {
		t.Error("two byte order marks are read")
	}
}
