package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"

	"keyday/app/site"
)

// The names of Keyday's own colours; Of gives their present value.
const (
	Paper      fyne.ThemeColorName = "keyday-paper"       // what one reads on
	Ground     fyne.ThemeColorName = "keyday-ground"      // what frames the paper
	Ink        fyne.ThemeColorName = "keyday-ink"         // text
	Quiet      fyne.ThemeColorName = "keyday-quiet"       // labels, second lines
	Line       fyne.ThemeColorName = "keyday-line"        // hairlines that carry structure
	Border     fyne.ThemeColorName = "keyday-border"      // outlines of things one can press
	Accent     fyne.ThemeColorName = "keyday-accent"      // selection, the one primary action
	OnAccent   fyne.ThemeColorName = "keyday-on-accent"   // text upon Accent
	AccentTint fyne.ThemeColorName = "keyday-accent-tint" // ground of what is selected
	Hover      fyne.ThemeColorName = "keyday-hover"       // ground under the pointer
	Good       fyne.ThemeColorName = "keyday-good"        // passed, ready, saved
	GoodTint   fyne.ThemeColorName = "keyday-good-tint"   // ground of what is done
	Bad        fyne.ThemeColorName = "keyday-bad"         // failed, blocked, overdue
	BadTint    fyne.ThemeColorName = "keyday-bad-tint"
	Warn       fyne.ThemeColorName = "keyday-warn" // open work, rehearsal
	WarnTint   fyne.ThemeColorName = "keyday-warn-tint"
	Done       fyne.ThemeColorName = "keyday-done"   // handed over
	Second     fyne.ThemeColorName = "keyday-second" // waiting for a second look
	Idle       fyne.ThemeColorName = "keyday-idle"   // nothing done yet
	Skeleton   fyne.ThemeColorName = "keyday-skeleton"
	Veil       fyne.ThemeColorName = "keyday-veil"      // over the page while a dialog asks
	Raised     fyne.ThemeColorName = "keyday-raised"    // what lies over the paper: menus
	Dimmed     fyne.ThemeColorName = "keyday-dimmed"    // over a drawing on white, where that would glare
	GoodText   fyne.ThemeColorName = "keyday-good-text" // Good and Warn as words, not as signs; see OfText
	WarnText   fyne.ThemeColorName = "keyday-warn-text"
	Inert      fyne.ThemeColorName = "keyday-inert"   // what one may only read, and reads all the same
	Reached    fyne.ThemeColorName = "keyday-reached" // ground of what the keyboard is on in the toolkit's menus and boxes
)

type palette map[fyne.ThemeColorName]color.NRGBA

func rgb(hex uint32) color.NRGBA {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 0xff}
}

func rgba(hex uint32, alpha uint8) color.NRGBA {
	c := rgb(hex)
	c.A = alpha
	return c
}

var light = palette{
	Paper: rgb(0xFFFFFF), Ground: rgb(0xF6F7F9), Ink: rgb(0x1B2430), Quiet: rgb(0x5B6675),
	Line: rgb(0xDDE2E8), Border: rgb(0xB4BDC9), Accent: rgb(0x1F5FBF), OnAccent: rgb(0xFFFFFF),
	AccentTint: rgb(0xE6EEF9), Hover: rgba(0x1B2430, 0x0D),
	Good: rgb(0x1E8A4C), GoodTint: rgb(0xE7F4EC), Bad: rgb(0xC0352B), BadTint: rgb(0xFBECEA),
	Warn: rgb(0xC77700), WarnTint: rgb(0xFDF3E2), Done: rgb(0x0E6A38), Second: rgb(0x7A4FBF),
	Idle: rgb(0x8A94A3), Skeleton: rgb(0xECEFF3), Veil: rgba(0x1B2430, 0x59), Raised: rgb(0xFFFFFF), Dimmed: rgba(0x000000, 0x00),
	GoodText: rgb(0x177A42), WarnText: rgb(0x9C5C00), Inert: rgb(0x687382), Reached: rgb(0xA8C4EE),
}

var dark = palette{
	Paper: rgb(0x1B2028), Ground: rgb(0x14181E), Ink: rgb(0xE6EAF0), Quiet: rgb(0x98A3B3),
	Line: rgb(0x2B323C), Border: rgb(0x4A5462), Accent: rgb(0x6EA1F2), OnAccent: rgb(0x10141A),
	AccentTint: rgb(0x24344E), Hover: rgba(0xE6EAF0, 0x10),
	Good: rgb(0x4FC284), GoodTint: rgb(0x1B3327), Bad: rgb(0xF0786E), BadTint: rgb(0x3C2324),
	Warn: rgb(0xE8A23A), WarnTint: rgb(0x382C1A), Done: rgb(0x6FD3A0), Second: rgb(0xB394EA),
	Idle: rgb(0x7C8797), Skeleton: rgb(0x272E38), Veil: rgba(0x000000, 0x8C), Raised: rgb(0x29303B), Dimmed: rgba(0x14181E, 0x80),
	GoodText: rgb(0x4FC284), WarnText: rgb(0xE8A23A), Inert: rgb(0x909BAB), Reached: rgb(0x3A5A8C),
}

// toolkit says which of our colours stands for each of Fyne's.
var toolkit = map[fyne.ThemeColorName]fyne.ThemeColorName{
	fynetheme.ColorNameBackground:          Paper,
	fynetheme.ColorNameForeground:          Ink,
	fynetheme.ColorNameButton:              Paper,
	fynetheme.ColorNameDisabledButton:      Ground,
	fynetheme.ColorNameDisabled:            Inert,
	fynetheme.ColorNamePlaceHolder:         Quiet,
	fynetheme.ColorNamePrimary:             Accent,
	fynetheme.ColorNameFocus:               Reached,
	fynetheme.ColorNameHyperlink:           Accent,
	fynetheme.ColorNameForegroundOnPrimary: OnAccent,
	fynetheme.ColorNameForegroundOnError:   OnAccent,
	fynetheme.ColorNameForegroundOnSuccess: OnAccent,
	fynetheme.ColorNameForegroundOnWarning: OnAccent,
	fynetheme.ColorNameHover:               Hover,
	fynetheme.ColorNamePressed:             Hover,
	fynetheme.ColorNameSelection:           AccentTint,
	fynetheme.ColorNameInputBackground:     Paper,
	fynetheme.ColorNameInputBorder:         Border,
	fynetheme.ColorNameMenuBackground:      Raised,
	fynetheme.ColorNameOverlayBackground:   Paper,
	fynetheme.ColorNameHeaderBackground:    Ground,
	fynetheme.ColorNameSeparator:           Line,
	fynetheme.ColorNameScrollBar:           Border,
	fynetheme.ColorNameError:               Bad,
	fynetheme.ColorNameSuccess:             Good,
	fynetheme.ColorNameWarning:             Warn,
}

// phases gives the colour of the states of a unit, by the part of the work.
var phases = map[site.Phase]fyne.ThemeColorName{
	site.ToInspect:  Idle,
	site.ToSettle:   Accent,
	site.InWork:     Warn,
	site.ToVerify:   Second,
	site.ToHandOver: Good,
	site.Done:       Done,
	site.Stopped:    Bad,
}

// OfState names the colour of a unit's state.
func OfState(s site.State) fyne.ThemeColorName {
	if name, known := phases[s.Phase()]; known {
		return name
	}
	return Idle
}
