package state

import (
	"strings"
	"testing"

	"github.com/zerokara/zerokara/wasm/words"
)

// offline is a page of the release "a" and what its service workers tell, in turn.
func offline(told string, messages ...string) *Model {
	m := &Model{Offline: Offline{Release: "a", Told: told}}
	for _, s := range messages {
		m.Offline.Tell(s)
	}
	return m
}

func TestOffline(t *testing.T) {
	w := englishWords(t)
	for name, c := range map[string]struct {
		model  *Model
		text   string // a part of what the section says
		button string
		notice string // a part of the only one
		memory string
	}{
		"nothing is told":         {model: offline("kept"), memory: "kept"},
		"no message of ours":      {model: offline("", "<object>", "kept a")},
		"under way":               {model: offline("", "keeping a 12000001 26000000"), text: "13 of 26 MB"},
		"kept":                    {model: offline("", "keeping a 0 9", "kept a 26000001 26000001"), text: "works offline: all of it (27 MB", notice: "now works offline", memory: "kept"},
		"kept since before":       {model: offline("kept", "kept a 26 26"), text: "works offline", memory: "kept"},
		"a metered line":          {model: offline("", "metered a 3000000 26000000"), text: "3 MB at most", button: "Fetch up to 3 MB", notice: "3 MB at most"},
		"it was declined":         {model: offline("metered", "metered a 3 26"), text: "1 MB at most", button: "Fetch up to 1 MB", memory: "metered"},
		"full":                    {model: offline("", "full a 0 26000000"), text: "has no room for the 26 MB", notice: "no room", memory: "full"},
		"full, again":             {model: offline("full", "full a 0 26000000"), text: "no room", memory: "full"},
		"a torn file":             {model: offline("", "failed a 0 26000000"), text: "Not everything could be fetched"},
		"and the next visit":      {model: offline("", "failed a 0 2", "kept a 2 2"), text: "works offline", notice: "now works", memory: "kept"},
		"a newer release comes":   {model: offline("kept", "kept a 2 2", "keeping b 1 2"), text: "works offline", memory: "kept"},
		"it is there":             {model: offline("kept", "kept a 2 2", "keeping b 1 2", "kept b 2 2"), text: "works offline", notice: "new version", memory: "kept"},
		"before this one":         {model: offline("", "kept b 2 2"), notice: "new version"},
		"it came torn":            {model: offline("kept", "kept a 2 2", "failed b 0 2"), text: "works offline", memory: "kept"},
		"it costs":                {model: offline("kept", "kept a 26000000 26000000", "metered b 4000000 26000000"), text: "26 MB, with the images) is kept in this browser. There is a new version.", button: "Fetch up to 4 MB", memory: "kept"},
		"it is fetched after all": {model: offline("kept", "kept a 2 2", "metered b 1 2", "keeping b 1 2"), text: "works offline", memory: "kept"},
	} {
		o := &c.model.Offline
		if got := o.Text(w); !strings.Contains(got, c.text) || (c.text == "") != (got == "") || strings.Contains(got, "{") {
			t.Errorf("%s: it says %q, want %q", name, got, c.text)
		}
		if got := o.Button(w); got != c.button {
			t.Errorf("%s: the button is %q, want %q", name, got, c.button)
		}
		if got := o.Memory(); got != c.memory {
			t.Errorf("%s: remembered is %q, want %q", name, got, c.memory)
		}
		all := c.model.Notices(w)
		switch {
		case c.notice == "" && len(all) > 0, c.notice != "" && (len(all) != 1 || !strings.Contains(all[0].Text, c.notice) || !all[0].Quiet):
			t.Errorf("%s: the notices are %+v, want one of %q", name, all, c.notice)
		case c.notice != "" && (all[0].Keep != strings.Contains(c.notice, "at most") || all[0].Take != strings.Contains(c.notice, "version")):
			t.Errorf("%s: the buttons are not those of %+v", name, all[0])
		}
	}
}

// TestOfflineDismissed checks that what was closed stays so, that a question which was
// closed is none on the next visit, and that what comes after a closed notice is said.
func TestOfflineDismissed(t *testing.T) {
	w := englishWords(t)
	m := offline("", "metered a 3 26")
	m.Dismiss(CodeOffline)
	if n := m.Notices(w); len(n) > 0 || m.Offline.Memory() != OfflineMetered {
		t.Errorf("after it is closed: %+v, remembered is %q", n, m.Offline.Memory())
	}
	m.Offline.Tell("kept a 26 26")
	if n := m.Notices(w); len(n) != 1 || m.Offline.Memory() != OfflineKept {
		t.Errorf("after it was fetched: %+v, remembered is %q", n, m.Offline.Memory())
	}
	m.Offline.Tell("kept b 26 26")
	m.Dismiss(CodeRelease)
	if n := m.Notices(w); len(n) != 1 || n[0].Code != CodeOffline {
		t.Errorf("after the new version was declined: %+v", n)
	}
}

// TestOfflineRefused tells a browser that keeps nothing from a line or a host.
func TestOfflineRefused(t *testing.T) {
	w := englishWords(t)
	for reason, refused := range map[string]bool{
		"SecurityError: The operation is insecure.":                            true,
		"NotSupportedError: The user denied permission to use Service Worker.": true,
		"TypeError: Failed to register a ServiceWorker: 404":                   false,
	} {
		m := offline("")
		m.Offline.Refuse(reason)
		if got := m.Offline.Text(w); strings.Contains(got, "does not let Zerokara be kept") != refused || len(m.Notices(w)) > 0 != refused {
			t.Errorf("%s: it says %q", reason, got)
		}
	}
}

// TestOfflineWords checks that no sentence is left with a name in it, in any language.
func TestOfflineWords(t *testing.T) {
	for language, sentences := range languages(t) {
		var w words.Words
		w.Use(joined(sentences))
		for _, outcome := range outcomes {
			m := offline("", outcome+" a 1 2", "metered b 1 2")
			if got := m.Offline.Text(&w) + m.Offline.Button(&w); strings.ContainsAny(got, "{}") || strings.HasPrefix(got, "offline.") {
				t.Errorf("%s: %s is %q", language, outcome, got)
			}
		}
	}
}

// outcomes are all that there are.
var outcomes = []string{OfflineKeeping, OfflineKept, OfflineMetered, OfflineFull, OfflineFailed, OfflineRefused}
