package theme

import (
	"bytes"
	"fmt"
	"image/color"
	"io/fs"
	"math"
	"path"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	fynetheme "fyne.io/fyne/v2/theme"

	"keyday/app/site"
	"keyday/assets"
)

func luminance(c color.NRGBA) float64 {
	part := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.03928 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*part(c.R) + 0.7152*part(c.G) + 0.0722*part(c.B)
}

func contrast(a, b color.NRGBA) float64 {
	la, lb := luminance(a), luminance(b)
	return (math.Max(la, lb) + 0.05) / (math.Min(la, lb) + 0.05)
}

// Text reads on what it stands on, 4.5 : 1; signs and outlines of controls, whose
// word stands beside them, 3 : 1 and what the eye still finds.
func TestContrast(t *testing.T) {
	for name, colours := range map[string]palette{"light": light, "dark": dark} {
		cases := []struct {
			text, ground fyne.ThemeColorName
			least        float64
		}{
			{Ink, Paper, 4.5}, {Ink, Ground, 4.5}, {Quiet, Paper, 4.5}, {Quiet, Ground, 4.5},
			{Ink, AccentTint, 4.5}, {Quiet, AccentTint, 4.5}, {Accent, Paper, 4.5}, {Accent, AccentTint, 4.5},
			{OnAccent, Accent, 4.5}, {Bad, Paper, 4.5}, {Ink, GoodTint, 4.5}, {Ink, WarnTint, 4.5}, {Ink, BadTint, 4.5},
			{Paper, Good, 4}, {Paper, Bad, 4.5}, {Paper, Quiet, 4.5},
			{Good, Paper, 3}, {Warn, Paper, 3}, {GoodText, Paper, 4.5}, {WarnText, Paper, 4.5}, {GoodText, Ground, 4.5}, {WarnText, Ground, 4.5},
			{GoodText, AccentTint, 4.5}, {WarnText, AccentTint, 4.5}, {OnAccent, GoodText, 4.5}, {OnAccent, WarnText, 4.5},
			{Ink, Reached, 4.5}, {Reached, Paper, 1.5}, {Reached, Raised, 1.5},
			{Ink, Raised, 4.5}, {Quiet, Raised, 4.5}, {Inert, Paper, 4.5}, {Inert, Raised, 4.5}, {Second, Paper, 3}, {Done, GoodTint, 4.5}, {Idle, Paper, 3},
		}
		for _, c := range cases {
			if got := contrast(colours[c.text], colours[c.ground]); got < c.least {
				t.Errorf("%s: %s on %s is %.2f : 1, less than %.1f", name, c.text, c.ground, got, c.least)
			}
		}
	}
}

func TestBothPalettesAreWhole(t *testing.T) {
	for name := range light {
		if _, there := dark[name]; !there {
			t.Errorf("dark lacks %s", name)
		}
	}
	for _, s := range site.States {
		if _, there := phases[s.Phase()]; !there {
			t.Errorf("state %s has no colour", s)
		}
	}
}

func TestModeAndSystem(t *testing.T) {
	for _, c := range []struct {
		mode    Mode
		variant fyne.ThemeVariant
		want    palette
	}{
		{System, fynetheme.VariantLight, light}, {System, fynetheme.VariantDark, dark},
		{Light, fynetheme.VariantDark, light}, {Dark, fynetheme.VariantLight, dark},
	} {
		if got := New(c.mode).Color(fynetheme.ColorNameBackground, c.variant); got != c.want[Paper] {
			t.Errorf("%s on %v: %v", c.mode, c.variant, got)
		}
	}
}

// Chinese is set in our typeface in every style, or the toolkit would look for
// one of the system's, and panics where there is none.
func TestEveryStyleHasOurTypeface(t *testing.T) {
	th := New(Light)
	for i := range 16 {
		style := fyne.TextStyle{Bold: i&1 != 0, Italic: i&2 != 0, Monospace: i&4 != 0, Underline: i&8 != 0}
		if font := th.Font(style); !strings.HasPrefix(font.Name(), "NotoSansSC") {
			t.Errorf("%+v is set in %s", style, font.Name())
		}
	}
	if got := th.Font(fyne.TextStyle{Bold: true, Monospace: true}); got != bold {
		t.Errorf("bold monospace is %s", got.Name())
	}
}

func TestIconsFollowTheTheme(t *testing.T) {
	test.NewTempApp(t)
	files, err := fs.Glob(assets.Icons, "icons/*.svg")
	if err != nil || len(files) < 20 {
		t.Fatal(len(files), err)
	}
	for _, mode := range []Mode{Light, Dark} {
		fyne.CurrentApp().Settings().SetTheme(New(mode))
		r, g, b, _ := Of(Accent).RGBA()
		want := fmt.Appendf(nil, "#%02x%02x%02x", r>>8, g>>8, b>>8)
		for _, file := range files {
			name := strings.TrimSuffix(path.Base(file), ".svg")
			if name == "keyday" {
				continue
			}
			res := IconIn(name, Accent)
			if !bytes.Contains(res.Content(), want) || bytes.Contains(res.Content(), []byte("currentColor")) {
				t.Errorf("%s is not drawn in the accent", name)
			}
			if !strings.Contains(res.Name(), string(want[1:])) {
				t.Errorf("%s would be kept under one name for two colours", name)
			}
		}
	}
}

// A drawing the toolkit cannot read would leave a hole in the screen.
func TestIconsLeaveInk(t *testing.T) {
	test.NewTempApp(t)
	fyne.CurrentApp().Settings().SetTheme(New(Light))
	files, _ := fs.Glob(assets.Icons, "icons/*.svg")
	for _, file := range files {
		name := strings.TrimSuffix(path.Base(file), ".svg")
		picture := canvas.NewImageFromResource(Icon(name))
		w := test.NewTempWindow(t, picture)
		w.SetPadded(false)
		w.Resize(fyne.NewSize(48, 48))
		shot := w.Canvas().Capture()
		inked := 0
		for y := range 48 {
			for x := range 48 {
				if r, _, _, _ := shot.At(x, y).RGBA(); r < 0x9000 {
					inked++
				}
			}
		}
		if inked < 12 {
			t.Errorf("%s leaves %d dark points", name, inked)
		}
	}
}

func TestUnknownIconPanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("an icon that does not exist was answered")
		}
	}()
	Icon("no-such-drawing")
}
