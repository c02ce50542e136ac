package settings

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/staff"
	"keyday/ui/screen/register"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

// approvals is what the part of the forms reads.
type approvals struct {
	all    []contract.TextApproval
	own    []contract.OwnForm
	people []staff.Person
	head   app.Letterhead // the site's
}

// texts are the forms in use, the words of which a lawyer approved, and what was recorded
// of that before.
func (pg *page) texts() fyne.CanvasObject {
	read := pg.p.Read
	return part(pg, func(ctx context.Context) (k approvals, err error) {
		if k.all, err = read.TextApprovals(ctx); err != nil {
			return k, err
		}
		if k.own, err = read.OwnForms(ctx); err != nil {
			return k, err
		}
		if k.people, err = read.People(ctx); err != nil {
			return k, err
		}
		pg.p.Forms() // laid out here, not on the screen's turn
		s, err := read.SeeSite(ctx)
		k.head = s.Value.Letterhead()
		return k, err
	}, pg.textsPage, "text_approval", "own_form", "person", "site")
}

func (pg *page) textsPage(k approvals) fyne.CanvasObject {
	w := pg.c.W
	parts := []fyne.CanvasObject{widget.NewParagraph(w.T("settings.texts_text"), formWidth)}
	for _, form := range pg.p.Forms() {
		parts = append(parts, pg.formParts(k, form)...)
	}
	if len(k.own) > 0 {
		var facts []widget.Fact
		for _, t := range slices.Backward(k.own) {
			facts = append(facts, widget.Fact{Label: w.Moment(t.At), Value: pg.ownTextSaid(k, t), Long: true})
		}
		parts = append(parts, widget.NewSection(w.T("settings.own_forms")), widget.NewFactList(136, facts...))
	}
	if len(k.all) > 0 {
		var facts []widget.Fact
		for _, a := range slices.Backward(k.all) {
			facts = append(facts, widget.Fact{Label: w.Moment(a.At), Value: pg.approvalSaid(k, a), Long: true})
		}
		parts = append(parts, widget.NewSection(w.T("settings.texts_record")), widget.NewFactList(136, facts...))
	}
	return column(pg.toLookAt(staff.SignContracts, parts...)...)
}

// formParts are a form: the program's or, where the company has its own, the latest version
// of that, whether it is in use, and what can be done with it.
func (pg *page) formParts(k approvals, form PaperForm) []fyne.CanvasObject {
	w, latest, now := pg.c.W, contract.OwnLatest(k.own, form.Wording.Template), form.Wording
	if latest != nil {
		now = latest.Wording()
	}
	var acts []fyne.CanvasObject
	if pg.may(staff.SignContracts) {
		acts = append(acts, widget.NewButton(w.T("settings.own_form_edit"), func() { pg.editForm(form, latest, k.head) }))
		if form.Contract {
			acts = append(acts, widget.NewButton(w.T("settings.own_text_edit"), func() { pg.editText(form, latest) }))
		}
		if latest != nil {
			acts = append(acts, widget.NewButton(w.T("settings.own_form_retire"), func() { pg.askRetirement(*latest) }))
		}
	}
	state, said, used := "settings.text_unapproved", "settings.own_form_instead", form.Wording.Template
	if inUse := contract.OwnInUse(k.own, k.all, form.Wording.Template); latest != nil && (inUse == nil || inUse.Name() != latest.Name()) {
		state, said = "settings.text_waiting", "settings.own_form_until"
		if inUse != nil {
			used = inUse.Name()
		}
	}
	parts := []fyne.CanvasObject{widget.NewSection(pg.textName(now.Template)), pg.textState(k, now, state), widget.Space(8), pg.textActs(k, now, acts...)}
	if latest != nil {
		parts = append(parts, widget.NewParagraph(w.T(said, "text", pg.textName(used)), formWidth))
	}
	return parts
}

// textName says a form and its version: 前期物业服务协议 第 2 版; of one of the company's own
// the beginning of its hash too.
func (pg *page) textName(template string) string {
	w := pg.c.W
	base, own := contract.BaseTemplate(template)
	key, version, _ := strings.Cut(base, "/")
	name := key
	for _, f := range pg.p.Forms() {
		if strings.HasPrefix(f.Wording.Template, key+"/") {
			if name = f.ZH; w.Language() == words.English {
				name = f.EN
			}
		}
	}
	name = w.T("settings.text_version", "name", name, "version", version)
	if own {
		name = w.T("settings.own_form_name", "text", name, "hash", strings.TrimPrefix(template, base)[1:])
	}
	return name
}

// inForce is the approval of the text that holds, nil where none does.
func (k approvals) inForce(text app.Wording) *contract.TextApproval {
	if i := slices.IndexFunc(k.all, func(a contract.TextApproval) bool { return a.Holds(text) }); i >= 0 {
		return &k.all[i]
	}
	return nil
}

// hashShown is how many digits of a hash people compare.
const hashShown = 16

// textState says whether the text is approved, and by whom; unapproved says what it is
// without.
func (pg *page) textState(k approvals, text app.Wording, unapproved string) fyne.CanvasObject {
	w := pg.c.W
	if text.Text == "" {
		return widget.NewFactList(136, widget.Fact{Label: w.T("settings.text_state"), Value: w.T("settings.text_program"), Long: true})
	}
	facts := []widget.Fact{{Label: w.T("settings.text_state"), Value: w.T(unapproved), Bold: true, Long: true}}
	if a := k.inForce(text); a != nil {
		facts = []widget.Fact{
			{Label: w.T("settings.text_state"), Value: w.T("settings.text_approved"), Bold: true},
			{Label: w.T("field.text_approval.lawyer"), Value: a.Lawyer, Long: true},
			{Label: w.T("field.text_approval.office"), Value: a.Office, Long: true},
			{Label: w.T("field.text_approval.on_day"), Value: a.On.String()},
		}
		if a.Reference != "" {
			facts = append(facts, widget.Fact{Label: w.T("field.text_approval.reference"), Value: a.Reference, Long: true})
		}
	}
	return widget.NewFactList(136, append(facts, widget.Fact{Label: w.T("field.text_approval.text"), Value: text.Text[:min(hashShown, len(text.Text))]})...)
}

func (pg *page) textActs(k approvals, text app.Wording, more ...fyne.CanvasObject) fyne.CanvasObject {
	w, actor := pg.c.W, pg.c.Actor()
	acts := []fyne.CanvasObject{widget.NewButton(w.T("settings.text_show"), func() {
		pg.c.Do(func(ctx context.Context) error { return pg.p.ShowText(ctx, actor, text.Template) }, func(err error) {
			if err != nil {
				pg.c.Fail(err)
			}
		})
	})}
	acts = append(acts, more...)
	switch {
	case !pg.may(staff.SignContracts), text.Text == "":
	case k.inForce(text) == nil:
		acts = append(acts, layout.NewSpacer(), widget.NewPrimary(w.T("settings.text_approve"), func() { pg.askApproval(text) }))
	default:
		acts = append(acts, layout.NewSpacer(), widget.NewButton(w.T("settings.text_withdraw"), func() { pg.askWithdrawal(text) }))
	}
	return widget.Bar(acts...)
}

// askApproval takes down who approved the text that is shown.
func (pg *page) askApproval(text app.Wording) {
	w, actor, f := pg.c.W, pg.c.Actor(), register.NewForm(pg.c)
	label := func(key string) string { return w.T("field.text_approval." + key) }
	lawyer, office := f.Text(label("lawyer"), "", register.Must), f.Text(label("office"), "", register.Must)
	day := f.Day(label("on_day"), pg.c.Today(), register.Must)
	reference := f.Text(label("reference"), "")
	pg.ask(f, register.Question{Title: w.T("settings.text_approve_title", "text", pg.textName(text.Template)), Text: w.T("settings.text_approve_text", "hash", text.Text[:min(hashShown, len(text.Text))]), Confirm: w.T("settings.text_approve_confirm"),
		Take: func() (register.Doing, error) {
			a := contract.TextApproval{Template: text.Template, Text: text.Text, Lawyer: lawyer.Text, Office: office.Text, Reference: reference.Text, On: day()}
			return func(ctx context.Context) error { return pg.p.Contract.ApproveText(ctx, actor, a) }, nil
		}}, w.T("settings.text_approved_said"))
}

// askWithdrawal takes an approval back, with its reason.
func (pg *page) askWithdrawal(text app.Wording) {
	w, actor, f := pg.c.W, pg.c.Actor(), register.NewForm(pg.c)
	reason := f.Text(w.T("field.text_approval.withdrawn"), "", register.Must)
	pg.ask(f, register.Question{Title: w.T("settings.text_withdraw_title", "text", pg.textName(text.Template)), Text: w.T("settings.text_withdraw_text"), Confirm: w.T("settings.text_withdraw_confirm"),
		Take: func() (register.Doing, error) {
			why := reason.Text
			return func(ctx context.Context) error { return pg.p.Contract.WithdrawText(ctx, actor, text.Template, why) }, nil
		}}, w.T("settings.text_withdrawn_said"))
}

// name is who somebody of the team is.
func (k approvals) name(id app.ID) string {
	if i := slices.IndexFunc(k.people, func(p staff.Person) bool { return p.ID == id }); i >= 0 {
		return k.people[i].Name
	}
	return ""
}

// approvalSaid tells an approval in the record of them.
func (pg *page) approvalSaid(k approvals, a contract.TextApproval) string {
	w := pg.c.W
	said := w.T("settings.text_record", "text", pg.textName(a.Template), "hash", a.Text[:min(hashShown, len(a.Text))],
		"lawyer", a.Lawyer, "office", a.Office, "on", a.On.String(), "reference", a.Reference, "by", k.name(a.By))
	if a.Withdrawn != "" {
		said += "\n" + w.T("settings.text_record_withdrawn", "at", w.Moment(a.WithdrawnAt), "by", k.name(a.WithdrawnBy), "reason", a.Withdrawn)
	}
	return said
}
