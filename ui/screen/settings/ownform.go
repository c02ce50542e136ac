package settings

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"keyday/app"
	"keyday/app/contract"
	"keyday/ui/screen/register"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

// choosing is a form on the way into the company's own: what it lets a company choose, each
// as what is asked for it.
type choosing struct {
	pg   *page
	form PaperForm
	from *contract.OwnForm // the version that is edited; nil: the program's
	own  app.Own           // its choices
	f    *register.Form
	read []func() ([]app.Choice, error) // what stands in the fields, in the order of a version
	note *widget.Entry
}

// editForm opens a form for choosing, the program's where there is no other yet; head is
// the site's letterhead, which it has where nothing else is chosen.
func (pg *page) editForm(form PaperForm, from *contract.OwnForm, head app.Letterhead) {
	w, actor := pg.c.W, pg.c.Actor()
	e := &choosing{pg: pg, form: form, from: from, f: register.NewForm(pg.c)}
	if from != nil {
		e.own = from.Own
	}
	e.letterhead(head)
	e.part("settings.own_form_fields", func() {
		e.leftOut(app.OwnHidden, "settings.own_form_hidden")
		e.lines(app.OwnTop, "settings.own_form_top", "settings.own_form_line_hint")
		e.lines(app.OwnEnd, "settings.own_form_end", "settings.own_form_line_hint")
	})
	e.part("settings.own_form_said", func() {
		e.notes()
		e.said()
	})
	e.part("settings.own_form_signing", func() {
		e.leftOut(app.OwnWithout, "settings.own_form_without")
		e.lines(app.OwnSigner, "settings.own_form_signer", "settings.own_form_signer_hint")
		e.seals()
		e.figure(app.OwnSealSide, "settings.own_form_seal_side")
		e.figure(app.OwnCopies, "settings.own_form_copies")
	})
	e.f.Put(container.NewHBox(layout.NewSpacer(), widget.NewButton(w.T("settings.own_form_look"), func() { pg.lookAt(e.version()) })))
	e.note = e.f.Text(w.T("field.own_form.note"), "", register.Must, register.Of("changed"))
	pg.ask(e.f, register.Question{Title: w.T("settings.own_form_title", "text", pg.textName(form.Wording.Template)), Text: w.T("settings.own_form_text"), Confirm: w.T("settings.own_form_keep"), Long: true,
		Take: func() (register.Doing, error) {
			f, err := e.version()
			return func(ctx context.Context) error { return pg.p.Contract.KeepForm(ctx, actor, f, contract.NameOf(from)) }, err
		}}, w.T("settings.own_form_kept"))
}

// version is the form as it would be kept.
func (e *choosing) version() (f contract.OwnForm, err error) {
	f = contract.OwnForm{Template: e.form.Wording.Template, Note: e.note.Text}
	if f.Parts, err = e.pg.textOf(e.form, e.from); err != nil {
		return f, err
	}
	for _, read := range e.read {
		chosen, err := read()
		if err != nil {
			return f, err
		}
		f.Choices = append(f.Choices, chosen...)
	}
	return f, nil
}

// asked are the form's asks of a sort.
func (e *choosing) asked(what app.Chosen) (all []app.Ask) {
	for _, a := range e.form.Asks {
		if a.What == what {
			all = append(all, a)
		}
	}
	return all
}

// label is what an ask is found by on the form.
func (e *choosing) label(a app.Ask) string {
	if e.pg.c.W.Language() == words.English {
		return cmp.Or(a.EN, a.ZH)
	}
	return a.ZH
}

// line asks for a text in place of the usual one; left as it is, or empty, it is the usual.
func (e *choosing) line(a app.Ask, label, hint string) {
	entry := e.f.Text(label, e.own.Or(a.What, a.Of, ""), register.Hint(hint), register.Of(string(a.What)))
	e.reads(a, func() string { return cmp.Or(strings.TrimSpace(entry.Text), a.Usual) })
}

// reads takes a choice where it is other than usual.
func (e *choosing) reads(a app.Ask, value func() string) {
	e.read = append(e.read, func() ([]app.Choice, error) {
		if chosen := value(); chosen != a.Usual {
			return []app.Choice{{What: a.What, Of: a.Of, Value: chosen}}, nil
		}
		return nil, nil
	})
}

// part asks what follows under a heading, where the form lets the company choose any of it.
func (e *choosing) part(heading string, ask func()) {
	rows := widget.Stack()
	e.f.In(rows, ask)
	if len(rows.Objects) > 0 {
		e.f.Put(widget.NewSection(e.pg.c.W.T(heading)))
		e.f.Put(rows)
	}
}

func (e *choosing) letterhead(head app.Letterhead) {
	w := e.pg.c.W
	e.f.Put(widget.NewSection(w.T("settings.own_form_letterhead")))
	e.f.Beside(func() {
		e.line(app.Ask{What: app.OwnCompany}, w.T("settings.own_form_company"), head.Company)
		e.line(app.Ask{What: app.OwnLine}, w.T("settings.own_form_under"), "")
	})
	e.f.Beside(func() {
		e.line(app.Ask{What: app.OwnAddress}, w.T("settings.field.address"), head.Address)
		e.line(app.Ask{What: app.OwnPhone}, w.T("settings.field.phone"), head.Phone)
	})
}

func (e *choosing) notes() {
	for _, a := range e.asked(app.OwnNote) {
		box := e.f.Note(e.label(a), e.own.Or(a.What, a.Of, a.Usual), register.Of(string(a.What)))
		e.reads(a, func() string { return cmp.Or(strings.TrimSpace(box.Text), a.Usual) })
	}
}

// said asks what the paper says that it usually does not.
func (e *choosing) said() {
	values := map[app.Chosen]string{app.OwnOverrides: app.OnOriginal, app.OwnNumbers: app.InFull}
	all := append(e.asked(app.OwnOverrides), e.asked(app.OwnNumbers)...)
	if len(all) == 0 {
		return
	}
	ticked := register.Ticks(e.f, register.Choice[app.Ask]{Label: e.pg.c.W.T("settings.own_form_also"), Keys: all, Say: e.label},
		func(a app.Ask) bool { return e.own.Or(a.What, a.Of, "") == values[a.What] }, threeBeside)
	e.read = append(e.read, func() (chosen []app.Choice, err error) {
		for _, a := range ticked() {
			chosen = append(chosen, app.Choice{What: a.What, Of: a.Of, Value: values[a.What]})
		}
		return chosen, nil
	})
}

// leftOut asks what of the form is left out, of what need not be there.
func (e *choosing) leftOut(what app.Chosen, label string) {
	var may []app.Ask
	for _, a := range e.asked(what) {
		if !a.Fixed {
			may = append(may, a)
		}
	}
	if len(may) == 0 {
		return
	}
	ticked := register.Ticks(e.f, register.Choice[app.Ask]{Label: e.pg.c.W.T(label), Keys: may, Say: e.label},
		func(a app.Ask) bool { _, left := e.own.Find(what, a.Of); return left }, threeBeside)
	e.read = append(e.read, func() (chosen []app.Choice, err error) {
		for _, a := range ticked() {
			chosen = append(chosen, app.Choice{What: what, Of: a.Of})
		}
		return chosen, nil
	})
}

// threeBeside sets boxes three to a row.
func threeBeside(boxes ...fyne.CanvasObject) fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for three := range slices.Chunk(boxes, 3) {
		for len(three) < 3 {
			three = append(three, widget.Space(1))
		}
		rows = append(rows, widget.Columns(three...))
	}
	return widget.Stack(rows...)
}

// seals asks who signs by a seal.
func (e *choosing) seals() {
	all := e.asked(app.OwnSeal)
	if len(all) == 0 {
		return
	}
	ticked := register.Ticks(e.f, register.Choice[app.Ask]{Label: e.pg.c.W.T("settings.own_form_seal"), Keys: all, Say: e.label},
		func(a app.Ask) bool { return e.own.Or(a.What, a.Of, a.Usual) == app.Sealed }, threeBeside)
	for i, a := range all {
		e.reads(a, func() string {
			if slices.ContainsFunc(ticked(), func(t app.Ask) bool { return t.Of == all[i].Of }) {
				return app.Sealed
			}
			return app.HandSigned
		})
	}
}

// figure asks for a number.
func (e *choosing) figure(what app.Chosen, label string) {
	for _, a := range e.asked(what) {
		e.line(a, e.pg.c.W.T(label), a.Usual)
	}
}

// lines asks for any number of additions, one a line: what it is called, and behind a colon
// what stands there. Behind who signs by a seal it says so.
func (e *choosing) lines(what app.Chosen, label, hint string) {
	if len(e.asked(what)) == 0 {
		return
	}
	w := e.pg.c.W
	var shown []string
	for _, c := range e.own.All(what) {
		line := c.Of
		switch {
		case what == app.OwnSigner && c.Value == app.Sealed:
			line += w.T("settings.own_form_sealed")
		case what != app.OwnSigner && c.Value != "":
			line += "：" + c.Value
		}
		shown = append(shown, line)
	}
	box := e.f.Note(w.T(label), strings.Join(shown, "\n"), register.Of(string(what)))
	box.SetPlaceHolder(w.T(hint))
	e.read = append(e.read, func() (all []app.Choice, err error) {
		for line := range strings.Lines(box.Text) {
			if line = strings.TrimSpace(line); line != "" {
				all = append(all, e.addition(what, line))
			}
		}
		return all, nil
	})
}

// addition reads a line of additions.
func (e *choosing) addition(what app.Chosen, line string) app.Choice {
	if what != app.OwnSigner {
		of, value := line, ""
		if at := strings.IndexAny(line, ":："); at >= 0 {
			of, value = line[:at], strings.TrimLeft(line[at:], ":：")
		}
		return app.Choice{What: what, Of: strings.TrimSpace(of), Value: strings.TrimSpace(value)}
	}
	full := strings.NewReplacer("(", "（", ")", "）").Replace
	if name, sealed := strings.CutSuffix(full(line), full(e.pg.c.W.T("settings.own_form_sealed"))); sealed {
		return app.Choice{What: what, Of: strings.TrimSpace(name), Value: app.Sealed}
	}
	return app.Choice{What: what, Of: line, Value: app.HandSigned}
}
