package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"slices"
)

// errTable says that Go's runtime has its table of functions in another form than that of
// Go 1.20 to 1.27 (runtime/symtab.go).
var errTable = errors.New("has no table of functions as this Go writes it")

// table is what Go's runtime knows of the program's functions. Its parts follow each other
// and have offsets from its start; entries are offsets in pcs, where each list is one of
// pairs.
type table struct {
	memory []byte // from the table's start
	n      int    // functions

	names, units, files, pcs, functions int // where the parts begin
}

// The head of the table, and a function in it.
const (
	headSize  = 72
	headMagic = "\xf1\xff\xff\xff\x00\x00\x01\x08" // version, then sizes: of an instruction, of a pointer

	functionSize = 44
	nameAt       = 4  // in the names
	stackAt      = 16 // list of the stack pointer's depth
	fileAt       = 20 // list of files
	lineAt       = 24 // list of lines
	listsAt      = 28 // how many more lists follow the function
	unitAt       = 32 // where the files' names are
	startAt      = 36 // the function's own line
	idAt         = 40 // what the runtime knows it by
	wrapper      = 23 // such an id (internal/abi/symtab.go)
)

// dropLines forgets which line of which file an instruction comes from, and in which
// function: stack traces in the browser's console have addresses only. The freed bytes
// become zeros, which compress; nothing moves.
func dropLines(segments []segment) error {
	t, err := findTable(segments)
	if err != nil {
		return err
	}
	used := make([]bool, t.functions-t.pcs)
	for i := range t.n {
		at, ok := t.function(i)
		if !ok {
			return errTable
		}
		f := t.memory[at:]
		lists := number(f, listsAt)
		if lists > 64 || len(f) < functionSize+4*lists || !t.mark(used, number(f, stackAt)) {
			return errTable
		}
		for l := range lists {
			if !t.mark(used, number(f, functionSize+4*l)) {
				return errTable
			}
		}
		for _, forgotten := range []int{fileAt, lineAt, unitAt, startAt} {
			clear(f[forgotten : forgotten+4]) // a list at 0 is none: the runtime says "?"
		}
	}
	for i, is := range used {
		if !is {
			t.memory[t.pcs+i] = 0
		}
	}
	clear(t.memory[t.units:t.pcs])
	return t.dropNames()
}

// wrapperName is what wrappers of methods are called: where one is called by a nil pointer,
// the runtime takes its name apart.
const wrapperName = "value.(*type).method"

// dropNames forgets what functions are called.
func (t *table) dropNames() error {
	names := t.memory[t.names:t.units]
	if len(names) < len(wrapperName)+2 {
		return errTable
	}
	clear(names)
	copy(names[1:], wrapperName) // at 0 is none
	for i := range t.n {
		at, _ := t.function(i)
		f, name := t.memory[at:], uint32(0)
		if f[idAt] == wrapper {
			name = 1
		}
		binary.LittleEndian.PutUint32(f[nameAt:], name)
	}
	return nil
}

// findTable finds the one place in memory that looks like the table's head.
func findTable(segments []segment) (t table, err error) {
	found := 0
	for _, s := range segments {
		for rest := s.data; ; {
			i := bytes.Index(rest, []byte(headMagic))
			if i < 0 {
				break
			}
			if candidate, ok := parse(rest[i:]); ok {
				t = candidate
				found++
			}
			rest = rest[i+len(headMagic):]
		}
	}
	if found != 1 {
		return t, errTable
	}
	return t, nil
}

// parse reads the head of a table that memory begins with.
func parse(memory []byte) (t table, ok bool) {
	if len(memory) < headSize {
		return t, false
	}
	t.memory = memory
	t.n = number(memory, 8)
	t.names = number(memory, 32)
	t.units, t.files, t.pcs, t.functions = number(memory, 40), number(memory, 48), number(memory, 56), number(memory, 64)
	parts := []int{headSize, t.names, t.units, t.files, t.pcs, t.functions, len(memory)}
	return t, t.n > 0 && t.n <= (len(memory)-t.functions)/8 && slices.IsSorted(parts)
}

// function returns where function i is. Pairs of numbers say so: its place in the code,
// and its place here.
func (t *table) function(i int) (at int, ok bool) {
	at = t.functions + number(t.memory, t.functions+8*i+4)
	return at, at >= t.functions && at+functionSize <= len(t.memory)
}

// mark marks the bytes of a list as used, up to the pair that changes nothing; the first
// pair may be such.
func (t *table) mark(used []bool, at int) bool {
	if at == 0 {
		return true // no list
	}
	if at < 0 || at >= len(used) {
		return false
	}
	for end, first := at, true; ; first = false {
		change, n := binary.Uvarint(t.memory[t.pcs+end : t.functions])
		if n <= 0 {
			return false
		}
		end += n
		last := change == 0 && !first
		if !last {
			if _, n = binary.Uvarint(t.memory[t.pcs+end : t.functions]); n <= 0 {
				return false
			}
			end += n
		}
		for i := at; last && i < end; i++ {
			used[i] = true
		}
		if last {
			return true
		}
	}
}

// number returns the 32 bits at a place; of numbers of 64 bits the lower half, since
// memory has less than 4 GiB.
func number(b []byte, at int) int { return int(binary.LittleEndian.Uint32(b[at:])) }
