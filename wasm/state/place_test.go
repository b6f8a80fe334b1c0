package state

import "testing"

func TestPlaces(t *testing.T) {
	for _, p := range Places() {
		for _, fragment := range []string{p.Fragment(), p.Fragment() + "?seed=7", p.Fragment() + "/"} {
			if got, ok := ParsePlace(fragment); got != p || !ok {
				t.Errorf("%s is %q, %v", fragment, got, ok)
			}
		}
		if _, ok := ParsePlace(p.Next().Fragment()); !ok || p.Next() == p {
			t.Errorf("after %q comes %q", p, p.Next())
		}
	}
	for fragment, want := range map[string]string{"": "", "#/book/2": "", "#/book/2?lab=2.1&gate=xor": "lab=2.1&gate=xor", "#/?a=1?b": "a=1?b"} {
		if got := Query(fragment); got != want {
			t.Errorf("%s asks for %q, want %q", fragment, got, want)
		}
	}
	for p, want := range map[Place]string{Watch: "", "about": "", "book/2": "2", "book/5": "5"} {
		if got := p.Chapter(); got != want {
			t.Errorf("%q is chapter %q, want %q", p, got, want)
		}
	}
	for _, fragment := range []string{"#/nowhere", "#/look", "#look/inside/x", "#/../look/inside", "#/look/inside#", "#//"} {
		if got, ok := ParsePlace(fragment); got != Watch || ok && fragment != "#//" {
			t.Errorf("%s is %q, %v", fragment, got, ok)
		}
	}
	for _, fragment := range []string{"", "#", "#/"} {
		if got, ok := ParsePlace(fragment); got != Watch || !ok {
			t.Errorf("%q is %q, %v", fragment, got, ok)
		}
	}
}
