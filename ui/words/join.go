package words

import (
	"slices"
	"strings"

	"keyday/app"
)

// Join writes the parts that say something one after the other, with between
// between them.
func Join(between string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(slices.Clone(parts), func(s string) bool { return s == "" }), between)
}

// OneLine is a text on one line, and what in it is not plain shown by its number.
func OneLine(text string) string { return app.Visible(breaks.Replace(text)) }

var breaks = strings.NewReplacer("\r\n", " ", "\n", " ", "\t", " ")

// Tagged is the text behind its word, or nothing where there is no text.
func Tagged(word, text string) string {
	if text == "" {
		return ""
	}
	return word + text
}
