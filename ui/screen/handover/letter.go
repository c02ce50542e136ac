package handover

import (
	"context"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/handover"
	"keyday/app/site"
	"keyday/ui/screen/widget"
)

// letterForm is the letter of authority by which somebody comes for owners.
type letterForm struct {
	pg                      *desk
	name, number, phone, no *widget.Entry
	paper, kind             *widget.Select
	from, to                *widget.DateField
	owners                  map[app.ID]*widget.Check
	scopes                  map[contract.Scope]*widget.Check
	whom, powers            []fyne.CanvasObject // the checks, in their order
}

// letterKinds are the sorts of letters as they are offered.
var letterKinds = []contract.AuthorityKind{contract.Plain, contract.Notarised}

// agent takes down the letter of authority by which somebody came for an owner.
func (pg *desk) agent(owner app.ID) {
	w, f := pg.c.W, pg.newLetterForm(owner)
	d := widget.NewDialog(w, w.T("handover.ask.agent"), "")
	d.Width, d.Focus, d.Confirm = 520, f.name, w.T("handover.ask.agent_confirm")
	d.Content = f.lay()
	pg.asks(d, func() (useCase, error) {
		letter, err := f.letter()
		agent := handover.Agent{For: f.principals(), By: handover.Identification{Paper: f.paper.Selected, Original: true}}
		return func(ctx context.Context, actor app.Actor, unit app.ID) error {
			return pg.p.Desk.CheckAgent(ctx, actor, unit, letter, agent)
		}, err
	}, func() {})
}

// withdraw ends a letter of authority before its last day, as the owner tells.
func (pg *desk) withdraw(letter contract.Authority) {
	w := pg.c.W
	d := widget.NewDialog(w, w.T("handover.ask.withdraw", "agent", letter.Agent), w.T("handover.ask.withdraw_text"))
	d.Confirm, d.Danger = w.T("handover.ask.withdraw_confirm"), true
	pg.asks(d, alone(func(ctx context.Context, actor app.Actor, _ app.ID) error {
		return pg.p.Letters.WithdrawAuthority(ctx, actor, letter.ID)
	}), func() { pg.c.Say(w.T("handover.said.saved")) })
}

// newLetterForm is a plain letter from today on, for the one owner, with all powers.
func (pg *desk) newLetterForm(owner app.ID) *letterForm {
	w := pg.c.W
	f := &letterForm{pg: pg, owners: map[app.ID]*widget.Check{}, scopes: map[contract.Scope]*widget.Check{},
		name: widget.NewEntry(""), number: widget.NewEntry(""), phone: widget.NewEntry(""), no: widget.NewEntry(""),
		from: widget.NewDateField(w, pg.c.Today, pg.c.Today()), to: widget.NewDateField(w, pg.c.Today, 0)}
	f.paper = widget.NewSelect(w.Terms(site.IDTypes...), nil)
	f.paper.Choose(f.paper.Options[0])
	kinds := make([]string, len(letterKinds))
	for i, k := range letterKinds {
		kinds[i] = w.T("handover.letter." + string(k))
	}
	f.kind = widget.NewSelect(kinds, nil)
	f.kind.Choose(kinds[0])
	for _, p := range pg.v.Owners {
		tick := widget.NewCheck(p.Owner.Name, nil)
		tick.Tick(p.Ownership.Owner == owner)
		f.owners[p.Ownership.Owner] = tick
		f.whom = append(f.whom, tick)
	}
	for _, s := range contract.Scopes {
		tick := widget.NewCheck(w.T("handover.scope."+string(s)), nil)
		tick.Tick(true)
		f.scopes[s] = tick
		f.powers = append(f.powers, tick)
	}
	return f
}

// lay lays the form out.
func (f *letterForm) lay() fyne.CanvasObject {
	field := func(key string, o fyne.CanvasObject) fyne.CanvasObject {
		return widget.NewField(f.pg.c.W.T("handover.ask."+key), o)
	}
	half := func(a, b fyne.CanvasObject) fyne.CanvasObject {
		return widget.Bar(widget.Fixed(256, a), widget.Fixed(256, b))
	}
	return widget.Stack(
		half(field("agent_name", f.name), field("agent_phone", f.phone)),
		half(field("agent_paper", f.paper), field("agent_no", f.number)),
		field("agent_for", widget.Bar(f.whom...)),
		half(field("agent_kind", f.kind), field("agent_letter_no", f.no)),
		half(field("agent_from", f.from), field("agent_to", f.to)),
		field("agent_scopes", widget.Stack(widget.Bar(f.powers[:3]...), widget.Bar(f.powers[3:]...))),
	)
}

// letter is what the fields say of the letter.
func (f *letterForm) letter() (a contract.Authority, err error) {
	a = contract.Authority{Agent: f.name.Text, IDType: site.IDTypes[f.paper.Index()], IDNo: f.number.Text, Phone: f.phone.Text,
		Kind: letterKinds[max(0, f.kind.Index())], No: f.no.Text}
	if a.From, err = f.from.Given(); err != nil {
		return a, err
	}
	if a.To, err = f.to.Given(); err != nil {
		return a, err
	}
	for _, s := range contract.Scopes {
		if f.scopes[s].Checked {
			a.Scopes = append(a.Scopes, s)
		}
	}
	return a, nil
}

// principals are the owners whom the agent comes for.
func (f *letterForm) principals() []app.ID {
	var all []app.ID
	for _, p := range f.pg.v.Owners {
		if tick := f.owners[p.Ownership.Owner]; tick != nil && tick.Checked {
			all = append(all, p.Ownership.Owner)
		}
	}
	return all
}
