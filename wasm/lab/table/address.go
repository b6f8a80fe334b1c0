package table

import "strings"

// ParseQuery reads what follows the "?" in a chapter's address: the lab that it opens,
// "" for the chapter's own page, and what the lab is to show, "gate=xor&w1=0.5". ok is
// false if the chapter has no such lab.
func ParseQuery(chapter, query string) (id, rest string, ok bool) {
	var parts []string
	for part := range strings.SplitSeq(query, "&") {
		if v, is := strings.CutPrefix(part, "lab="); is {
			id = v
		} else if part != "" {
			parts = append(parts, part)
		}
	}
	if id == "" {
		return "", "", true
	}
	l, ok := Find(id)
	if !ok || l.Chapter() != chapter {
		return "", "", false
	}
	return id, strings.Join(parts, "&"), true
}

// OwnPrimary reports whether the lab that a chapter's address opens has a primary button
// of its own.
func OwnPrimary(chapter, query string) bool {
	id, _, _ := ParseQuery(chapter, query)
	l, _ := Find(id)
	return l.Primary
}

// Query returns what ParseQuery reads.
func Query(id, rest string) string {
	if id == "" {
		return ""
	}
	if rest != "" {
		rest = "&" + rest
	}
	return "lab=" + id + rest
}
