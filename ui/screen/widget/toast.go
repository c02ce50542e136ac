package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"keyday/ui/screen/theme"
)

// Tone is what a toast or a banner is about.
type Tone int

// The tones.
const (
	Told    Tone = iota // something to know
	Well                // something done
	Caution             // something to mind
	Ill                 // something that failed
)

// Look is the icon of the tone, and the colours of its ink and its ground.
func (t Tone) Look() (icon string, ink, tint fyne.ThemeColorName) {
	switch t {
	case Well:
		return "check", theme.Good, theme.GoodTint
	case Caution:
		return "alert", theme.Warn, theme.WarnTint
	case Ill:
		return "alert", theme.Bad, theme.BadTint
	}
	return "info", theme.Accent, theme.AccentTint
}

// Toast is a line at the foot of the page that goes by itself, with one act at
// most (undo, try again).
type Toast struct {
	Text string
	Tone Tone
	Act  string
	Do   func()
}

// NewParagraphLine is text as wide as it needs to be, up to most, then over
// several lines.
func NewParagraphLine(text string, most float32) *Paragraph {
	width := float32(0)
	for _, line := range Lines(text, most, theme.TextSize, false) {
		width = fyne.Max(width, Measure(line, theme.TextSize, false).Width)
	}
	return NewParagraph(text, width+1)
}

// NewBanner is a line across the top of a part of a page: what to mind, with at
// most one act.
func NewBanner(tone Tone, text, act string, do func()) fyne.CanvasObject {
	if do == nil {
		return NewBannerOf(tone, text)
	}
	return NewBannerOf(tone, text, NewButtonIn(Link, "", act, do))
}

// bannerInset keeps several lines off the edges; one line stands in the row's height.
const bannerInset float32 = 6

// NewBannerOf is a banner with what can be done about it at its end.
func NewBannerOf(tone Tone, text string, acts ...fyne.CanvasObject) fyne.CanvasObject {
	icon, ink, tint := tone.Look()
	picture := NewDrawnIcon(icon, ink)
	picture.SetMinSize(fyne.NewSize(18, 18))
	row := append([]fyne.CanvasObject{picture, Rest(container.New(layout.NewCustomPaddedLayout(bannerInset, bannerInset, 0, 0), NewParagraphLine(text, 560)))}, acts...)
	return NewPanel(tint, container.New(leastHeight(theme.Row), container.New(layout.NewCustomPaddedLayout(0, 0, theme.Margin, theme.Gap), Bar(row...))))
}
