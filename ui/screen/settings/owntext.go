package settings

import (
	"context"
	"image"
	"strconv"
	"strings"

	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"keyday/app"
	"keyday/app/contract"
	"keyday/ui/screen/register"
	"keyday/ui/screen/widget"
)

// wording is a contract's text on the way into the company's own words: article by
// article, for the whole is more than one box can hold.
type wording struct {
	pg     *page
	form   PaperForm
	from   *contract.OwnForm // the version that is edited; nil: the program's
	parts  []string          // as people see them; one is in the box
	at     int               // -1 before any is
	choose *widget.Select
	box    *widget.NoteEntry
	note   *widget.Entry
}

// editText opens the text for editing, the program's where it is none yet.
func (pg *page) editText(form PaperForm, from *contract.OwnForm) {
	own := pg.p.OwnText
	parts, err := pg.textOf(form, from)
	if err != nil {
		pg.c.Fail(err)
		return
	}
	shown, err := own.Shown(strings.Join(parts, ""))
	if err != nil {
		pg.c.Fail(err)
		return
	}
	w, actor := pg.c.W, pg.c.Actor()
	e := &wording{pg: pg, form: form, from: from, parts: own.Articles(shown), at: -1, note: widget.NewEntry(w.T("settings.own_form_note_hint"))}
	e.box = widget.NewNoteEntry("")
	e.box.SetMinRowsVisible(10)
	e.choose = widget.NewSelect(titles(e.parts), func(string) { e.open(e.choose.Index()) })
	look := widget.NewButton(w.T("settings.own_form_look"), e.look)
	earlier, later := widget.NewButton(w.T("settings.own_text_earlier"), func() { e.turn(-1) }), widget.NewButton(w.T("settings.own_text_later"), func() { e.turn(1) })
	e.turn(1)
	f := register.NewForm(pg.c)
	f.Add(w.T("settings.own_text_article"), e.choose)
	f.Put(e.box)
	f.Put(container.NewHBox(earlier, later, layout.NewSpacer(), look))
	f.Add(w.T("field.own_form.note"), e.note, register.Must, register.Of("changed"))
	pg.ask(f, register.Question{Title: w.T("settings.own_text_title", "text", pg.textName(form.Wording.Template)), Text: w.T("settings.own_text_text"), Confirm: w.T("settings.own_form_keep"), Long: true,
		Take: func() (register.Doing, error) {
			t, err := e.text()
			return func(ctx context.Context) error { return pg.p.Contract.KeepForm(ctx, actor, t, contract.NameOf(from)) }, err
		}}, w.T("settings.own_form_kept"))
}

// titles are what the parts begin with, each another.
func titles(parts []string) []string {
	all := make([]string, len(parts))
	for i, p := range parts {
		all[i] = title(i, p)
	}
	return all
}

// title is what the ith part begins with.
func title(i int, part string) string {
	const long = 26
	line, _, _ := strings.Cut(strings.TrimLeft(part, "#! -\n"), "\n")
	if runes := []rune(line); len(runes) > long {
		line = string(runes[:long]) + "…"
	}
	return strconv.Itoa(i+1) + ". " + line
}

// keep takes what stands in the box; the empty lines behind it stay.
func (e *wording) keep() {
	if e.at < 0 {
		return
	}
	part := &e.parts[e.at]
	*part = e.box.Text + strings.TrimPrefix(*part, strings.TrimRight(*part, "\n"))
}

// open shows the ith part, once what was changed in the other is taken.
func (e *wording) open(i int) {
	if i < 0 {
		return
	}
	e.keep()
	e.at = i
	e.box.SetText(strings.TrimRight(e.parts[i], "\n"))
}

// turn goes on to another part.
func (e *wording) turn(by int) {
	if i := e.at + by; i >= 0 && i < len(e.parts) {
		e.choose.Choose(e.choose.Options[i])
		e.open(i)
	}
}

// text is the whole as it would be kept.
func (e *wording) text() (contract.OwnForm, error) {
	e.keep()
	parts, err := e.pg.p.OwnText.Source(e.parts)
	f := contract.OwnForm{Template: e.form.Wording.Template, Own: app.Own{Parts: parts}, Note: e.note.Text}
	if e.from != nil {
		f.Choices = e.from.Choices
	}
	return f, err
}

// look shows the text as the pages that it would be.
func (e *wording) look() {
	t, err := e.text()
	e.pg.lookAt(t, err)
}

// lookAt shows a form as the pages that it would be.
func (pg *page) lookAt(f contract.OwnForm, err error) {
	if err != nil {
		pg.c.Fail(err)
		return
	}
	actor := pg.c.Actor()
	register.ShowPages(pg.c, pg.c.W.T("settings.own_form_look"), func(ctx context.Context, width int) ([]image.Image, error) {
		return pg.p.OwnText.Try(ctx, actor, f, width)
	})
}

// textOf is the text of a contract in the version, nil for the program's; none of another
// form.
func (pg *page) textOf(form PaperForm, from *contract.OwnForm) (parts []string, err error) {
	switch {
	case !form.Contract:
		return nil, nil
	case from != nil:
		return from.Parts, nil
	}
	text, err := pg.p.OwnText.Program(form.Wording.Template)
	return []string{text}, err
}

// askRetirement takes a text out of use, with its reason.
func (pg *page) askRetirement(t contract.OwnForm) {
	w, actor, f := pg.c.W, pg.c.Actor(), register.NewForm(pg.c)
	reason := f.Text(w.T("field.own_form.retired"), "", register.Must)
	pg.ask(f, register.Question{Title: w.T("settings.own_form_retire_title", "text", pg.textName(t.Name())), Text: w.T("settings.own_form_retire_text"), Confirm: w.T("settings.own_form_retire_confirm"),
		Take: func() (register.Doing, error) {
			why := reason.Text
			return func(ctx context.Context) error { return pg.p.Contract.RetireForm(ctx, actor, t.Name(), why) }, nil
		}}, w.T("settings.own_form_retired"))
}

// ownTextSaid tells a version in the record of them.
func (pg *page) ownTextSaid(k approvals, t contract.OwnForm) string {
	w := pg.c.W
	said := w.T("settings.own_form_record", "text", pg.textName(t.Name()), "note", t.Note, "by", k.name(t.By))
	if t.Retired != "" {
		said += "\n" + w.T("settings.own_form_record_retired", "at", w.Moment(t.RetiredAt), "by", k.name(t.RetiredBy), "reason", t.Retired)
	}
	return said
}
