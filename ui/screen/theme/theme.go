// Package theme is how Keyday looks: its colours in light and dark, its sizes
// on a grid of four points, its one typeface, and its icons.
//
// Everything under ui/screen may import it. It imports the toolkit, assets and
// the states of app/site.
package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"

	"keyday/app/site"
	"keyday/assets"
)

// Mode is what the person chose: as the system does, always light, always dark.
type Mode string

// The modes, as the settings keep them.
const (
	System Mode = "system"
	Light  Mode = "light"
	Dark   Mode = "dark"
)

// The grid: every measure on a screen is one of these, or a sum of them.
const (
	Gap      float32 = 8  // between things that belong together
	Margin   float32 = 16 // around a page and its parts
	Row      float32 = 40 // a dense row
	Touch    float32 = 44 // the least a finger can hit
	Field    float32 = 36 // an input field or a button in a bar
	TextSize float32 = 13
	Emphasis float32 = 15
	Title    float32 = 20
	Figure   float32 = 28
	Small    float32 = 11 // second lines, marks within a tile
	Radius   float32 = 4
	Rail     float32 = 88
	TopBar   float32 = 48
	Status   float32 = 24
)

type keyday struct{ mode Mode }

// New is Keyday's theme in the given mode.
func New(mode Mode) fyne.Theme { return &keyday{mode: mode} }

// Apply makes the window follow the mode. A theme that is set, even the same one,
// costs the toolkit its fonts and everything laid out, so one that stands stays.
func Apply(mode Mode) {
	settings := fyne.CurrentApp().Settings()
	if k, ours := settings.Theme().(*keyday); !ours || k.mode != mode {
		settings.SetTheme(New(mode))
	}
}

func (k *keyday) colours(variant fyne.ThemeVariant) palette {
	if k.mode == Dark || k.mode != Light && variant == fynetheme.VariantDark {
		return dark
	}
	return light
}

// Color answers our own names and Fyne's.
func (k *keyday) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	colours := k.colours(variant)
	if own, known := toolkit[name]; known {
		name = own
	}
	if c, known := colours[name]; known {
		return c
	}
	switch name {
	case fynetheme.ColorNameShadow:
		return rgba(0x000000, 0x12)
	case fynetheme.ColorNameScrollBarBackground:
		return color.Transparent
	}
	return fynetheme.DefaultTheme().Color(name, variant)
}

var regular = fyne.NewStaticResource("NotoSansSC-Regular.ttf", assets.SansRegular)
var bold = fyne.NewStaticResource("NotoSansSC-Bold.ttf", assets.SansBold)

// Font answers Noto Sans SC for every style: a style left to the toolkit would
// set Chinese in whatever face the system has. Its digits are tabular, so it is
// the monospace too.
func (k *keyday) Font(style fyne.TextStyle) fyne.Resource {
	switch {
	case style.Symbol:
		return fynetheme.DefaultTheme().Font(style)
	case style.Bold:
		return bold
	}
	return regular
}

// Icon is the toolkit's own; ours are asked for by the package's Icon.
func (k *keyday) Icon(name fyne.ThemeIconName) fyne.Resource {
	return fynetheme.DefaultTheme().Icon(name)
}

var sizes = map[fyne.ThemeSizeName]float32{
	fynetheme.SizeNameText:               TextSize,
	fynetheme.SizeNameCaptionText:        Small,
	fynetheme.SizeNameHeadingText:        Title,
	fynetheme.SizeNameSubHeadingText:     Emphasis,
	fynetheme.SizeNamePadding:            4,
	fynetheme.SizeNameInnerPadding:       8,
	fynetheme.SizeNameLineSpacing:        4,
	fynetheme.SizeNameInlineIcon:         20,
	fynetheme.SizeNameInputRadius:        Radius,
	fynetheme.SizeNameSelectionRadius:    Radius,
	fynetheme.SizeNameInputBorder:        1,
	fynetheme.SizeNameSeparatorThickness: 1,
	fynetheme.SizeNameScrollBar:          10,
	fynetheme.SizeNameScrollBarSmall:     4,
	fynetheme.SizeNameScrollBarRadius:    2,
}

// Size answers the grid.
func (k *keyday) Size(name fyne.ThemeSizeName) float32 {
	if size, known := sizes[name]; known {
		return size
	}
	return fynetheme.DefaultTheme().Size(name)
}

// Of is the present value of a colour.
func Of(name fyne.ThemeColorName) color.Color { return fynetheme.Color(name) }

// OfText is the present value of a colour for words, which want more contrast than
// the signs beside them.
func OfText(name fyne.ThemeColorName) color.Color {
	switch name {
	case Good:
		name = GoodText
	case Warn:
		name = WarnText
	}
	return Of(name)
}

// State is the present colour of a unit's state.
func State(s site.State) color.Color { return Of(OfState(s)) }
