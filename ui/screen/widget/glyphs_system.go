//go:build !ci

package widget

import (
	"io"
	"log"
	"sync"

	"github.com/go-text/typesetting/fontscan"
)

// system is the system's fonts, as the toolkit asks them: by the same library, and
// through the index that it keeps in the user's cache.
var system struct {
	sync.Mutex
	fonts  *fontscan.FontMap
	opened bool
	has    map[rune]bool
}

// systemHas reports whether a font of the system has the character.
func systemHas(r rune) bool {
	system.Lock()
	defer system.Unlock()
	if !system.opened {
		system.opened, system.has = true, map[rune]bool{}
		fonts := fontscan.NewFontMap(log.New(io.Discard, "", 0))
		if fonts.UseSystemFonts("") == nil {
			fonts.SetQuery(fontscan.Query{Families: []string{fontscan.SansSerif}})
			system.fonts = fonts
		}
	}
	has, known := system.has[r]
	if !known && system.fonts != nil {
		if face := system.fonts.ResolveFace(r); face != nil {
			_, has = face.NominalGlyph(r)
		}
		system.has[r] = has
	}
	return has
}
