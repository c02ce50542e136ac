package set

import (
	"fmt"

	"github.com/boombuler/barcode/qr"

	"keyday/app"
	"keyday/ui/words"
)

// Complete gives every leaf of a form its letterhead, its foot and what is said
// across it, now that the number of leaves is known.
func (f *Flow) Complete() error {
	code := <-f.code
	if code.err != nil {
		return code.err
	}
	logo, err := f.Picture(f.Frame.Letterhead.Logo)
	if err != nil {
		return err
	}
	for i, l := range f.Leaves {
		content := l.Marks
		l.Marks = nil
		f.across(l)
		f.letterhead(l, logo)
		l.Marks = append(l.Marks, content...)
		f.foot(l, code.dots, i+1, len(f.Leaves))
	}
	return f.requirePlainText()
}

// across says what makes the paper worthless: a rehearsal, or that it is void.
func (f *Flow) across(l *Leaf) {
	switch {
	case f.Imprint.Void != nil:
		l.Add(bannerMark{"作废 VOID", 110, rose})
	case f.Frame.Rehearsal:
		l.Add(bannerMark{"演练 REHEARSAL", 84, mist})
	}
}

// letterhead sets whose paper it is at the left, and which paper at the right.
func (f *Flow) letterhead(l *Leaf, logo *Picture) {
	const foot = 24.0
	x := Left
	if logo != nil {
		w := logo.widthAt(11)
		l.Add(PictureMark{x, foot - 12.5, w, 11, logo})
		x += w + 3
	}
	if f.Draft {
		f.unapproved(l)
	}
	head := f.Imprint.Own.On(f.Frame.Letterhead) // the parties to the paper are the content's
	room := Right - 62 - x
	base := foot - 7.6
	if line := f.Choose(app.Ask{What: app.OwnLine}); line != "" {
		base -= 3.8
		l.Text(x, foot-6.9, Style{8.5, false, black}.Fit(line, room), line)
	}
	l.Text(x, base, Style{12, true, black}.Fit(head.Company, room), head.Company)
	contact := words.Join("　", head.Address, words.Tagged(f.Say("客服热线 ", "Hotline "), head.Phone))
	l.Text(x, foot-2.6, Style{7.5, false, Quiet}.Fit(contact, room), contact)

	number := Style{11, true, black}
	switch {
	case f.Plain:
	case f.Frame.Number == "": // room to write one
		l.Rule(Right-42, foot-7, Right, foot-7, SturdyRule)
		l.TextRight(Right-43.5, foot-7.6, Style{7.5, false, Quiet}, f.Say("编号 No.", "No."))
	default:
		l.TextRight(Right, foot-7.6, number, f.Frame.Number)
		l.TextRight(Right-number.Width(f.Frame.Number)-1.5, foot-7.6, Style{7.5, false, Quiet}, f.Say("编号 No.", "No."))
	}
	title := f.title.zh
	if f.Lang == words.English { // its kind says enough in so little room
		title = ""
	}
	under := words.Join(" · ", f.Frame.Project, f.About, title, f.Sort, f.reprint())
	if f.Look != FirstLook && Small.Width(under) > 60 { // its kind stands in the foot too
		under = words.Join(" · ", f.Frame.Project, f.About, f.Sort, f.reprint())
	}
	l.TextRight(Right, foot-2.6, Style{8, false, Quiet}.Fit(under, 60), under)
	around, _ := f.Look.lines()
	l.Rule(Left, foot, Right, foot, around)
}

// unapproved says over the letterhead, in black for the copier, that nobody of the
// company's lawyers has read the text.
func (f *Flow) unapproved(l *Leaf) {
	const base = 8.5
	zh, en := Style{10, true, black}, f.Look.English()
	if f.Lang == words.English {
		l.TextCentre(PageWidth/2, base, zh, "[TEMPLATE, NOT APPROVED BY COUNSEL]")
		return
	}
	const said, too = "【范本，未经法务审定】", "Template, not approved by counsel"
	x := (PageWidth - zh.Width(said) - en.Width(too) - 1) / 2
	l.Text(x, base, zh, said)
	l.Text(x+zh.Width(said)+1, base, en, too)
}

// reprint says which further copy this is.
func (f *Flow) reprint() string {
	if f.Imprint.Copy == 0 {
		return ""
	}
	return fmt.Sprintf("补打第 %d 次", f.Imprint.Copy)
}

// reprinted is it in English.
func (f *Flow) reprinted() string {
	if f.Imprint.Copy == 0 {
		return ""
	}
	return fmt.Sprintf("Reprint no. %d", f.Imprint.Copy)
}

// foot sets what proves the paper: number, code, hash, chain, who printed it when.
func (f *Flow) foot(l *Leaf, code dotsMark, page, pages int) {
	y := Bottom + 4
	small := Style{7, false, Quiet}
	_, within := f.Look.lines()
	l.Rule(Left, y, Right, y, within)
	x := Left
	if !f.Plain {
		l.Add(code)
		x += 16
	}
	l.Text(x, y+5, Style{8, true, black}, words.Join("　", f.Frame.Number, f.title.zh))
	l.Text(x, y+9.2, small, words.Join("　", words.Tagged(f.Say("内容校验 Content hash ", "Content hash "), f.Imprint.ContentHash),
		words.Tagged(f.Say("链锚 Chain ", "Chain "), f.Imprint.Anchor)))
	printed := ""
	if f.Imprint.Preview {
		printed = f.Say("预览，未打印 Preview, not printed", "Preview, not printed")
	} else if !f.Imprint.PrintedAt.IsZero() {
		printed = f.Say("打印 Printed ", "Printed ") + words.Join("　", f.Imprint.PrintedAt.Format("2006-01-02 15:04"), f.Imprint.PrintedBy)
	}
	l.Text(x, y+13.4, small, words.Join("　", printed, f.reprint(), f.reprinted()))
	if f.Lang == words.English {
		l.TextRight(Right, y+5, Style{8, true, black}, fmt.Sprintf("Page %d of %d", page, pages))
	} else {
		l.TextRight(Right, y+5, Style{8, true, black}, fmt.Sprintf("第 %d 页 / 共 %d 页", page, pages))
		l.TextRight(Right, y+9.2, small, fmt.Sprintf("Page %d of %d", page, pages))
	}
	worthless := ""
	switch {
	case f.Imprint.Masked:
		worthless = f.Say("号码已隐去，不是原件　Numbers masked, not the original", "Numbers masked, not the original")
	case f.Imprint.Void != nil:
		worthless = f.Say("已作废，不具效力　Void, of no effect", "Void, of no effect")
	case f.Frame.Rehearsal:
		worthless = f.Say("演练用纸，不具效力　Rehearsal, of no effect", "Rehearsal, of no effect")
	}
	l.TextRight(Right, y+13.4, Style{8, true, black}, worthless)
}

// voided tells under the title why the paper no longer counts.
func (f *Flow) voided() {
	v := f.Imprint.Void
	if v == nil {
		return
	}
	reason := Cell{Span: 10, Text: words.Join("　", v.Reason, v.By, v.On.String()), Style: Style{10.5, true, red}}
	cells := []Cell{f.Tag(2, "作废原因", "Voided because"), reason}
	if f.Look == FirstLook {
		f.Table(nil).Row(RowHeight, cells...)
	} else {
		row := NewRow(RowHeight, cells...)
		row.Put(f.Leaf, f.Y)
		f.Y += row.High
	}
	f.Y += 2
}

// qrSquares is the code of the text, side millimetres wide, as runs of dark squares.
func qrSquares(text string, x, y, side float64) (dotsMark, error) {
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return dotsMark{}, app.Refuse("paper.number_unprintable", "number", text)
	}
	n := code.Bounds().Dx()
	dark := func(i, j int) bool { r, _, _, _ := code.At(i, j).RGBA(); return r < 0x8000 }
	unit := side / float64(n)
	var m dotsMark
	for j := range n {
		for i := 0; i < n; i++ {
			from := i
			for i < n && dark(i, j) {
				i++
			}
			if i > from {
				m.squares = append(m.squares, [4]float64{x + float64(from)*unit, y + float64(j)*unit, float64(i-from) * unit, unit})
			}
		}
	}
	return m, nil
}
