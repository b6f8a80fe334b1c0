package session

import (
	"fmt"
	"hash/crc32"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/protocol"
)

// fake is a Host whose clock goes on by tick with every look at it, and whose
// downloads come when the test says so.
type fake struct {
	t        *testing.T
	s        *Session
	now      time.Duration
	tick     time.Duration
	began    time.Time // of a clock that ticks every millisecond, if it is not zero
	posts    []protocol.Message
	asked    []Request // not answered yet
	all      []Request
	files    map[string][]byte
	hash     string // what the host says of every gzipped file
	onPost   func(protocol.Message)
	replicas fakeReplicas
}

const goodHash = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

var (
	trainCounts = []int{60, 70, 50}
	testCounts  = []int{30, 40}
)

const (
	trainImages = 180
	testImages  = 70
	smallRecipe = `{"preset":"mlp","layers":[{"kind":"dense","units":10}],"batchSize":20,"epochs":2,"learningRate":0.01}`
	steps       = 18 // of smallRecipe
)

func newFake(t *testing.T) *fake {
	h := &fake{t: t, tick: 50 * time.Microsecond, files: map[string][]byte{}, hash: goodHash}
	shards := func(prefix string, counts []int) string {
		var out strings.Builder
		for i, n := range counts {
			name := fmt.Sprintf("%s-%02d.bin.gz", prefix, i)
			raw := make([]byte, n*(ink.Pixels+1))
			for k := range n {
				digit := (k*7 + i) % 10
				for p := range 20 {
					raw[k*ink.Pixels+digit*60+p*2] = byte(200 + k%50)
				}
				raw[n*ink.Pixels+k] = byte(digit)
			}
			h.files[name] = raw
			fmt.Fprintf(&out, "\n%s %s %d %d %s %08x", prefix, name, n, 10*n, goodHash, crc32.ChecksumIEEE(raw))
		}
		return out.String()
	}
	h.files[manifestName] = []byte("1" + shards("train", trainCounts) + shards("test", testCounts))
	h.s = New(h)
	return h
}

func (h *fake) Now() time.Duration {
	if !h.began.IsZero() {
		return time.Since(h.began).Truncate(time.Millisecond)
	}
	h.now += h.tick
	return h.now
}

func (h *fake) Fetch(r Request) {
	h.asked = append(h.asked, r)
	h.all = append(h.all, r)
	if len(h.asked) > 2 {
		h.t.Errorf("%d downloads at a time", len(h.asked))
	}
}

// Post keeps a copy, as the other side of a wire would.
func (h *fake) Post(m protocol.Message) {
	c, err := protocol.Decode(protocol.Append(nil, m))
	if err != nil {
		h.t.Errorf("posted %T: %v", m, err)
	}
	h.posts = append(h.posts, c)
	if h.onPost != nil {
		h.onPost(m)
	}
}

// take removes a request from those not answered.
func (h *fake) take(name string) Request {
	h.t.Helper()
	i := slices.IndexFunc(h.asked, func(r Request) bool { return r.URL == "mnist/"+name })
	if i < 0 {
		h.t.Fatalf("%s is not asked for; asked: %v", name, h.asked)
	}
	r := h.asked[i]
	h.asked = slices.Delete(h.asked, i, i+1)
	return r
}

// serve answers the requests for files by name, in order.
func (h *fake) serve(names ...string) {
	h.t.Helper()
	for _, name := range names {
		r := h.take(name)
		hash := ""
		if !r.Manifest {
			hash = h.hash
		}
		h.s.Arrived(r.ID, slices.Clone(h.files[name]), hash)
	}
}

// refuse lets a request fail.
func (h *fake) refuse(name, why string) { h.t.Helper(); h.s.Failed(h.take(name).ID, why) }

// serveAll answers everything until nothing more is asked for, except files
// that are lost, which always fail.
func (h *fake) serveAll(lost ...string) {
	h.t.Helper()
	for len(h.asked) > 0 {
		name := strings.TrimPrefix(h.asked[0].URL, "mnist/")
		if slices.Contains(lost, name) {
			h.refuse(name, "HTTP 404")
		} else {
			h.serve(name)
		}
	}
}

// run works until there is nothing to do, nor for replicas.
func (h *fake) run() {
	h.t.Helper()
	for i := 0; ; i++ {
		more := h.s.Run(time.Millisecond)
		for h.answer() {
			more = true
		}
		if !more {
			return
		}
		if i > 100_000 {
			h.t.Fatal("the session never rests")
		}
	}
}

// until works one slice at a time until f, and fails if it rests before.
func (h *fake) until(f func() bool) {
	h.t.Helper()
	for !f() {
		if !h.s.Run(0) && !h.answer() {
			h.t.Fatalf("rests in phase %v", h.s.training.phase)
		}
	}
}

func (h *fake) untilStep(n uint32) { h.t.Helper(); h.until(func() bool { return h.s.step() >= n }) }

func (h *fake) send(ms ...protocol.Message) {
	for _, m := range ms {
		h.s.Handle(m)
	}
}

// parse does as the page does.
func parse(t *testing.T, json string) recipe.Recipe {
	t.Helper()
	r, err := recipe.Parse([]byte(json))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func (h *fake) prepare(json string) {
	h.t.Helper()
	h.send(&protocol.Prepare{Recipe: parse(h.t, json)})
}

// trained returns a host whose session has trained smallRecipe to the end.
func trained(t *testing.T) *fake {
	h := newFake(t)
	h.prepare(smallRecipe)
	h.send(&protocol.Start{})
	h.serveAll()
	h.run()
	return h
}

// got returns the posted events of one type.
func got[M protocol.Message](h *fake) (out []M) {
	for _, m := range h.posts {
		if m, ok := m.(M); ok {
			out = append(out, m)
		}
	}
	return out
}

func last[M protocol.Message](h *fake) M {
	h.t.Helper()
	all := got[M](h)
	if len(all) == 0 {
		var m M
		h.t.Fatalf("no %T was posted", m)
	}
	return all[len(all)-1]
}

// phases returns the phases that were posted, and forgets all posts.
func (h *fake) phases() string {
	var names []string
	for _, p := range got[*protocol.PhaseChanged](h) {
		names = append(names, p.Phase.String())
	}
	h.posts = nil
	return strings.Join(names, " ")
}

func (h *fake) wantPhases(want string) {
	h.t.Helper()
	if got := h.phases(); got != want {
		h.t.Errorf("phases: %s; want %s", got, want)
	}
}

// faults returns the posted faults as "code where" words.
func (h *fake) faults() string {
	var out []string
	for _, f := range got[*protocol.Fault](h) {
		out = append(out, strings.TrimSpace(string(f.Code)+" "+f.Where))
	}
	return strings.Join(out, ", ")
}

func (h *fake) wantFaults(want string) {
	h.t.Helper()
	if got := h.faults(); got != want {
		h.t.Errorf("faults: %s; want %s", got, want)
	}
}
