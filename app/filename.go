package app

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// FileName is a text as every file system takes it for a name, in most bytes at most;
// "" where nothing of the text can stand in one. What no file is called by becomes a
// dash, what nobody would see in the name goes, and the names that Windows keeps for
// its devices are marked. An ending is put behind it by the caller, who leaves room
// for it: file systems take 255 bytes, of which a Chinese character has three.
func FileName(text string, most int) string {
	name := strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n':
			return ' '
		case r == utf8.RuneError || Unseen(r):
			return -1
		case strings.ContainsRune(`/\:*?"<>|`, r):
			return '-'
		}
		return r
	}, text)
	// A dot at either end means something of its own here or there.
	name = strings.Trim(name, " 　.")
	if device.MatchString(name) {
		name = "_" + name
	}
	if len(name) > most {
		for name = name[:most]; !utf8.ValidString(name); {
			name = name[:len(name)-1]
		}
		name = strings.TrimRight(name, " 　.")
	}
	return name
}

// device matches what Windows takes for a device, with any ending: NUL, com1.txt.
var device = regexp.MustCompile(`(?i)^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\.|$)`)
