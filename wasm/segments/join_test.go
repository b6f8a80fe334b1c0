package main

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
)

// at returns a segment as Go's linker writes it.
func at(address int64, data ...byte) segment {
	head := []byte{0, 0x41}
	for v := address; ; v >>= 7 {
		b := byte(v & 0x7f)
		if v>>6 == 0 || v>>6 == -1 { // the rest is the sign
			return segment{append(head, b, 0x0b), address, data}
		}
		head = append(head, b|0x80)
	}
}

// program returns one with a section before the data and one after it.
func program(segments ...segment) []byte {
	b := appendBlock(append(bytes.Clone(magic), 1), []byte("types"))
	b = appendBlock(append(b, dataSection), write(segments))
	return appendBlock(append(b, 0), []byte("names"))
}

// memory returns what is in n bytes of memory when a program starts, its number of
// segments and the other sections.
func memory(t *testing.T, program []byte, n int) (m []byte, segments int, others []string) {
	t.Helper()
	m = make([]byte, n)
	r := reader{rest: program[len(magic):]}
	for len(r.rest) > 0 {
		id, body := r.byte(), r.block()
		if id != dataSection {
			others = append(others, string(id)+string(body))
			continue
		}
		d := reader{rest: body}
		for count := d.uint(); count > 0; count-- {
			s, err := d.segment()
			if err != nil {
				t.Fatal(err)
			}
			copy(m[s.at:], s.data)
			segments++
		}
	}
	if r.torn {
		t.Fatal("a torn program")
	}
	return m, segments, others
}

func TestJoin(t *testing.T) {
	for _, c := range []struct {
		name string
		in   []segment
		want []segment
	}{
		{"none", nil, nil},
		{"one", []segment{at(4096, 1, 2)}, []segment{at(4096, 1, 2)}},
		{"no zeros", []segment{at(64, 1), at(65, 2)}, []segment{at(64, 1, 2)}},
		{"three", []segment{at(200, 1), at(203, 2), at(205, 3)}, []segment{at(200, 1, 0, 0, 2, 0, 3)}},
		{"the most zeros", []segment{at(1<<20, 7), at(1<<20+1+maxZeros, 8)},
			[]segment{at(1<<20, append(append([]byte{7}, make([]byte, maxZeros)...), 8)...)}},
		{"one too many", []segment{at(5, 7), at(6+maxZeros+1, 8)}, []segment{at(5, 7), at(6+maxZeros+1, 8)}},
		{"above 2 GiB, as negative numbers", []segment{at(-66, 1), at(-64, 2)}, []segment{at(-66, 1, 0, 2)}},
		{"backwards", []segment{at(50, 7), at(10, 8)}, []segment{at(50, 7), at(10, 8)}},
		{"over each other", []segment{at(50, 7, 8), at(51, 9)}, []segment{at(50, 7, 8), at(51, 9)}},
	} {
		in := program(c.in...)
		before := bytes.Clone(in)
		got, err := join(in, unchanged)
		if err != nil || !bytes.Equal(got, program(c.want...)) {
			t.Errorf("%s: %q, %v, want %q", c.name, got, err, program(c.want...))
		}
		if !bytes.Equal(in, before) {
			t.Errorf("%s: join changed what it was given", c.name)
		}
	}
}

// TestSameMemory joins segments of which some are near each other.
func TestSameMemory(t *testing.T) {
	const size = 1 << 20
	r := rand.New(rand.NewPCG(1, 2))
	var all []segment
	for address := int64(100); ; {
		data := make([]byte, 1+r.IntN(50))
		for i := range data {
			data[i] = byte(r.Uint32())
		}
		if address+int64(len(data)) > size {
			break
		}
		all = append(all, at(address, data...))
		address += int64(len(data)) + r.Int64N(2*maxZeros)
	}
	in := program(all...)
	got, err := join(in, unchanged)
	if err != nil {
		t.Fatal(err)
	}
	want, before, others := memory(t, in, size)
	m, after, kept := memory(t, got, size)
	if !bytes.Equal(m, want) {
		t.Error("the memory differs")
	}
	if len(kept) != 2 || kept[0] != others[0] || kept[1] != others[1] {
		t.Errorf("other sections: %q, want %q", kept, others)
	}
	if after == 1 || after > before*3/4 {
		t.Errorf("%d segments became %d, want about half", before, after)
	}
	if again, err := join(got, unchanged); err != nil || !bytes.Equal(again, got) {
		t.Errorf("joined again it differs (%v)", err)
	}
}

func TestJoinRefuses(t *testing.T) {
	good := program(at(300, 1, 2, 3), at(500, 4))
	section := len(program()) - len("\x00\x05names") - len("\x0b\x01\x00") // where the data section begins
	spoilt := func(i int, b byte) []byte {
		p := bytes.Clone(good)
		p[section+i] = b
		return p
	}
	for _, c := range []struct {
		name string
		in   []byte
		want error
	}{
		{"nothing", nil, errMagic},
		{"another version", []byte("\x00asm\x02\x00\x00\x00"), errMagic},
		{"cut off", good[:len(good)-1], errTorn},
		{"a length without an end", append(bytes.Clone(good), 0, 0x80), errTorn},
		{"more segments than there are", spoilt(2, 3), errTorn},
		{"fewer segments than there are", spoilt(2, 1), errTorn},
		{"a passive segment", spoilt(3, 1), errKind},
		{"an address that is a sum", spoilt(7, 0x6a), errKind},
		{"an address from a variable", spoilt(4, 0x23), errKind},
		{"a number of segments elsewhere", append(bytes.Clone(good), dataCountSection, 1, 2), errKind},
	} {
		if got, err := join(c.in, unchanged); !errors.Is(err, c.want) {
			t.Errorf("%s: %q, %v, want %v", c.name, got, err, c.want)
		}
	}
}

func TestRewrite(t *testing.T) {
	dir := t.TempDir()
	from, to := filepath.Join(dir, "from.wasm"), filepath.Join(dir, "to.wasm")
	if err := os.WriteFile(from, program(at(64, 1), at(66, 2)), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, []byte("an older one, and longer than the new one: it goes as a whole"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := rewrite(to, from, unchanged); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(to)
	if want := program(at(64, 1, 0, 2)); err != nil || !bytes.Equal(got, want) {
		t.Errorf("%q, %v, want %q", got, err, want)
	}
	if err := os.WriteFile(from, []byte("<html>"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := rewrite(to, from, unchanged); !errors.Is(err, errMagic) {
		t.Errorf("%v, want %v", err, errMagic)
	}
	if after, err := os.ReadFile(to); err != nil || !bytes.Equal(after, got) {
		t.Errorf("a program that was refused left %q (%v)", after, err)
	}
	if files, err := os.ReadDir(dir); err != nil || len(files) != 2 {
		t.Errorf("%v is in the folder (%v)", files, err)
	}
}

func unchanged([]segment) error { return nil }
