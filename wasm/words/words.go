// Package words turns keys into the page's sentences, in the language that the page
// is in. The sentences are those of site/i18n; a test of wasm/state compares the keys
// and names that Go and the scripts use with them. It knows nothing of JavaScript.
package words

import (
	"strconv"
	"strings"
)

// Words has the sentences of one language.
type Words struct{ sentences map[string]string }

// Use takes a language's sentences: key, sentence, key, sentence, ..., separated by
// NULs, as site/i18n.js gives them.
func (w *Words) Use(joined string) {
	parts := strings.Split(joined, "\x00")
	w.sentences = make(map[string]string, len(parts)/2)
	for i := 0; i+1 < len(parts); i += 2 {
		w.sentences[parts[i]] = parts[i+1]
	}
}

// T returns the sentence of a key, with each {name} replaced by its value. values are
// names and values in turn; a value is a string or an int. Without a sentence it
// returns the key.
func (w *Words) T(key string, values ...any) string {
	texts := make([]string, len(values))
	for i, v := range values {
		texts[i] = text(v)
	}
	return w.Fill(key, texts)
}

// Name returns the sentence of a key that is built: the name of one of a group, such
// as an optimiser.
func (w *Words) Name(group, of string) string { return w.Fill(group+"."+of, nil) }

// Find returns the sentence of a key that is put together.
func (w *Words) Find(key string) (sentence string, ok bool) {
	sentence, ok = w.sentences[key]
	return sentence, ok
}

// Named returns the sentence of prefix and name; without one it returns the name.
func (w *Words) Named(prefix, name string) string {
	if s, ok := w.Find(prefix + name); ok {
		return s
	}
	return name
}

// Fill returns the sentence of a key that is put together, with each {name} replaced
// by its value. values are names and values in turn.
func (w *Words) Fill(key string, values []string) string {
	s, ok := w.sentences[key]
	if !ok {
		if s, ok = w.sentences[""]; ok { // the language did not load: site/i18n.js
			return s
		}
		return key
	}
	for i := 0; i+1 < len(values); i += 2 {
		name, value := "{"+values[i]+"}", values[i+1]
		s = strings.ReplaceAll(english(s, name, value), name, value)
	}
	return s
}

func text(value any) string {
	switch v := value.(type) {
	case int:
		return strconv.Itoa(v)
	case string:
		return v
	}
	panic("words: a value is a string or an int")
}
