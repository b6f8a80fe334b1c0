// Package format is the small part of fmt that the engine's messages need.
// Package fmt, with the reflection and the os package that come with it, would
// add 113,000 bytes to the worker's compressed 977,000, of which it may have
// 1,000,000. go vet checks the formats as it does fmt's: see vet.go.
package format

import (
	"errors"
	"strconv"
)

// Errorf returns an error whose text is that of Sprintf, and which wraps the
// operands of %w verbs.
func Errorf(format string, args ...any) error {
	errorf(format, args...)
	text, wrapped := build(format, args)
	if len(wrapped) == 0 {
		return errors.New(text)
	}
	return &wrapper{text, wrapped}
}

// Sprintf formats as fmt.Sprintf does, for the verbs %d %s %v %q %g %x %w %%,
// with a width filled with zeros for %x. Operands are integers, strings, bytes
// of text, floats, bools, errors, values with a String method, and slices of
// strings; %q is for strings.
func Sprintf(format string, args ...any) string {
	sprintf(format, args...)
	text, _ := build(format, args)
	return text
}

// Appendf appends what Sprintf returns to b.
func Appendf(b []byte, format string, args ...any) []byte {
	sprintf(format, args...)
	text, _ := build(format, args)
	return append(b, text...)
}

// Sprint returns a value as %v does.
func Sprint(v any) string { return string(value(nil, v, 'v', 0, false)) }

type wrapper struct {
	text    string
	wrapped []error
}

func (w *wrapper) Error() string   { return w.text }
func (w *wrapper) Unwrap() []error { return w.wrapped }

func build(format string, args []any) (text string, wrapped []error) {
	var b []byte
	for i := 0; i < len(format); i++ {
		if format[i] != '%' {
			b = append(b, format[i])
			continue
		}
		width, sharp := 0, false
		for i++; i < len(format) && (format[i] == '#' || '0' <= format[i] && format[i] <= '9'); i++ {
			if format[i] == '#' {
				sharp = true
			} else {
				width = 10*width + int(format[i]-'0')
			}
		}
		switch {
		case i == len(format) || format[i] != '%' && len(args) == 0:
			b = append(b, "%!(MISSING)"...)
			continue
		case format[i] == '%':
			b = append(b, '%')
			continue
		}
		if err, ok := args[0].(error); ok && format[i] == 'w' {
			wrapped = append(wrapped, err)
		}
		b = value(b, args[0], format[i], width, sharp)
		args = args[1:]
	}
	if len(args) > 0 {
		b = append(b, "%!(EXTRA)"...)
	}
	return string(b), wrapped
}

func value(b []byte, arg any, verb byte, width int, sharp bool) []byte {
	switch v := arg.(type) {
	case error:
		return append(b, v.Error()...)
	case interface{ String() string }:
		return append(b, v.String()...)
	case string:
		if verb == 'q' {
			return strconv.AppendQuote(b, v)
		}
		return append(b, v...)
	case []byte:
		return append(b, v...)
	case bool:
		return strconv.AppendBool(b, v)
	case float64:
		return strconv.AppendFloat(b, v, 'g', -1, 64)
	case float32:
		return strconv.AppendFloat(b, float64(v), 'g', -1, 32)
	case []string:
		b = append(b, '[')
		for i, s := range v {
			if i > 0 {
				b = append(b, ' ')
			}
			b = append(b, s...)
		}
		return append(b, ']')
	case int:
		if v < 0 {
			return strconv.AppendInt(b, int64(v), 10)
		}
		return integer(b, uint64(v), verb, width, sharp)
	case uint8:
		return integer(b, uint64(v), verb, width, sharp)
	case uint32:
		return integer(b, uint64(v), verb, width, sharp)
	case uint64:
		return integer(b, v, verb, width, sharp)
	}
	return append(b, "%!(UNKNOWN TYPE)"...)
}

func integer(b []byte, v uint64, verb byte, width int, sharp bool) []byte {
	if verb != 'x' {
		return strconv.AppendUint(b, v, 10)
	}
	if sharp {
		b = append(b, "0x"...)
	}
	digits := strconv.FormatUint(v, 16)
	for n := len(digits); n < width; n++ {
		b = append(b, '0')
	}
	return append(b, digits...)
}
