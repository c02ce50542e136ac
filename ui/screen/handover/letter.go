package handover

import (
	"context"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/handover"
	"keyday/app/site"
	"keyday/ui/screen/register"
	"keyday/ui/screen/widget"
)

// letterKinds are the sorts of letters as they are offered.
var letterKinds = []contract.AuthorityKind{contract.Plain, contract.Notarised}

// agent takes down the letter of authority by which somebody came for an owner: a plain one
// from today on, with all powers, unless something else is said.
func (pg *desk) agent(owner app.ID) {
	w, f := pg.c.W, register.NewForm(pg.c)
	f.Width = 520
	label := func(key string) string { return w.T("handover.ask." + key) }
	var name, phone, number, no *widget.Entry
	var paper func() string
	var kind func() contract.AuthorityKind
	var from, to func() app.Date
	f.Beside(func() {
		name, phone = f.Text(label("agent_name"), ""), f.Text(label("agent_phone"), "")
	})
	f.Beside(func() {
		paper = register.Pick(f, register.Choice[string]{Label: label("agent_paper"), Keys: site.IDTypes, Say: w.Term}, site.IDTypes[0])
		number = f.Text(label("agent_no"), "")
	})
	owners := make([]app.ID, len(pg.v.Owners))
	names := map[app.ID]string{}
	for i, p := range pg.v.Owners {
		owners[i], names[p.Ownership.Owner] = p.Ownership.Owner, p.Owner.Name
	}
	bar := func(boxes ...fyne.CanvasObject) fyne.CanvasObject { return widget.Bar(boxes...) }
	principals := register.Ticks(f, register.Choice[app.ID]{Label: label("agent_for"), Keys: owners, Say: func(id app.ID) string { return names[id] }},
		func(id app.ID) bool { return id == owner }, bar)
	f.Beside(func() {
		kind = register.Pick(f, register.Choice[contract.AuthorityKind]{Label: label("agent_kind"), Keys: letterKinds,
			Say: func(k contract.AuthorityKind) string { return w.T("handover.letter." + string(k)) }}, letterKinds[0])
		no = f.Text(label("agent_letter_no"), "")
	})
	f.Beside(func() { from, to = f.Day(label("agent_from"), pg.c.Today()), f.Day(label("agent_to"), 0) })
	powers := register.Ticks(f, register.Choice[contract.Scope]{Label: label("agent_scopes"), Keys: contract.Scopes,
		Say: func(s contract.Scope) string { return w.T("handover.scope." + string(s)) }},
		func(contract.Scope) bool { return true },
		func(boxes ...fyne.CanvasObject) fyne.CanvasObject {
			return widget.Stack(widget.Bar(boxes[:3]...), widget.Bar(boxes[3:]...))
		})
	pg.asks(f, register.Question{Title: w.T("handover.ask.agent"), Confirm: w.T("handover.ask.agent_confirm"), Done: func() {}}, func() useCase {
		letter := contract.Authority{Agent: name.Text, IDType: paper(), IDNo: number.Text, Phone: phone.Text,
			Kind: kind(), No: no.Text, From: from(), To: to(), Scopes: powers()}
		agent := handover.Agent{For: principals(), By: handover.Identification{Paper: paper(), Original: true}}
		return func(ctx context.Context, actor app.Actor, unit app.ID) error {
			return pg.p.Desk.CheckAgent(ctx, actor, unit, letter, agent)
		}
	})
}

// withdraw ends a letter of authority before its last day, as the owner tells.
func (pg *desk) withdraw(letter contract.Authority) {
	w := pg.c.W
	pg.asks(nil, register.Question{Title: w.T("handover.ask.withdraw", "agent", letter.Agent), Text: w.T("handover.ask.withdraw_text"),
		Confirm: w.T("handover.ask.withdraw_confirm"), Danger: true},
		alone(func(ctx context.Context, actor app.Actor, _ app.ID) error {
			return pg.p.Letters.WithdrawAuthority(ctx, actor, letter.ID)
		}))
}
