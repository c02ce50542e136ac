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
)

// approvals is what the part of the contracts' texts reads.
type approvals struct {
	all    []contract.TextApproval
	own    []contract.OwnText
	people []staff.Person
}

// texts are the contracts' texts in use, which of them a lawyer approved, and what was
// recorded of that before.
func (pg *page) texts() fyne.CanvasObject {
	read := pg.p.Read
	return part(pg, func(ctx context.Context) (k approvals, err error) {
		if k.all, err = read.TextApprovals(ctx); err != nil {
			return k, err
		}
		if k.own, err = read.OwnTexts(ctx); err != nil {
			return k, err
		}
		k.people, err = read.People(ctx)
		return k, err
	}, pg.textsPage, "text_approval", "contract_text", "person")
}

func (pg *page) textsPage(k approvals) fyne.CanvasObject {
	w := pg.c.W
	parts := []fyne.CanvasObject{widget.NewParagraph(w.T("settings.texts_text"), formWidth)}
	for _, text := range pg.p.Texts {
		parts = append(parts, pg.textParts(k, text)...)
	}
	if len(k.own) > 0 {
		var facts []widget.Fact
		for _, t := range slices.Backward(k.own) {
			facts = append(facts, widget.Fact{Label: w.Moment(t.At), Value: pg.ownTextSaid(k, t), Long: true})
		}
		parts = append(parts, widget.NewSection(w.T("settings.own_texts")), widget.NewFactList(136, facts...))
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

// textParts are a text of the program's and, where the company has put it in its own
// words, that one before it.
func (pg *page) textParts(k approvals, program app.Wording) []fyne.CanvasObject {
	one := func(text app.Wording, acts ...fyne.CanvasObject) []fyne.CanvasObject {
		return []fyne.CanvasObject{widget.NewSection(pg.textName(text.Template)), pg.textState(k, text), widget.Space(8), pg.textActs(k, text, acts...)}
	}
	edit := func(text string) fyne.CanvasObject {
		return widget.NewButton(pg.c.W.T("settings.own_text_edit"), func() { pg.editText(program.Template, text) })
	}
	may := pg.may(staff.SignContracts)
	t, own := contract.TextInUse(k.own)
	switch {
	case !own && may:
		return one(program, edit(""))
	case !own:
		return one(program)
	case !may:
		return append(one(t.Wording()), pg.notInUse(program))
	}
	retire := widget.NewButton(pg.c.W.T("settings.own_text_retire"), func() { pg.askRetirement(t) })
	return append(one(t.Wording(), edit(t.Text()), retire), pg.notInUse(program))
}

// notInUse says that nothing is drawn up in the program's text.
func (pg *page) notInUse(program app.Wording) fyne.CanvasObject {
	return widget.NewParagraph(pg.c.W.T("settings.own_text_instead", "text", pg.textName(program.Template)), formWidth)
}

// textName says a text and its version: 前期物业服务协议 第 2 版; of one in the company's own
// words the beginning of its hash too.
func (pg *page) textName(template string) string {
	base, own := contract.BaseTemplate(template)
	_, version, _ := strings.Cut(base, "/")
	name := pg.c.W.T("settings.text_version", "name", pg.c.W.T("contract.kind.agreement"), "version", version)
	if own {
		name = pg.c.W.T("settings.own_text_name", "text", name, "hash", strings.TrimPrefix(template, base)[1:])
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

// textState says whether the text is approved, and by whom.
func (pg *page) textState(k approvals, text app.Wording) fyne.CanvasObject {
	w := pg.c.W
	facts := []widget.Fact{{Label: w.T("settings.text_state"), Value: w.T("settings.text_unapproved"), Bold: true, Long: true}}
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
	case !pg.may(staff.SignContracts):
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
