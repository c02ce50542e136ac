package paper

import (
	"fmt"

	"github.com/boombuler/barcode/qr"

	"keyday/app"
	"keyday/ui/words"
)

// finish gives every leaf of a form its letterhead, its foot and what is said
// across it, now that the number of leaves is known.
func (f *flow) finish() error {
	code := <-f.code
	if code.err != nil {
		return code.err
	}
	logo, err := f.picture(f.frame.Letterhead.Logo)
	if err != nil {
		return err
	}
	for i, l := range f.leaves {
		content := l.marks
		l.marks = nil
		f.across(l)
		f.letterhead(l, logo)
		l.marks = append(l.marks, content...)
		f.foot(l, code.dots, i+1, len(f.leaves))
	}
	return f.lacking()
}

// across says what makes the paper worthless: a rehearsal, or that it is void.
func (f *flow) across(l *leaf) {
	switch {
	case f.imprint.Void != nil:
		l.add(bannerMark{"作废 VOID", 110, rose})
	case f.frame.Rehearsal:
		l.add(bannerMark{"演练 REHEARSAL", 84, mist})
	}
}

// letterhead sets whose paper it is at the left, and which paper at the right.
func (f *flow) letterhead(l *leaf, logo *picture) {
	const foot = 24.0
	x := left
	if logo != nil {
		w := logo.widthAt(11)
		l.add(pictureMark{x, foot - 12.5, w, 11, logo})
		x += w + 3
	}
	if f.draft {
		f.unapproved(l)
	}
	head := f.frame.Letterhead
	room := right - 62 - x
	l.text(x, foot-7.6, style{12, true, black}.fit(head.Company, room), head.Company)
	contact := words.Join("　", head.Address, words.Tagged(f.say("客服热线 ", "Hotline "), head.Phone))
	l.text(x, foot-2.6, style{7.5, false, quiet}.fit(contact, room), contact)

	number := style{11, true, black}
	l.textRight(right, foot-7.6, number, f.frame.Number)
	l.textRight(right-number.width(f.frame.Number)-1.5, foot-7.6, style{7.5, false, quiet}, f.say("编号 No.", "No."))
	title := f.title.zh
	if f.lang == words.English { // its kind says enough in so little room
		title = ""
	}
	under := words.Join(" · ", f.frame.Project, f.about, title, f.sort, f.reprint())
	l.textRight(right, foot-2.6, style{8, false, quiet}.fit(under, 60), under)
	l.rule(left, foot, right, foot, frame)
}

// unapproved says over the letterhead, in black for the copier, that nobody of the
// company's lawyers has read the text.
func (f *flow) unapproved(l *leaf) {
	const base = 8.5
	zh, en := style{10, true, black}, englishStyle
	if f.lang == words.English {
		l.textCentre(pageWidth/2, base, zh, "[TEMPLATE, NOT APPROVED BY COUNSEL]")
		return
	}
	const said, too = "【范本，未经法务审定】", "Template, not approved by counsel"
	x := (pageWidth - zh.width(said) - en.width(too) - 1) / 2
	l.text(x, base, zh, said)
	l.text(x+zh.width(said)+1, base, en, too)
}

// reprint says which further copy this is.
func (f *flow) reprint() string {
	if f.imprint.Copy == 0 {
		return ""
	}
	return fmt.Sprintf("补打第 %d 次", f.imprint.Copy)
}

// reprinted is it in English.
func (f *flow) reprinted() string {
	if f.imprint.Copy == 0 {
		return ""
	}
	return fmt.Sprintf("Reprint no. %d", f.imprint.Copy)
}

// foot sets what proves the paper: number, code, hash, chain, who printed it when.
func (f *flow) foot(l *leaf, code dotsMark, page, pages int) {
	y := bottom + 4
	small := style{7, false, quiet}
	l.rule(left, y, right, y, hairline)
	l.add(code)
	x := left + 16.0
	l.text(x, y+5, style{8, true, black}, f.frame.Number+"　"+f.title.zh)
	l.text(x, y+9.2, small, words.Join("　", words.Tagged(f.say("内容校验 Content hash ", "Content hash "), f.imprint.ContentHash),
		words.Tagged(f.say("链锚 Chain ", "Chain "), f.imprint.Anchor)))
	printed := ""
	if f.imprint.Preview {
		printed = f.say("预览，未打印 Preview, not printed", "Preview, not printed")
	} else if !f.imprint.PrintedAt.IsZero() {
		printed = f.say("打印 Printed ", "Printed ") + words.Join("　", f.imprint.PrintedAt.Format("2006-01-02 15:04"), f.imprint.PrintedBy)
	}
	l.text(x, y+13.4, small, words.Join("　", printed, f.reprint(), f.reprinted()))
	if f.lang == words.English {
		l.textRight(right, y+5, style{8, true, black}, fmt.Sprintf("Page %d of %d", page, pages))
	} else {
		l.textRight(right, y+5, style{8, true, black}, fmt.Sprintf("第 %d 页 / 共 %d 页", page, pages))
		l.textRight(right, y+9.2, small, fmt.Sprintf("Page %d of %d", page, pages))
	}
	worthless := ""
	switch {
	case f.imprint.Masked:
		worthless = f.say("号码已隐去，不是原件　Numbers masked, not the original", "Numbers masked, not the original")
	case f.imprint.Void != nil:
		worthless = f.say("已作废，不具效力　Void, of no effect", "Void, of no effect")
	case f.frame.Rehearsal:
		worthless = f.say("演练用纸，不具效力　Rehearsal, of no effect", "Rehearsal, of no effect")
	}
	l.textRight(right, y+13.4, style{8, true, black}, worthless)
}

// voided tells under the title why the paper no longer counts.
func (f *flow) voided() {
	v := f.imprint.Void
	if v == nil {
		return
	}
	t := f.table(nil)
	reason := cell{span: 10, text: words.Join("　", v.Reason, v.By, v.On.String()), style: style{10.5, true, red}}
	t.row(rowHeight, f.tag(2, "作废原因", "Voided because"), reason)
	f.y += 2
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
