package format

// In the browser's programs, which must not link fmt, there is nothing to check:
// their source is checked natively.

func errorf(string, ...any)  {}
func sprintf(string, ...any) {}
