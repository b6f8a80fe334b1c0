package state

import (
	"strings"

	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/words"
)

// CodeFile is the fault of a file of the page that did not load: Where is its name.
const CodeFile protocol.Code = "file"

// WorkerFault tells a worker that did not load from one that died: it would not load the
// next time either. message and script are those of its error event; heard says whether
// it ever said something.
func WorkerFault(message, script string, heard bool) (f protocol.Fault, ok bool) {
	f = protocol.Fault{Code: CodeFile, Where: "worker.js", Detail: message}
	switch {
	case heard:
		return f, false
	case strings.Contains(message, "two releases"): // site/worker.js
		f.Code, f.Where = protocol.CodeVersion, ""
	case strings.Contains(message, "wasm_exec."): // the browser's words, with an address
		f.Where = "wasm_exec.js"
	case strings.Contains(message, "SyntaxError"):
		if name := fileName(script); name != "" {
			f.Where = name
		}
	case message != "":
		return f, false
	}
	return f, true
}

// fileName returns the name of a file without its folder and the hash of its content
// (site/release).
func fileName(url string) string {
	parts := strings.Split(url[strings.LastIndexByte(url, '/')+1:], ".")
	if len(parts) > 2 && len(parts[1]) == 10 {
		parts = append(parts[:1], parts[2:]...)
	}
	return strings.Join(parts, ".")
}

// gathered is a fault, or faults of several shards that are one to the visitor.
type gathered struct {
	protocol.Fault
	first string // Where of the first
}

// gather makes one of the faults of shards that have the same consequence. A consequence
// that came later holds for all.
func gather(w *words.Words, faults []protocol.Fault) []gathered {
	var all []gathered
next:
	for _, f := range faults {
		first := f.Where
		if f.Code == protocol.CodeShard || f.Code == protocol.CodeShardLost {
			f.Where = fileName(f.Where)
			for i := range all {
				if g := &all[i]; g.Code == f.Code && ofTest(&g.Fault) == ofTest(&f) {
					g.Where += w.T("list") + f.Where
					g.Reason = f.Reason
					continue next
				}
			}
		}
		all = append(all, gathered{f, first})
	}
	return all
}

// ofTest reports whether a lost shard was one of test images.
func ofTest(f *protocol.Fault) bool {
	return f.Reason == protocol.LostTest || f.Reason == protocol.LostAllTest
}

// lostText says what follows from a lost shard.
func lostText(w *words.Words, f *protocol.Fault) string {
	switch f.Reason {
	case protocol.LostTest:
		return w.T("fault.shardLost.test", "where", f.Where)
	case protocol.LostAllTest:
		return w.T("fault.shardLost.untested", "where", f.Where)
	case protocol.LostTraining:
		return w.T("fault.shardLost.none", "where", f.Where)
	}
	return w.T("fault.shardLost", "where", f.Where)
}
