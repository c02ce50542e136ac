package units

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"keyday/ui/screen/widget"
)

// typingPause is how long a room number may take from one character to the next.
const typingPause = 1500 * time.Millisecond

// walk goes to the next tile in the direction, over gaps in the plan.
func (b *gridBody) walk(dx, dy int, extend bool) {
	p := &b.grid.plan
	b.typed = ""
	if b.current < 0 {
		b.current = b.firstTile()
	}
	if b.current < 0 {
		return
	}
	if b.anchor < 0 || !extend {
		b.anchor = b.current
	}
	at := p.cell[b.current]
	for {
		at[0], at[1] = at[0]+dx, at[1]+dy
		if at[0] < 0 || at[0] >= p.columns || at[1] < 0 || at[1] >= len(p.floors) {
			return
		}
		if i, there := p.at[at]; there {
			b.goTo(i)
			if extend {
				b.extendTo(i)
			} else {
				b.anchor = i
			}
			return
		}
	}
}

func (b *gridBody) TypedKey(ev *fyne.KeyEvent) {
	widget.Touched()
	extend := b.Mods&fyne.KeyModifierShift != 0
	switch ev.Name {
	case fyne.KeyLeft:
		b.walk(-1, 0, extend)
	case fyne.KeyRight:
		b.walk(1, 0, extend)
	case fyne.KeyUp:
		b.walk(0, -1, extend)
	case fyne.KeyDown:
		b.walk(0, 1, extend)
	case fyne.KeySpace:
		if b.current >= 0 {
			b.toggle(b.current)
		}
	case fyne.KeyReturn, fyne.KeyEnter:
		b.setTyped("")
		b.open(b.current)
	case fyne.KeyBackspace:
		if typed := []rune(b.typed); len(typed) > 0 {
			b.setTyped(string(typed[:len(typed)-1]))
		}
	case fyne.KeyEscape:
		switch {
		case b.typed != "":
			b.setTyped("")
		case len(b.selected) > 0:
			b.selected = map[int]bool{}
			b.selectionChanged()
		default:
			widget.PassOn(b, ev)
		}
	default:
		widget.PassOn(b, ev)
	}
}

// TypedRune collects a room number; a pause of a second and a half begins anew.
func (b *gridBody) TypedRune(r rune) {
	if r == ' ' {
		return
	}
	widget.Touched()
	now := b.grid.Now()
	if now.Sub(b.typedAt) > typingPause {
		b.typed = ""
	}
	b.typedAt = now
	b.setTyped(b.typed + strings.ToUpper(string(r)))
}

func (b *gridBody) setTyped(s string) {
	b.typed = s
	if s == "" || !b.grid.Jump(s) {
		b.arrange()
	}
}

// TypedShortcut answers Ctrl+A: every tile that matches.
func (b *gridBody) TypedShortcut(s fyne.Shortcut) {
	if _, all := s.(*fyne.ShortcutSelectAll); !all {
		return
	}
	for i, t := range b.grid.plan.tiles {
		if b.grid.Match == nil || b.grid.Match(t) {
			b.selected[i] = true
		}
	}
	b.selectionChanged()
}
