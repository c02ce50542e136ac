package theme

import (
	"bytes"
	"fmt"
	"sync"

	"fyne.io/fyne/v2"

	"keyday/assets"
)

// icon is a drawing of ours in one of the theme's colours. It does not pose as
// the toolkit's themed resource, which recolours fills only: ours are strokes.
type icon struct {
	name   string
	colour fyne.ThemeColorName
}

// Icon is the drawing assets/icons/<name>.svg in ink.
func Icon(name string) fyne.Resource { return IconIn(name, Ink) }

// IconIn is the drawing in a colour of the theme; it follows the theme when it
// turns dark, once its image is refreshed.
func IconIn(name string, colour fyne.ThemeColorName) fyne.Resource {
	if _, err := drawing(name); err != nil {
		panic("theme: no icon " + name)
	}
	return icon{name: name, colour: colour}
}

// AppIcon is the mark of the program.
func AppIcon() fyne.Resource {
	raw, err := assets.Icons.ReadFile("icons/keyday.png")
	if err != nil {
		panic("theme: " + err.Error())
	}
	return fyne.NewStaticResource("keyday.png", raw)
}

// Name tells colours apart, for the toolkit keeps pictures by name.
func (i icon) Name() string { return i.name + "-" + i.hex()[1:] + ".svg" }

// Content is the drawing with its strokes in the present colour.
func (i icon) Content() []byte {
	raw, _ := drawing(i.name)
	return bytes.ReplaceAll(raw, []byte("currentColor"), []byte(i.hex()))
}

func (i icon) hex() string {
	r, g, b, _ := Of(i.colour).RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}

var drawings sync.Map // name → []byte

func drawing(name string) ([]byte, error) {
	if kept, ok := drawings.Load(name); ok {
		return kept.([]byte), nil
	}
	raw, err := assets.Icons.ReadFile("icons/" + name + ".svg")
	if err != nil {
		return nil, err
	}
	drawings.Store(name, raw)
	return raw, nil
}
