package qrcode

import (
	"errors"
	"strings"
	"testing"

	"rsc.io/qr/coding"
)

// TestEncode compares codes of every version and mask with another program's.
func TestEncode(t *testing.T) {
	for version := 1; version <= maxVersion; version++ {
		text := strings.Repeat("https://zerokara.example/#/?seed=5&draw=x-_%", 40)[:dataBytes(version)-3]
		for mask := range 8 {
			plan, err := coding.NewPlan(coding.Version(version), coding.L, coding.Mask(mask))
			if err != nil {
				t.Fatal(err)
			}
			want, err := plan.Encode(coding.String(text))
			if err != nil {
				t.Fatal(err)
			}
			got, wrong := encode(text, version, mask), 0
			if got.size != want.Size {
				t.Fatalf("version %d: %d squares, want %d", version, got.size, want.Size)
			}
			for i := range got.Size() * got.Size() {
				x, y := i%got.Size(), i/got.Size()
				if got.Black(x, y) != want.Black(x-Quiet, y-Quiet) {
					wrong++
				}
			}
			if wrong > 0 {
				t.Errorf("version %d, mask %d: %d squares differ", version, mask, wrong)
			}
		}
	}
}

// TestSmallest checks that the smallest code is taken, up to the largest.
func TestSmallest(t *testing.T) {
	for bytes, size := range map[int]int{0: 21, 17: 21, 18: 25, 34: 29, 400: 69, 858: 97} {
		if c, err := Encode(strings.Repeat("x", bytes)); err != nil || c.Size() != size+2*Quiet {
			t.Errorf("%d bytes: %d squares, %v", bytes, c.Size(), err)
		}
	}
	if _, err := Encode(strings.Repeat("x", 859)); !errors.Is(err, ErrLong) {
		t.Errorf("859 bytes: %v", err)
	}
}
