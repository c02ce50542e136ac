package document

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fw "fyne.io/fyne/v2/widget"

	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// placeRow is one place to sign in the list: who, in what capacity, and how it
// stands. Rows reuses it.
type placeRow struct {
	fw.BaseWidget
	sign              *widget.StateSign
	name, role, state *widget.Text
}

const placeHeight float32 = 56

// placeState is how a place to sign stands: a sign, its colour and words.
type placeState struct {
	text   string
	colour fyne.ThemeColorName
	form   widget.Form
}

func newPlaceRow() *placeRow {
	r := &placeRow{sign: widget.NewSign(widget.Ring, theme.Quiet, ""), name: widget.NewBold(""), role: widget.NewQuiet(""), state: widget.NewQuiet("")}
	r.role.Align = fyne.TextAlignTrailing
	r.state.Sized = theme.Small
	r.ExtendBaseWidget(r)
	return r
}

func (r *placeRow) set(name, role string, state placeState) {
	r.sign.SetSign(state.form, state.colour, "")
	r.state.Colour = state.colour
	r.name.SetText(name)
	r.role.SetText(role)
	r.state.Text = state.text
	r.state.Refresh()
}

// CreateRenderer lays the row out.
func (r *placeRow) CreateRenderer() fyne.WidgetRenderer {
	return fw.NewSimpleRenderer(container.New(placeLayout{}, r.sign, r.name, r.role, r.state))
}

// placeLayout puts the sign before two lines, the capacity at the end of the first.
type placeLayout struct{}

func (placeLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(200, placeHeight) }

func (placeLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	put := func(i int, x, y, w, h float32) {
		o[i].Move(fyne.NewPos(x, y))
		o[i].Resize(fyne.NewSize(w, h))
	}
	const left float32 = 44
	roleWidth := fyne.Min(o[2].MinSize().Width, size.Width*0.45)
	put(0, theme.Margin, (size.Height-16)/2, 16, 16)
	put(1, left, 6, size.Width-left-roleWidth-theme.Margin-theme.Gap, 24)
	put(2, size.Width-roleWidth-theme.Margin, 6, roleWidth, 24)
	put(3, left, 29, size.Width-left-theme.Margin, 20)
}
