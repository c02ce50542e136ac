package paper

import "keyday/app"

// or is the text, or the other where there is none.
func or(text, other string) string {
	if text == "" {
		return other
	}
	return text
}

// bracketed is a text in brackets, as it stands behind a name; nothing stays nothing.
func bracketed(text string) string {
	if text == "" {
		return ""
	}
	return "（" + text + "）"
}

// area is square metres as printed.
func area(a app.Area) string {
	if a.IsZero() {
		return ""
	}
	return a.String() + " m²"
}
