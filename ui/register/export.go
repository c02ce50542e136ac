package register

import (
	"slices"
	"strconv"
	"strings"

	"keyday/app"
	"keyday/app/intake"
	"keyday/ui/words"
)

// Whole is what records have in columns that are private, by the keys of the columns. Who
// hands it on has recorded that it is shown.
type Whole map[app.ID]map[string]string

// Page is the records that are shown, in their order, as a sheet to be written or printed:
// days as days, counts and amounts as numbers, what is private masked but for what is whole.
// A group has its heading before it.
func (l Looked) Page(w *words.Words, name string, columns []Head, whole Whole) intake.Page {
	p := intake.Page{Name: name}
	columns = slices.DeleteFunc(slices.Clone(columns), func(h Head) bool { return !h.Written() })
	for _, h := range columns {
		p.Columns = append(p.Columns, intake.PageColumn{Header: h.Title(w), Width: h.characters(), AsText: h.Type == Code || h.Private})
	}
	groups := l.Groups
	for i := range l.Len() {
		if len(groups) > 0 && groups[0].From == i {
			title, said := l.Heading(w, groups[0])
			p.Rows = append(p.Rows, []intake.Cell{{Kind: intake.Heading, Text: words.Join("　", title, said)}})
			groups = groups[1:]
		}
		r := l.Row(i)
		row := make([]intake.Cell, len(columns))
		for at, h := range columns {
			v := r.Value(h.Key)
			if text, shown := whole[r.ID()][h.Key]; shown && h.Private {
				v = Value{Text: text}
			}
			row[at] = h.cell(w, v)
		}
		p.Rows = append(p.Rows, row)
	}
	return p
}

// Written reports whether the column can be written to a file or printed.
func (h Head) Written() bool { return h.Shown() && h.Type != Picture }

// cell is a value as a sheet holds it; blank where the list shows nothing.
func (h Head) cell(w *words.Words, v Value) intake.Cell {
	text := h.Say(w, v)
	if text == "" {
		return intake.Cell{}
	}
	switch h.Type {
	case Day:
		return intake.Cell{Kind: intake.Day, Text: text}
	case Count, Left:
		return intake.Cell{Kind: intake.Number, Text: strconv.FormatInt(v.Number, 10)}
	case Amount:
		return intake.Cell{Kind: intake.Number, Text: v.Text}
	}
	return intake.Cell{Kind: intake.Text, Text: text}
}

// Plain is a value as programs read it: days as 2026-11-23, counts as numbers, amounts as
// they are written, a choice by its key or keys; nil for nothing.
func (h Head) Plain(v Value) any {
	switch {
	case v.Blank(), h.Type == Left && v.Text == resting:
		return nil
	case h.Type == Day:
		return v.Day().String()
	case h.Type == Moment:
		return v.Moment().Format("2006-01-02T15:04:05")
	case h.Type == Count, h.Type == Left:
		return v.Number
	case h.Several:
		return strings.Split(v.Text, "、")
	}
	return v.Text
}

// characters is how wide the column of a sheet is: as wide as the list's, which is in points.
func (h Head) characters() int {
	const point, most = 7, 60
	width := int(h.Width / point)
	if h.Grow {
		width *= 2
	}
	return min(max(width, 10), most)
}
