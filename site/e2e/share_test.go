package e2e

import (
	"strings"
	"testing"
)

// TestShareSheet sends the link on by the system's sheet, which the visitor then closes:
// that is no fault.
func TestShareSheet(t *testing.T) {
	t.Parallel()
	p := open(t, phone, before(`globalThis.sent = [];
		Navigator.prototype.share = function (data) { sent.push(data); return Promise.reject(new DOMException("closed", "AbortError")); };`))
	p.draw(7)
	p.click("#share-open")
	p.await("the button", `e2e.one("#share-send").checkVisibility() && e2e.one("#share-link").value.includes("draw=")`, patience)
	p.click("#share-send")
	p.await("the sheet", "sent.length === 1", patience)
	link := eval[string](p, `e2e.one("#share-link").value`)
	if url, title := eval[string](p, "sent[0].url"), eval[string](p, "sent[0].title"); url != link || !strings.Contains(title, "Zerokara") {
		t.Errorf("sent is %q, called %q; the link is %q", url, title, link)
	}
	p.click("#share-with")
	p.await("the drawing is out", `!e2e.one("#share-link").value.includes("draw=")`, patience)
	p.click("#share-send")
	p.await("the sheet again, without it", `sent.length === 2 && sent[1].url === e2e.one("#share-link").value`, patience)
}
