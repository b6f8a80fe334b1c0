package state

import (
	"errors"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/zerokara/zerokara/nn/ink"
	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/wasm/lab/table"
)

// MaxLink is the longest fragment of an address that is read, in bytes.
const MaxLink = 4096

// Link is what an address says: a place and the state of the page there. Its keys stand
// before "lab=", what follows that is the lab's: so no name of a lab's can be taken for
// one of them.
type Link struct {
	Place   Place
	Run     bool // it has a recipe
	Recipe  recipe.Recipe
	Step    uint32 // at which the run rested; 0 for none
	Expect  Expect
	Drawing []ink.Stroke
	Digit   int    // 1 + what the drawing is said to be; 0 for nothing
	Lang    string // "" for the reader's own
	Hide    Parts
	Lock    Parts
	Big     bool   // a presentation
	Embed   bool   // view=embed
	Lab     string // "lab=5.4&...", or a race's "a=...&b=..."
}

// Expect is the fingerprint that a run's weights are to have, by a version of the
// engine. Without one Fingerprint is 0.
type Expect struct {
	Engine      int
	Fingerprint uint64
}

// Parts are parts of the page, which a link hides or locks.
type Parts struct{ Answer, Recipe bool }

// partNames are Parts as a link has them.
const partNames = "answer, recipe"

// Languages that a link may ask for.
const languageNames = "en, ja"

// The keys beside those of a recipe, as they are written.
const (
	keyAtStep, keyExpect, keyDraw, keyDigit    = "step", "expect", "draw", "digit"
	keyLang, keyHide, keyLock, keyBig, keyView = "lang", "hide", "lock", "big", "view"
)

// errDrawing is that a link's drawing cannot be read.
var errDrawing = errors.New("state: a link's drawing cannot be read")

// LinkError is why a link was refused, and at which key. Err is a *recipe.FieldError or
// errDrawing.
type LinkError struct {
	Key string
	Err error
}

// Error implements error.
func (e *LinkError) Error() string { return "link: " + e.Key + ": " + e.Err.Error() }

func refuseLink(key, code string, values ...any) error {
	return &LinkError{key, recipe.Refuse(key, code, values...)}
}

// pair is a key of a link with its value.
type pair struct{ key, value string }

// ParseLink reads an address's fragment. Of a place that there is not, Place is Watch. A
// link is taken as a whole or refused: an error is a *LinkError.
func ParseLink(fragment string) (Link, error) {
	if len(fragment) > MaxLink {
		return Link{}, refuseLink("#", "size", len(fragment), MaxLink)
	}
	var l Link
	l.Place, _ = ParsePlace(fragment)
	first := "lab="
	if l.Place == "race" {
		first = "a=" // what follows is the race's
	}
	keys, lab := table.CutAt(Query(fragment), first)
	l.Lab = lab
	pairs, err := readPairs(keys)
	if err != nil {
		return Link{}, err
	}
	var run []pair
	for _, p := range pairs {
		own, err := l.read(p)
		if err != nil {
			return Link{}, err
		}
		if !own {
			run = append(run, p)
		}
	}
	l.Run = len(run) > 0 || l.Expect.Fingerprint != 0 || l.Step > 0
	if l.Run {
		if l.Recipe, err = readRecipe(run); err != nil {
			return Link{}, err
		}
	}
	return l, nil
}

// readPairs reads keys and values, which are text that can be shown.
func readPairs(query string) (pairs []pair, err error) {
	for part := range strings.SplitSeq(query, "&") {
		if part == "" {
			continue
		}
		key, value, _ := strings.Cut(part, "=")
		if !isKey(key) {
			return nil, refuseLink(printable(key), "noField", knownKeys())
		}
		for _, p := range pairs {
			if p.key == key {
				return nil, refuseLink(key, "twice")
			}
		}
		text, ok := unescape(value)
		if !ok {
			return nil, refuseLink(key, "utf8")
		}
		if strings.ContainsFunc(text, hides) {
			return nil, refuseLink(key, "control")
		}
		pairs = append(pairs, pair{key, text})
	}
	return pairs, nil
}

// read takes a key that is not of a recipe, and reports whether it is one.
func (l *Link) read(p pair) (own bool, err error) {
	switch p.key {
	case keyAtStep:
		n, err := strconv.ParseUint(p.value, 10, 32)
		if err != nil || n > recipe.MaxSteps {
			return true, refuseLink(p.key, "notNumber", p.value)
		}
		l.Step = uint32(n)
	case keyExpect:
		if l.Expect, err = readExpect(p.value); err != nil {
			return true, err
		}
	case keyDraw:
		var ok bool
		if l.Drawing, ok = readStrokes(p.value); !ok {
			return true, &LinkError{p.key, errDrawing}
		}
	case keyDigit:
		if len(p.value) != 1 || p.value < "0" || p.value > "9" {
			return true, refuseLink(p.key, "unknown", p.value, "a digit", "0, 1, 2, 3, 4, 5, 6, 7, 8, 9")
		}
		l.Digit = 1 + int(p.value[0]-'0')
	case keyLang:
		if p.value != "en" && p.value != "ja" {
			return true, refuseLink(p.key, "unknown", p.value, "a language", languageNames)
		}
		l.Lang = p.value
	case keyHide:
		l.Hide, err = readParts(p)
	case keyLock:
		l.Lock, err = readParts(p)
	case keyBig:
		if p.value != "" && p.value != "1" {
			return true, refuseLink(p.key, "unknown", p.value, "a size", "1")
		}
		l.Big = true
	case keyView:
		if p.value != "embed" {
			return true, refuseLink(p.key, "unknown", p.value, "a view", "embed")
		}
		l.Embed = true
	default:
		return false, nil
	}
	return true, err
}

// readExpect reads "2-0123456789abcdef": the engine's version and the fingerprint.
func readExpect(s string) (Expect, error) {
	engine, digits, _ := strings.Cut(s, "-")
	n, err := strconv.ParseUint(engine, 10, 16)
	f, bad := strconv.ParseUint(digits, 16, 64)
	if err != nil || bad != nil || n == 0 || f == 0 || len(digits) != 16 {
		return Expect{}, refuseLink(keyExpect, "notNumber", s)
	}
	return Expect{int(n), f}, nil
}

func (e Expect) text() string { return strconv.Itoa(e.Engine) + "-" + hex(e.Fingerprint) }

func readParts(p pair) (parts Parts, err error) {
	for name := range strings.SplitSeq(p.value, ",") {
		switch name {
		case "answer":
			parts.Answer = true
		case "recipe":
			parts.Recipe = true
		default:
			return Parts{}, refuseLink(p.key, "unknown", name, "a part", partNames)
		}
	}
	return parts, nil
}

func (p Parts) text() string {
	switch {
	case p.Answer && p.Recipe:
		return "answer,recipe"
	case p.Answer:
		return "answer"
	case p.Recipe:
		return "recipe"
	}
	return ""
}

// Fragment writes the link as ParseLink reads it: what says nothing is left out.
func (l *Link) Fragment() string {
	var run []pair
	if l.Run {
		run, _ = recipePairs(l.Recipe)
	}
	return l.fragment(run, strokesText(l.Drawing))
}

func (l *Link) fragment(run []pair, drawing string) string {
	to := []byte(l.Place.Fragment())
	next := byte('?')
	put := func(key, value string) {
		to = append(to, next)
		to = appendEscaped(append(append(to, key...), '='), value)
		next = '&'
	}
	add := func(key, value string) {
		if value != "" {
			put(key, value)
		}
	}
	for _, p := range run {
		put(p.key, p.value)
	}
	if l.Step > 0 {
		add(keyAtStep, strconv.Itoa(int(l.Step)))
	}
	if l.Expect.Fingerprint != 0 {
		add(keyExpect, l.Expect.text())
	}
	add(keyDraw, drawing)
	if l.Digit > 0 {
		put(keyDigit, strconv.Itoa(l.Digit-1))
	}
	add(keyLang, l.Lang)
	add(keyHide, l.Hide.text())
	add(keyLock, l.Lock.text())
	if l.Big {
		add(keyBig, "1")
	}
	if l.Embed {
		add(keyView, "embed")
	}
	if l.Lab != "" {
		to = append(append(to, next), l.Lab...)
	}
	return string(to)
}

// isKey reports whether a key is spelt as all are.
func isKey(s string) bool {
	const longest = 32
	for i := range len(s) {
		if c := s[i] | 0x20; (c < 'a' || c > 'z') && (s[i] < '0' || s[i] > '9') && s[i] != '.' {
			return false
		}
	}
	return s != "" && len(s) <= longest
}

// hides reports whether a character is not seen, or changes how others are: controls,
// marks of direction, separators of lines.
func hides(c rune) bool { return unicode.In(c, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) }

// printable is what can be shown of a text that somebody else wrote.
func printable(s string) string {
	const longest = 40
	s = strings.Map(func(c rune) rune {
		if c == utf8.RuneError || hides(c) {
			return '?'
		}
		return c
	}, s)
	n := 0
	for i := range s {
		if n++; n > longest {
			return s[:i] + "…"
		}
	}
	return s
}

// plainByte reports whether a byte stands for itself in a value.
func plainByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-._~,", c) >= 0
}

// appendEscaped appends a value in percent-encoding.
func appendEscaped(to []byte, s string) []byte {
	const digits = "0123456789ABCDEF"
	for i := range len(s) {
		if c := s[i]; plainByte(c) {
			to = append(to, c)
		} else {
			to = append(to, '%', digits[c>>4], digits[c&15])
		}
	}
	return to
}

// unescape reads that, once. ok is false if it is not text.
func unescape(s string) (text string, ok bool) {
	if !strings.Contains(s, "%") {
		return s, utf8.ValidString(s)
	}
	var to []byte
	for i := 0; i < len(s); i++ {
		if s[i] != '%' {
			to = append(to, s[i])
			continue
		}
		if i+2 >= len(s) {
			return "", false
		}
		c, err := strconv.ParseUint(s[i+1:i+3], 16, 8)
		if err != nil {
			return "", false
		}
		to = append(to, byte(c))
		i += 2
	}
	return string(to), utf8.Valid(to)
}
