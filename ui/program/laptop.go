package program

import (
	"crypto/rand"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/adrg/xdg"

	"keyday/app"
	"keyday/app/staff"
	"keyday/data/durable"
	"keyday/data/store"
	"keyday/ui/command"
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
	size     screen.Size // of the window as it was last closed
}

func tasteFile() string { return filepath.Join(xdg.StateHome, "keyday", "taste") }

// readTaste answers what is kept; where KEYDAY_LANG asks for a language it is that one,
// and nobody having said anything yet it is the one that the commands speak too.
func readTaste() taste {
	t := taste{language: command.LanguageOf(os.Getenv), mode: theme.System, textSize: 1}
	content, err := durable.ReadFile(tasteFile(), 64<<10)
	if err != nil {
		return t
	}
	kept := t.with(content)
	if os.Getenv("KEYDAY_LANG") != "" {
		kept.language = t.language
	}
	return kept
}

// widest is how wide or high no window is, in any taste that makes sense.
const widest = 1 << 15

// with is the taste with what a file of it says; what it says without sense is left out.
func (t taste) with(content []byte) taste {
	for line := range strings.Lines(string(content)) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch name {
		case "language":
			if l := words.Language(value); slices.Contains(words.Languages, l) {
				t.language = l
			}
		case "mode":
			if m := theme.Mode(value); m == theme.Light || m == theme.Dark {
				t.mode = m
			}
		case "text":
			if size, err := strconv.ParseFloat(value, 32); err == nil && size >= 0.5 && size <= 3 {
				t.textSize = float32(size)
			}
		case "window":
			var size screen.Size
			if n, _ := fmt.Sscan(value, &size.Width, &size.Height); n == 2 && size.Width >= 400 && size.Height >= 300 && size.Width <= widest && size.Height <= widest {
				t.size = size
			}
		}
	}
	return t
}

// keep writes the taste down. That it cannot is no reason not to work.
func (t taste) keep() {
	if durable.MkdirAll(filepath.Dir(tasteFile())) == nil {
		_ = durable.WriteFile(tasteFile(), t.bytes())
	}
}

// bytes is the taste as its file says it.
func (t taste) bytes() []byte {
	return []byte("language " + string(t.language) + "\nmode " + string(t.mode) +
		"\ntext " + strconv.FormatFloat(float64(t.textSize), 'g', -1, 32) +
		fmt.Sprintf("\nwindow %.0f %.0f\n", t.size.Width, t.size.Height))
}

// look is the window as it was left; it writes down how it is left.
func (p *program) look() screen.Look {
	t := p.taste
	return screen.Look{Mode: t.mode, TextSize: t.textSize, Size: t.size, Closed: func(size screen.Size) {
		p.taste.size = size
		p.taste.keep()
	}}
}

// setTaste keeps what the shell was told.
func (p *program) setTaste(t shell.Taste) {
	p.taste.language, p.taste.mode = t.Language, t.Mode
	p.taste.keep()
	if p.shell != nil {
		p.window.SetTitle(p.titled(p.shell.Header()))
	}
}

// thisLaptop is what the settings change of this laptop.
type thisLaptop struct{ p *program }

const usualIdle = 5 * time.Minute

func (l thisLaptop) TextSize() (asked, shown float32) { return l.p.window.TextSize() }

func (l thisLaptop) SetTextSize(size float32) {
	l.p.taste.textSize = size
	l.p.taste.keep()
	l.p.window.SetTextSize(size)
}

func (l thisLaptop) Idle() time.Duration {
	minutes, err := strconv.Atoi(l.p.site.store.Preference("idle"))
	if err != nil {
		return usualIdle
	}
	return time.Duration(minutes) * time.Minute
}

func (l thisLaptop) SetIdle(d time.Duration) {
	_ = l.p.site.store.SetPreference("idle", strconv.Itoa(int(d/time.Minute)))
	l.p.shell.SetIdle(d)
}

func (l thisLaptop) Locked() bool { return l.p.site.store.Ring().HasPassphrase() }

// SetPassphrase wraps the site's key anew. It refuses with "permission.missing",
// "keyring.passphrase_short", "keyring.passphrase_wrong" and the refusals of
// package fault.
func (l thisLaptop) SetPassphrase(actor app.Actor, present, next string) error {
	if err := staff.May(actor, staff.ManageSite); err != nil {
		return err
	}
	if next != "" && utf8.RuneCountInString(next) < store.ShortestPassphrase {
		return app.Refuse("keyring.passphrase_short", "length", strconv.Itoa(store.ShortestPassphrase))
	}
	ring := l.p.site.store.Ring()
	if err := ring.CheckPassphrase(present); err != nil {
		return err
	}
	return ring.SetPassphrase(next, rand.Reader)
}
