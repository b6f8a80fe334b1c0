//go:build js

package dom

import (
	"runtime"
	"syscall/js"
)

var (
	current *Section // whose code runs
	running int      // calls of Run under way, which must not wait
)

// Section is a part of the page that breaks alone.
type Section struct {
	root   *Element
	say    func(reason string) string
	reason string
	notice *Element // once it is broken
}

// NewSection returns the section of the page at root. say returns what the visitor
// reads there once it has broken, in the present language.
func NewSection(root *Element, say func(reason string) string) *Section {
	return &Section{root: root, say: say}
}

// Run calls f, which must not wait. Every way into a section leads through it: events
// come by themselves, messages and timers call it. Handlers that are made in f belong
// to the section. After a panic the section is broken: its notice appears, and f is no
// longer called. A nil Section only logs the panic.
func (s *Section) Run(f func()) {
	if s != nil && s.notice != nil {
		s.notice.Text(s.say(s.reason))
		return
	}
	outer, outerRow := current, row
	current, row = s, nil
	running++
	defer func() {
		current, row = outer, outerRow
		running--
		if r := recover(); r != nil {
			s.fail(reasonOf(r))
		}
	}()
	f()
}

// reasonOf returns a panic's value in words.
func reasonOf(v any) string {
	switch v := v.(type) {
	case error:
		return v.Error()
	case string:
		return v
	}
	return "panic with a value that is no text"
}

func (s *Section) fail(reason string) {
	stack := make([]byte, 8<<10)
	js.Global().Get("console").Call("error", "panic: "+reason+"\n"+string(stack[:runtime.Stack(stack, false)]))
	if s == nil {
		return
	}
	s.reason = reason
	s.notice = New("p", "notice").Attr("role", "alert")
	s.root.value.Call("prepend", s.notice.value) // before its text: then it is read out
	s.notice.Text(s.say(reason))
}
