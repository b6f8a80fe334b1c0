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
