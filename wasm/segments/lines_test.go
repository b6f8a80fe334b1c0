package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"testing"
)

// Lists of pairs, each with its end. The first pair of flat changes nothing.
var (
	stackList  = []byte{2, 5, 1, 7, 0}
	fileList   = []byte{4, 90, 0}
	lineList   = []byte{6, 3, 0x81, 1, 4, 0}
	unsafeList = []byte{0, 9, 2, 1, 0}
)

// tableOf returns a table of two functions as Go's linker writes it, and where their
// lists are in its pcs. The second one's stack is the first one's list of lines.
func tableOf() (b []byte, stack, file, line, more int) {
	names, units, files := []byte("main.first\x00main.(*second).method\x00\x00\x00"), []byte{7, 0, 0, 0}, []byte("a.go\x00b.go\x00\x00\x00")
	pcs := []byte{0}
	add := func(list []byte) int {
		at := len(pcs)
		pcs = append(pcs, list...)
		return at
	}
	stack, file, line, more = add(stackList), add(fileList), add(lineList), add(unsafeList)
	pcs = append(pcs, make([]byte, 32-len(pcs))...)
	function := func(name, stack, file, line, unit, start uint32, lists ...uint32) (f []byte) {
		for _, v := range []uint32{11, name, 8, 1, stack, file, line, uint32(len(lists)), unit, start, 0} {
			f = binary.LittleEndian.AppendUint32(f, v)
		}
		for _, l := range append(lists, 0xffffffff) { // and one of its data
			f = binary.LittleEndian.AppendUint32(f, l)
		}
		return f
	}
	first := function(0, uint32(stack), uint32(file), uint32(line), 1, 33, uint32(more), 0)
	second := function(11, uint32(line), uint32(file), 0, 1, 44)
	second[idAt] = wrapper
	b = []byte(headMagic)
	part := headSize
	for _, v := range []int{2, 2, 0, part, part + len(names), part + len(names) + len(units), part + len(names) + len(units) + len(files),
		part + len(names) + len(units) + len(files) + len(pcs)} {
		b = binary.LittleEndian.AppendUint64(b, uint64(v))
	}
	for _, p := range [][]byte{names, units, files, pcs} {
		b = append(b, p...)
	}
	for _, v := range []int{0, 20, 1, 20 + len(first), 2} { // where the functions are, from here on
		b = binary.LittleEndian.AppendUint32(b, uint32(v))
	}
	return append(append(b, first...), second...), stack, file, line, more
}

func TestDropLines(t *testing.T) {
	before, stack, file, line, more := tableOf()
	all := []segment{at(16, 1, 2, 3), at(4096, append([]byte("before"), append(bytes.Clone(before), "after"...)...)...)}
	if err := dropLines(all); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(all[0].data, []byte{1, 2, 3}) || !bytes.HasPrefix(all[1].data, []byte("before")) || !bytes.HasSuffix(all[1].data, []byte("after")) {
		t.Error("what is no table changed")
	}
	got := all[1].data[len("before"):][:len(before)]
	was, ok := parse(before)
	if !ok {
		t.Fatal("the test's table is none")
	}
	pcs := func(b []byte, at, n int) []byte { return b[was.pcs+at:][:n] }
	for _, c := range []struct {
		name string
		at   int
		list []byte
		kept bool
	}{{"stack", stack, stackList, true}, {"files", file, fileList, false}, {"lines, one function's stack", line, lineList, true}, {"unsafe points", more, unsafeList, true}} {
		want := c.list
		if !c.kept {
			want = make([]byte, len(c.list))
		}
		if list := pcs(got, c.at, len(c.list)); !bytes.Equal(list, want) {
			t.Errorf("%s: %v, want %v", c.name, list, want)
		}
	}
	if s := got[was.units:was.pcs]; !bytes.Equal(s, make([]byte, len(s))) {
		t.Errorf("names of files: %q", s)
	}
	if !bytes.Equal(got[:was.names], before[:was.names]) {
		t.Error("the head changed")
	}
	if s, want := got[was.names:was.units], "\x00"+wrapperName+"\x00"; !bytes.HasPrefix(s, []byte(want)) || len(bytes.Trim(s[len(want):], "\x00")) > 0 {
		t.Errorf("names of functions: %q, want %q", s, want)
	}
	for i := range was.n {
		at, _ := was.function(i)
		for field := 0; field < functionSize; field += 4 {
			want := number(before, at+field)
			if field == nameAt {
				want = i // the second is a wrapper
			}
			if field == fileAt || field == lineAt || field == unitAt || field == startAt {
				want = 0
			}
			if v := number(got, at+field); v != want {
				t.Errorf("function %d has %d at %d, want %d", i, v, field, want)
			}
		}
	}
}

func TestDropLinesRefuses(t *testing.T) {
	good, _, _, _, _ := tableOf()
	with := func(at int, v uint32) []byte {
		b := bytes.Clone(good)
		binary.LittleEndian.PutUint32(b[at:], v)
		return b
	}
	where, _ := parse(good)
	f, _ := where.function(0)
	for _, c := range []struct {
		name string
		in   []segment
	}{
		{"nothing", nil},
		{"no table", []segment{at(64, good[8:]...)}},
		{"two tables", []segment{at(64, good...), at(1<<16, good...)}},
		{"cut off", []segment{at(64, good[:len(good)-60]...)}},
		{"parts in another order", []segment{at(64, with(40, uint32(where.pcs)+1)...)}},
		{"a function outside", []segment{at(64, with(where.functions+4, 1<<20)...)}},
		{"no room for a name", []segment{at(64, with(40, uint32(where.names)+8)...)}},
		{"a list outside", []segment{at(64, with(f+stackAt, 1<<20)...)}},
		{"lists without number", []segment{at(64, with(f+listsAt, 1<<20)...)}},
		{"a list without end", []segment{at(64, func() []byte {
			b := bytes.Clone(good)
			for i := where.pcs + 1; i < where.functions; i++ {
				b[i] = 1
			}
			return b
		}()...)}},
	} {
		if err := dropLines(c.in); !errors.Is(err, errTable) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}
