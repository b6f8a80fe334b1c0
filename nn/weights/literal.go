package weights

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A NumPy header is a Python literal, of which NumPy takes any that
// ast.literal_eval does. Its values here: string, int, bool, nil for None, and the
// three below.
type (
	pyTuple []any
	pyList  []any
	pyDict  map[string]any // with strings as keys only
)

// maxDepth bounds how deep a literal nests; a header nests three deep.
const maxDepth = 16

// literal parses s as one Python literal, by the part of ast.literal_eval that
// headers can need: without floating point numbers, bytes and sets. It takes
// Python 2's long integers (4L), as NumPy does.
func literal(s string) (any, error) {
	p := literalParser{s: s}
	v, err := p.value(0)
	if err == nil && p.peek() != 0 {
		err = fmt.Errorf("%.20q stands after its end", p.s[p.at:])
	}
	return v, err
}

// literalParser reads s from at.
type literalParser struct {
	s  string
	at int
}

// peek skips blanks, comments and joined lines and returns the next byte, 0 at
// the end.
func (p *literalParser) peek() byte {
	for p.at < len(p.s) {
		rest := p.s[p.at:]
		switch {
		case strings.IndexByte(" \t\r\n\f", rest[0]) >= 0:
			p.at++
		case strings.HasPrefix(rest, "\\\n"):
			p.at += 2
		case rest[0] == '#':
			end := strings.IndexByte(rest, '\n')
			if end < 0 {
				end = len(rest)
			}
			p.at += end
		default:
			return rest[0]
		}
	}
	return 0
}

// take skips the byte if it is next.
func (p *literalParser) take(c byte) bool {
	if p.peek() != c {
		return false
	}
	p.at++
	return true
}

// unexpected returns the error about the text at p.at.
func (p *literalParser) unexpected() error {
	if p.peek() == 0 {
		return errors.New("it ends too soon")
	}
	return fmt.Errorf("%.20q is not expected there", p.s[p.at:])
}

func (p *literalParser) value(depth int) (any, error) {
	if depth == maxDepth {
		return nil, fmt.Errorf("it nests deeper than %d", maxDepth)
	}
	switch c := p.peek(); {
	case p.take('('):
		items, comma, err := p.items(')', depth)
		if err == nil && len(items) == 1 && !comma { // a value in parentheses
			return items[0], nil
		}
		return pyTuple(items), err
	case p.take('['):
		items, _, err := p.items(']', depth)
		return pyList(items), err
	case p.take('{'):
		return p.dict(depth)
	case c >= '0' && c <= '9', c == '+', c == '-':
		return p.number()
	case c == '\'' || c == '"':
		return p.text()
	}
	switch word := p.word(); word {
	case "True", "False":
		return word == "True", nil
	case "None":
		return nil, nil
	case "u", "U", "r", "R":
		if p.at < len(p.s) && (p.s[p.at] == '\'' || p.s[p.at] == '"') {
			p.at -= len(word)
			return p.text()
		}
		fallthrough
	default:
		p.at -= len(word)
		return nil, p.unexpected()
	}
}

// items parses values with commas between them up to the closing bracket, and
// reports whether a comma came last.
func (p *literalParser) items(end byte, depth int) (items []any, comma bool, err error) {
	for !p.take(end) {
		if len(items) > 0 && !comma {
			return nil, false, p.unexpected()
		}
		v, err := p.value(depth + 1)
		if err != nil {
			return nil, false, err
		}
		items = append(items, v)
		comma = p.take(',')
	}
	return items, comma, nil
}

// dict parses a dictionary after its brace. As in Python, the last of equal keys
// counts.
func (p *literalParser) dict(depth int) (pyDict, error) {
	d := pyDict{}
	for comma := true; !p.take('}'); comma = p.take(',') {
		if !comma {
			return nil, p.unexpected()
		}
		key, err := p.value(depth + 1)
		if err != nil {
			return nil, err
		}
		name, ok := key.(string)
		if !ok || !p.take(':') {
			return nil, p.unexpected()
		}
		if d[name], err = p.value(depth + 1); err != nil {
			return nil, err
		}
	}
	return d, nil
}

// word takes the letters, digits and underscores that come next.
func (p *literalParser) word() string {
	start := p.at
	for p.at < len(p.s) {
		c := p.s[p.at]
		if c|0x20 < 'a' || c|0x20 > 'z' {
			if c != '_' && (c < '0' || c > '9') {
				break
			}
		}
		p.at++
	}
	return p.s[start:p.at]
}

// number parses a whole number.
func (p *literalParser) number() (int, error) {
	sign := ""
	if p.take('-') {
		sign = "-"
	} else {
		p.take('+')
	}
	p.peek() // blanks after the sign
	digits := strings.TrimSuffix(p.word(), "L")
	if strings.Trim(digits, "0") == "" && digits != "" {
		digits = "0" // 00 is 0, and no octal number
	}
	if len(digits) > 1 && digits[0] == '0' && strings.IndexByte("0123456789_", digits[1]) >= 0 {
		return 0, fmt.Errorf("%.20q is not a whole number: it begins with 0", digits)
	}
	n, err := strconv.ParseInt(sign+digits, 0, 64) // 0x10, 0o10, 0b10 and 1_000 as in Python
	if err != nil {
		return 0, fmt.Errorf("%.20q is not a whole number of 64 bits", sign+digits)
	}
	return int(n), nil
}

// text parses a string, or several in a row, which Python joins.
func (p *literalParser) text() (string, error) {
	var b strings.Builder
	for {
		raw := false
		switch p.peek() {
		case 'r', 'R':
			raw = true
			p.at++
		case 'u', 'U':
			p.at++
		}
		if p.at == len(p.s) || p.s[p.at] != '\'' && p.s[p.at] != '"' {
			return "", p.unexpected()
		}
		quote := p.s[p.at : p.at+1]
		if triple := strings.Repeat(quote, 3); strings.HasPrefix(p.s[p.at:], triple) {
			quote = triple
		}
		p.at += len(quote)
		if err := p.quoted(&b, quote, raw); err != nil {
			return "", err
		}
		if c := p.peek(); c == 0 || strings.IndexByte("'\"rRuU", c) < 0 {
			return b.String(), nil
		}
	}
}

// quoted parses a string's content and its closing quote.
func (p *literalParser) quoted(b *strings.Builder, quote string, raw bool) error {
	for p.at < len(p.s) {
		rest := p.s[p.at:]
		switch {
		case strings.HasPrefix(rest, quote):
			p.at += len(quote)
			return nil
		case rest[0] == '\n' && len(quote) == 1:
			return errors.New("a string ends with its line")
		case rest[0] == '\\' && len(rest) > 1 && raw:
			b.WriteString(rest[:2])
			p.at += 2
		case rest[0] == '\\':
			if err := p.escape(b); err != nil {
				return err
			}
		default:
			b.WriteByte(rest[0])
			p.at++
		}
	}
	return errors.New("a string has no end")
}

// escapes are the values of Python's one-letter escapes; an escaped newline has
// none.
var escapes = map[byte]string{
	'\\': "\\", '\'': "'", '"': "\"", 'a': "\a", 'b': "\b", 'f': "\f", 'n': "\n", 'r': "\r", 't': "\t", 'v': "\v", '\n': "",
}

// escape parses a backslash and what follows it.
func (p *literalParser) escape(b *strings.Builder) error {
	rest := p.s[p.at+1:]
	if rest == "" {
		return errors.New("a string has no end")
	}
	if s, ok := escapes[rest[0]]; ok {
		b.WriteString(s)
		p.at += 2
		return nil
	}
	base, digits := 16, rest[1:]
	size, ok := map[byte]int{'x': 2, 'u': 4, 'U': 8}[rest[0]]
	skip := 2 + size
	switch {
	case ok:
		if len(digits) < size {
			return errors.New("a string has no end")
		}
		digits = digits[:size]
	case rest[0] >= '0' && rest[0] <= '7':
		n := 1
		for n < min(3, len(rest)) && rest[n] >= '0' && rest[n] <= '7' {
			n++
		}
		base, digits, skip = 8, rest[:n], 1+n
	case rest[0] == 'N':
		return errors.New(`a string names a character, \N{…}`)
	default: // no escape: Python keeps the backslash
		b.WriteByte('\\')
		p.at++
		return nil
	}
	r, err := strconv.ParseUint(digits, base, 32)
	if err != nil || r > utf8.MaxRune {
		return fmt.Errorf("%.12q in a string is not a character", rest)
	}
	b.WriteRune(rune(r))
	p.at += skip
	return nil
}
