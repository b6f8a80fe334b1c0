package table

import "strings"

// Cut cuts what follows the "?" in an address where a lab's part begins, with "lab=".
// What stands before it is the page's: so their names do not collide.
func Cut(query string) (page, lab string) { return CutAt(query, "lab=") }

// CutAt cuts where the part of something else begins, with a key.
func CutAt(query, key string) (page, part string) {
	if strings.HasPrefix(query, key) {
		return "", query
	}
	if i := strings.Index(query, "&"+key); i >= 0 {
		return query[:i], query[i+1:]
	}
	return query, ""
}

// ParseQuery reads what follows the "?" in a chapter's address: the lab that it opens,
// "" for the chapter's own page, and what the lab is to show, "gate=xor&w1=0.5". ok is
// false if the chapter has no such lab.
func ParseQuery(chapter, query string) (id, rest string, ok bool) {
	_, query = Cut(query)
	id, rest, _ = strings.Cut(strings.TrimPrefix(query, "lab="), "&")
	if id == "" {
		return "", "", true
	}
	l, ok := Find(id)
	if !ok || l.Chapter() != chapter {
		return "", "", false
	}
	return id, rest, true
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
