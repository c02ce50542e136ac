package block

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"keyday/app"
	"keyday/ui/paper/set"
)

// withOwn adds the fields that the company has besides: those for the top to the first
// facts, the others before the signatures.
func withOwn(head set.Masthead, blocks []Block) []Block {
	blocks = slices.Clone(blocks)
	if i := slices.IndexFunc(blocks, is[Facts]); i >= 0 {
		top := blocks[i].(Facts)
		top.Rows = append(slices.Clone(top.Rows), added(head.More(app.OwnTop))...)
		blocks[i] = top
	}
	if i := slices.IndexFunc(blocks, is[Signatures]); i >= 0 {
		blocks = slices.Insert(blocks, i, Block(Facts{Rows: added(head.More(app.OwnEnd))}))
	}
	return blocks
}

func is[B Block](b Block) bool { _, is := b.(B); return is }

// added are the fields' rows: two of them share one where what they say is short.
func added(fields []app.Choice) (rows [][]Fact) {
	const short = 12
	for i, f := range fields {
		fact := F(f.Of, "", f.Value)
		if last := len(rows) - 1; last >= 0 && len(rows[last]) == 1 && utf8.RuneCountInString(f.Value) <= short && utf8.RuneCountInString(fields[i-1].Value) <= 2*short {
			rows[last] = append(rows[last], fact)
			continue
		}
		rows = append(rows, []Fact{fact})
	}
	return rows
}

// said is what is signed for, and of how many copies.
func (b Signatures) said(p *page) Text {
	said := b.Said
	if b.Copies == 0 { // the form does not say
		return said
	}
	switch n := p.Count(app.OwnCopies, b.Copies); n {
	case 2:
		said.ZH += "本单一式 2 份，双方各执一份，具有同等效力。"
	default:
		said.ZH += fmt.Sprint("本单一式 ", n, " 份，具有同等效力。")
	}
	return said
}

// Note is a sentence that a company may have in its own words, which have no English.
func Note(head set.Masthead, label, zh, en string) Text {
	said := head.Choose(app.Ask{What: app.OwnNote, Of: label, ZH: label, Usual: zh})
	if said != zh {
		en = ""
	}
	return Text{said, en}
}
