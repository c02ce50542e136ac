package words

import (
	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// ByName compares names as a Chinese reader looks for them: by pinyin, Latin ones
// before. It is of one goroutine, and made anew for each sorting.
func ByName() func(a, b string) int { return collate.New(language.Chinese).CompareString }
