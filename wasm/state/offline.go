package state

import (
	"strconv"
	"strings"

	"github.com/zerokara/zerokara/wasm/protocol"
	"github.com/zerokara/zerokara/wasm/words"
)

// Notices about the page without a network.
const (
	CodeOffline protocol.Code = "offline"
	CodeRelease protocol.Code = "release" // a newer one is there
)

// What became of keeping a release in the browser, as site/sw.js tells it; and the keys of
// the sentences that say so.
const (
	OfflineKeeping = "keeping" // under way
	OfflineKept    = "kept"    // all its files are there, and are what they should be
	OfflineMetered = "metered" // it waits for the visitor
	OfflineFull    = "full"    // the browser gives no room
	OfflineFailed  = "failed"  // a file did not come, or was not what it should be
	OfflineRefused = "refused" // the browser keeps no pages
)

// Offline is what is known of the page without a network. The zero Offline is where
// nothing can be kept: nothing is said.
type Offline struct {
	Release string // the page's
	Told    string // the outcome that the visitor knows of, from visits before

	outcome      string // of the page's release
	bytes, total int    // those that are there, or those that are to be fetched
	offered      bool   // a newer release is there
	costs        int    // bytes of a newer release that waits for the visitor
}

// Tell takes what the service worker of the page's release or of a newer one tells:
// outcome, release, bytes, bytes in all.
func (o *Offline) Tell(message string) {
	parts := strings.Split(message, " ")
	if len(parts) != 4 {
		return
	}
	bytes, _ := strconv.Atoi(parts[2])
	switch total, _ := strconv.Atoi(parts[3]); {
	case parts[1] == o.Release:
		o.outcome, o.bytes, o.total = parts[0], bytes, total
	case parts[0] == OfflineMetered:
		o.costs = bytes
	default:
		o.offered, o.costs = o.offered || parts[0] == OfflineKept, 0
	}
}

// Refuse takes an error of the browser's. A TypeError is one of the line, or of a host
// without the service worker: as if there were none.
func (o *Offline) Refuse(reason string) {
	if !strings.Contains(reason, "TypeError") {
		o.outcome = OfflineRefused
	}
}

// Memory is what Told is to be on the next visit. A question stands until it is answered.
func (o *Offline) Memory() string {
	switch o.outcome {
	case OfflineKept, OfflineFull, OfflineRefused:
		return o.outcome
	}
	return o.Told
}

// notices appends what the visitor is to know, once: one thing at a time.
func (o *Offline) notices(w *words.Words, all []Notice) []Notice {
	code, text := CodeOffline, ""
	switch {
	case o.offered:
		code, text = CodeRelease, w.T("offline.newer")
	case o.outcome == "", o.outcome == o.Told, o.outcome == OfflineKeeping, o.outcome == OfflineFailed:
		return all
	case o.outcome == OfflineKept:
		text = w.T("offline.now")
	default:
		text = o.Text(w)
	}
	return append(all, Notice{
		ID: string(code), Text: text, Quiet: true, Code: code,
		Take: o.offered, Keep: !o.offered && o.outcome == OfflineMetered,
	})
}

// Text says how the page stands without a network, "" for nothing.
func (o *Offline) Text(w *words.Words) string {
	switch {
	case o.outcome == "":
		return ""
	case o.costs > 0:
		return o.fill(w, o.outcome) + w.T("offline.costs")
	}
	return o.fill(w, o.outcome)
}

// Button is the label of the button that lets a metered line be used, "" for none.
func (o *Offline) Button(w *words.Words) string {
	if o.costs == 0 && o.outcome != OfflineMetered {
		return ""
	}
	return o.fill(w, "keep")
}

// fill rounds megabytes up: what is asked for is never more than is said.
func (o *Offline) fill(w *words.Words, key string) string {
	const mb = 1_000_000
	bytes := max(o.bytes, 1)
	if o.costs > 0 {
		bytes = o.costs
	}
	return w.Fill("offline."+key, []string{"mb", strconv.Itoa((bytes-1)/mb + 1), "total", strconv.Itoa((o.total-1)/mb + 1)})
}
