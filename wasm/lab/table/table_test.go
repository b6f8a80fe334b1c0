package table

import (
	"os"
	"slices"
	"testing"
)

func TestTable(t *testing.T) {
	var ids []string
	for _, l := range All() {
		ids = append(ids, l.ID)
		if found, ok := Find(l.ID); !ok || found != l {
			t.Errorf("Find(%q) = %v, %v", l.ID, found, ok)
		}
		if _, err := os.Stat("../../../" + l.File); err != nil {
			t.Errorf("%s names a file: %v", l.ID, err)
		}
		if l.Book == "" || l.Script == "" {
			t.Errorf("%+v", l)
		}
	}
	if !slices.IsSorted(ids) || len(slices.Compact(slices.Clone(ids))) != len(ids) {
		t.Errorf("labs %v", ids)
	}
	for _, id := range []string{"", "2", "2.10"} {
		if _, ok := Find(id); ok {
			t.Errorf("there is a lab %q", id)
		}
	}
	for i, l := range All() {
		next, ok := l.Next()
		if last := i == len(all)-1; ok == last || !last && next != all[i+1] {
			t.Errorf("after %s comes %v, %v", l.ID, next, ok)
		}
	}
}

func TestOwnPrimary(t *testing.T) {
	for address, want := range map[[2]string]bool{
		{"5", "lab=5.1&at=2"}: true, {"5", "lab=5.4"}: false, {"4", "lab=5.1"}: false, {"5", ""}: false, {"", "lab=5.1"}: false,
	} {
		if got := OwnPrimary(address[0], address[1]); got != want {
			t.Errorf("%q: %v", address, got)
		}
	}
}

func TestChapters(t *testing.T) {
	n := 0
	for _, chapter := range []string{"2", "3", "4", "5"} {
		for _, l := range Chapter(chapter) {
			n++
			if l.Chapter() != chapter {
				t.Errorf("%s is in chapter %s", l.ID, chapter)
			}
		}
	}
	if n != len(all) {
		t.Errorf("%d labs in chapters, %d in all", n, len(all))
	}
}

func TestRecord(t *testing.T) {
	var r Record
	if r.String() != "" || r.Of("2.1") != New {
		t.Errorf("an empty record is %q", r.String())
	}
	if !r.Raise("2.1", Tried) || r.Raise("2.1", Tried) || r.Raise("0.0", Done) || r.Raise("2.1", New) || r.Of("2.1") != Tried || r.Done() != nil {
		t.Errorf("tried: %q", r.String())
	}
	if !r.Raise("2.1", Done) || r.Raise("2.1", Tried) || r.Of("2.1") != Done || !slices.Equal(r.Done(), []string{"2.1"}) {
		t.Errorf("done: %q", r.String())
	}
	if got := ParseRecord(r.String()); got != r {
		t.Errorf("%q is read as %q", r.String(), got.String())
	}
	if got := ParseRecord(" 0.1=done x 2.1=lost 2.1=tried =done\n"); got.String() != "2.1=tried" {
		t.Errorf("read %q", got.String())
	}
}

func TestQuery(t *testing.T) {
	for _, c := range []struct {
		query, id, rest string
		ok              bool
	}{
		{"", "", "", true},
		{"seed=3", "", "", true},
		{"lab=2.1", "2.1", "", true},
		{"lab=2.1&gate=xor&w1=0.5", "2.1", "gate=xor&w1=0.5", true},
		{"gate=xor&&lab=2.1", "2.1", "", true}, // what stands before is the page's
		{"lr=1&lab=2.1&gate=xor&lr=2", "2.1", "gate=xor&lr=2", true},
		{"lab=5.1", "", "", false},
		{"lab=2.9", "", "", false},
	} {
		id, rest, ok := ParseQuery("2", c.query)
		if id != c.id || rest != c.rest || ok != c.ok {
			t.Errorf("%q: %q, %q, %v", c.query, id, rest, ok)
		}
		if again, rest, ok := ParseQuery("2", Query(id, rest)); again != id || rest != c.rest || !ok {
			t.Errorf("%q again: %q, %q, %v", c.query, again, rest, ok)
		}
	}
}
