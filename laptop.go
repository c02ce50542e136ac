package main

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/adrg/xdg"

	"keyday/data/durable"
	"keyday/ui/screen"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/words"
)

// taste is how the person at this laptop likes Keyday, whichever site is open. It
// is read before the window stands, from a small file of names and values.
type taste struct {
	language words.Language
	mode     theme.Mode
	textSize float32
}

func tasteFile() string { return filepath.Join(xdg.StateHome, "keyday", "taste") }

func readTaste() taste {
	t := taste{language: words.Chinese, mode: theme.System, textSize: 1}
	content, err := os.ReadFile(tasteFile())
	if err != nil {
		return t
	}
	for line := range strings.Lines(string(content)) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch name {
		case "language":
			if words.Language(value) == words.English {
				t.language = words.English
			}
		case "mode":
			if m := theme.Mode(value); m == theme.Light || m == theme.Dark {
				t.mode = m
			}
		case "text":
			if size, err := strconv.ParseFloat(value, 32); err == nil && size >= 0.5 && size <= 3 {
				t.textSize = float32(size)
			}
		}
	}
	return t
}

// keep writes the taste down. That it cannot is no reason not to work.
func (t taste) keep() {
	if durable.MkdirAll(filepath.Dir(tasteFile())) == nil {
		_ = durable.WriteFile(tasteFile(), []byte("language "+string(t.language)+"\nmode "+string(t.mode)+
			"\ntext "+strconv.FormatFloat(float64(t.textSize), 'g', -1, 32)+"\n"))
	}
}

func (t taste) look() screen.Look { return screen.Look{Mode: t.mode, TextSize: t.textSize} }

// setTaste keeps what the shell was told.
func (p *program) setTaste(t shell.Taste) {
	p.taste.language, p.taste.mode = t.Language, t.Mode
	p.taste.keep()
}

// laptop is what the settings change of this laptop.
type laptop struct{ p *program }

const usualIdle = 5 * time.Minute

func (l laptop) TextSize() float32 { return l.p.taste.textSize }

func (l laptop) SetTextSize(size float32) {
	l.p.taste.textSize = size
	l.p.taste.keep()
	l.p.window.SetTextSize(size)
}

func (l laptop) Idle() time.Duration {
	minutes, err := strconv.Atoi(l.p.site.store.Preference("idle"))
	if err != nil {
		return usualIdle
	}
	return time.Duration(minutes) * time.Minute
}

func (l laptop) SetIdle(d time.Duration) {
	_ = l.p.site.store.SetPreference("idle", strconv.Itoa(int(d/time.Minute)))
	l.p.shell.SetIdle(d)
}
