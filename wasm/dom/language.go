//go:build js

package dom

import "strings"

// Language returns the language that the page is in: "en" or "ja".
func Language() string { return document.Get("documentElement").Get("lang").String() }

// BrowserLanguage returns the one that the page would be in if nobody had chosen: see
// site/i18n.js.
func BrowserLanguage() string {
	all := window.Get("navigator").Get("languages")
	for i := range all.Length() {
		if l := strings.ToLower(all.Index(i).String() + "  ")[:2]; l == "en" || l == "ja" {
			return l
		}
	}
	return "en"
}

// SetLanguage presses the button of a language.
func SetLanguage(l string) {
	if b := document.Call("querySelector", "[data-lang="+l+"]"); b.Truthy() && l != Language() {
		b.Call("click")
	}
}
