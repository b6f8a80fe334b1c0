package words

import "strings"

// english has an English sentence say "an 8": of the numbers in figures those that begin
// with 8, and 11 and 18, are spoken with a vowel. The other languages' sentences have no
// " a {name}" and stay as they are.
func english(sentence, name, value string) string {
	if strings.HasPrefix(value, "8") || value == "11" || value == "18" {
		return strings.ReplaceAll(sentence, " a "+name, " an "+name)
	}
	return sentence
}
