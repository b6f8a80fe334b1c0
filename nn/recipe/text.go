package recipe

import "bytes"

// utf8Text returns b without the byte order mark that Windows' editors put
// before UTF-8. UTF-16, which begins with another, is a *FieldError.
func utf8Text(b []byte) ([]byte, error) {
	if bytes.HasPrefix(b, []byte("\xff\xfe")) || bytes.HasPrefix(b, []byte("\xfe\xff")) {
		return nil, wrong("recipe", "utf16")
	}
	return bytes.TrimPrefix(b, []byte("\xef\xbb\xbf")), nil
}
