package handover

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"keyday/app"
	"keyday/app/handover"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

// identity has a line for each owner: the paper that was looked at, or the agent
// who came.
func (pg *desk) identity() []fyne.CanvasObject {
	w := pg.c.W
	parts := []fyne.CanvasObject{pg.head(identity, func() (done, total int) {
		for _, p := range pg.v.Owners {
			if identified(p) {
				done++
			}
		}
		return done, max(1, len(pg.v.Owners))
	})}
	var first fyne.Focusable
	for _, p := range pg.v.Owners {
		line, start := pg.person(p)
		if !identified(p) && first == nil {
			first = start
		}
		parts = append(parts, line)
	}
	if len(pg.v.Owners) == 0 {
		parts = append(parts, widget.NewQuiet(w.T("refusal.handover.owner_missing")))
	}
	pg.starts[identity] = func() fyne.Focusable { return first }
	return parts
}

// identified reports whether somebody was seen who may act for the owner: an agent whose
// letter was withdrawn may not.
func identified(p handover.Present) bool { return p.Check != nil && !p.Letter.Withdrawn }

func (pg *desk) person(p handover.Present) (line fyne.CanvasObject, start fyne.Focusable) {
	w, owner := pg.c.W, p.Ownership.Owner
	name := widget.NewBold(p.Owner.Name)
	name.Least = 72
	paper := widget.NewQuiet(pg.number(p))
	paper.Least = 96
	row := []fyne.CanvasObject{widget.UpTo(160, 72, name), widget.UpTo(240, 96, paper)}
	pg.follow = append(pg.follow, func() {
		for _, now := range pg.v.Owners {
			if now.Ownership.Owner == owner {
				name.SetText(now.Owner.Name)
				paper.SetText(pg.number(now))
			}
		}
	})
	if p.Check != nil {
		delete(pg.whole, owner)
		checked, again := pg.checked(p)
		line := line44(append(row, checked...)...)
		if !p.Check.Authority.IsNil() {
			line = widget.Stack(line, line44(pg.byLetter(p)...))
		}
		return line, again
	}
	if !pg.editable() {
		return line44(append(row, widget.NewQuiet(w.T("handover.identity.unseen")))...), nil
	}
	which := widget.NewSelect(w.Terms(site.IDTypes...), nil)
	which.Choose(which.Options[max(0, slices.Index(site.IDTypes, p.Owner.IDType))])
	see := func(original bool) func() {
		return func() {
			seen := handover.Identification{Paper: site.IDTypes[which.Index()], Original: original}
			pg.act(func(ctx context.Context, actor app.Actor, unit app.ID) error {
				return pg.p.Desk.CheckOwner(ctx, actor, unit, owner, seen)
			}, nil)
		}
	}
	if pg.p.Privacy != nil && pg.may(staff.SeePrivate) {
		row = append(row, widget.NewIconButton("eye", w.T("handover.identity.compare", "name", p.Owner.Name), func() { pg.compare(owner) }))
	}
	original := widget.NewButton(w.T("handover.identity.see_original"), see(true))
	row = append(row, widget.Fixed(150, which), original,
		widget.NewButtonIn(widget.Flat, "", w.T("handover.identity.see_copy"), see(false)),
		widget.NewButtonIn(widget.Flat, "", w.T("handover.identity.agent"), func() { pg.agent(owner) }))
	return widget.Bar(row...), original
}

// number is the kind and number of an owner's identity paper: masked, but for who
// compares it with the card and has had it shown.
func (pg *desk) number(p handover.Present) string {
	number := p.Owner.IDNo
	if whole := pg.whole[p.Ownership.Owner]; whole != "" && p.Check == nil {
		number = whole
	}
	return words.Join(" ", pg.c.W.Term(p.Owner.IDType), number)
}

// compare shows the whole number, to be compared with the card; it is recorded. It
// stands until the card was looked at, or the desk is left.
func (pg *desk) compare(owner app.ID) {
	privacy, actor, unit := pg.p.Privacy, pg.c.Actor(), pg.id
	shell.Load(pg.c, &pg.comparing, func(ctx context.Context) (app.Seen[site.Owner], error) {
		return privacy.ShowOwner(ctx, actor, unit, owner, site.Comparing)
	}, func(seen app.Seen[site.Owner]) {
		pg.whole[owner] = seen.Value.IDNo
		for _, follow := range pg.follow {
			follow()
		}
	})
}

// checked says what was seen of an owner who is here, or of the agent, and sees it anew.
func (pg *desk) checked(p handover.Present) (row []fyne.CanvasObject, start fyne.Focusable) {
	w := pg.c.W
	how := w.T("handover.identity.original")
	colour := theme.Good
	if !p.Check.Original {
		how, colour = w.T("handover.identity.copy"), theme.Warn
	}
	if !identified(p) { // of an agent who may not act any more
		colour = theme.Quiet
	}
	said := widget.NewText(words.Join("　", w.Term(p.Check.Paper), how, w.Clock(p.Check.At)))
	said.Colour = colour
	natural := said.MinSize().Width
	said.Least = 120
	row = []fyne.CanvasObject{widget.UpTo(natural, 120, said), layout.NewSpacer()}
	if !pg.editable() || !pg.v.Unit.HandedOver.IsZero() {
		return row, nil
	}
	owner, paper := p.Ownership.Owner, p.Check.Paper
	again := widget.NewButtonIn(widget.Flat, "", w.T("handover.identity.again"), func() {
		pg.act(func(ctx context.Context, actor app.Actor, unit app.ID) error {
			return pg.p.Desk.CheckOwner(ctx, actor, unit, owner, handover.Identification{Paper: paper, Original: true})
		}, nil)
	})
	return append(row, again, widget.NewButtonIn(widget.Flat, "", w.T("handover.identity.agent"), func() { pg.agent(owner) })), again
}

// byLetter says, under the owner's line, who came for them, and withdraws the letter.
func (pg *desk) byLetter(p handover.Present) []fyne.CanvasObject {
	w := pg.c.W
	row := []fyne.CanvasObject{widget.Space(theme.Gap), widget.NewBold(w.T("handover.identity.by_letter", "agent", p.Check.Name))}
	if p.Letter.Withdrawn {
		withdrawn := widget.NewText(w.T("handover.identity.withdrawn"))
		withdrawn.Colour = theme.Bad
		row = append(row, withdrawn)
	}
	row = append(row, layout.NewSpacer())
	if !p.Letter.ID.IsNil() && !p.Letter.Withdrawn && pg.may(staff.Receive) {
		row = append(row, widget.NewButtonIn(widget.Flat, "", w.T("handover.identity.withdraw"), func() { pg.withdraw(p.Letter) }))
	}
	return row
}
