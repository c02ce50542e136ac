package laptop

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	"keyday/data/durable"
)

// Taste is how the person at this laptop likes the window, whichever site is open. What is
// empty nobody said.
type Taste struct {
	Language string  `toml:"language"`
	Mode     string  `toml:"mode"` // "light", "dark"; else as the system is
	TextSize float32 `toml:"text_size"`
	Width    float32 `toml:"width"` // of the window as it was last closed
	Height   float32 `toml:"height"`
}

// The file that it stands in, and the one of the first version.
func tasteFile() string        { return kept("taste.toml") }
func earlierTasteFile() string { return kept("taste") }

// ReadTaste reads what is kept, from the first version's file where there is none yet.
func ReadTaste() Taste {
	if content, err := durable.ReadFile(tasteFile(), mostSettings); err == nil {
		return tasteIn(content)
	}
	content, err := durable.ReadFile(earlierTasteFile(), mostSettings)
	if err != nil {
		return Taste{}
	}
	return earlierTasteIn(content)
}

// Keep writes the taste down. That it cannot is no reason not to work.
func (t Taste) Keep() { keepSettings(tasteFile(), earlierTasteFile(), t) }

// tasteIn reads a file of it.
func tasteIn(content []byte) Taste {
	t, _ := lenient[Taste](string(content))
	return t.sound()
}

// lenient reads TOML of a name and a value to a line. Where it cannot be read whole, each
// line is read by itself: a bad one costs no more than what it says.
func lenient[T any](text string) (all T, whole bool) {
	if _, err := toml.Decode(text, &all); err == nil {
		return all, true
	}
	all = *new(T)
	for line := range strings.Lines(text) {
		with := all
		if _, err := toml.Decode(line, &with); err == nil {
			all = with
		}
	}
	return all, false
}

// earlierTasteIn reads the first version's file, of a name and a value to a line.
func earlierTasteIn(content []byte) (t Taste) {
	for line := range strings.Lines(string(content)) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch name {
		case "language":
			t.Language = value
		case "mode":
			t.Mode = value
		case "text":
			size, _ := strconv.ParseFloat(value, 32)
			t.TextSize = float32(size)
		case "window":
			_, _ = fmt.Sscan(value, &t.Width, &t.Height)
		}
	}
	return t.sound()
}

// widest is how wide or high no window is, in any taste that makes sense.
const widest = 1 << 15

// sound is the taste without what makes no sense.
func (t Taste) sound() Taste {
	if !utf8.ValidString(t.Language) {
		t.Language = ""
	}
	if t.Mode != "light" && t.Mode != "dark" {
		t.Mode = ""
	}
	if !(t.TextSize >= 0.5 && t.TextSize <= 3) {
		t.TextSize = 0
	}
	if !(t.Width >= 400 && t.Height >= 300 && t.Width <= widest && t.Height <= widest) {
		t.Width, t.Height = 0, 0
	}
	return t
}

// mostSettings is how long a file of settings is at most.
const mostSettings = 1 << 20

// keepSettings writes a file of settings, and takes away the one that an earlier version
// wrote.
func keepSettings(path, earlier string, settings any) {
	content, err := toml.Marshal(settings)
	if err != nil || durable.MkdirAll(filepath.Dir(path)) != nil {
		return
	}
	if durable.WriteFile(path, content) == nil {
		_ = os.Remove(earlier)
	}
}
