package conflicts

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"keyday/app"
	"keyday/app/staff"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/widget"
)

// AskFor opens the dispute that a "conflict.open" speaks of; where it is settled by now,
// that is said.
func AskFor(c *shell.Context, p Params, r *app.Refusal) {
	var latest shell.Latest
	shell.Load(c, &latest, func(ctx context.Context) (known, error) { return read(ctx, p) }, func(k known) {
		for _, one := range k.all {
			if one.Record.Kind == r.Args["kind"] && one.Record.ID.String() == r.Args["id"] && one.Field == r.Args["field"] {
				ask(c, p, one, k.people)
				return
			}
		}
		c.Say(c.W.T("conflicts.none_left"))
	})
}

// known is what is read of the disputes.
type known struct {
	all    []app.Conflict
	people []staff.Person
}

func read(ctx context.Context, p Params) (k known, err error) {
	if k.all, err = p.Book.Conflicts(ctx); err != nil {
		return k, err
	}
	k.people, err = p.Book.People(ctx)
	return k, err
}

const width float32 = 520

// ask shows one dispute; who is going to settle it sees whole numbers.
func ask(c *shell.Context, p Params, one app.Conflict, people []staff.Person) {
	actor := c.Actor()
	hidden := slices.ContainsFunc(one.Sides, func(s app.ConflictSide) bool { return s.Private })
	if !hidden || staff.May(actor, staff.SettleConflicts, one.Scope...) != nil || staff.May(actor, staff.SeePrivate, one.Scope...) != nil {
		show(c, p, one, people)
		return
	}
	var latest shell.Latest
	shell.Load(c, &latest, func(ctx context.Context) (app.Conflict, error) { return p.Book.Show(ctx, actor, one) }, func(whole app.Conflict) {
		show(c, p, whole, people)
	})
}

// show shows one dispute: each value, who wrote it and when, and for whoever may, which of
// them holds from now on. Nothing is chosen beforehand.
func show(c *shell.Context, p Params, one app.Conflict, people []staff.Person) {
	w, actor := c.W, c.Actor()
	d := widget.NewDialog(w, called(w, one), w.T("conflicts.text", "field", field(w, one)))
	d.Width = width
	may := staff.May(actor, staff.SettleConflicts, one.Scope...) == nil
	chosen := -1
	var ticks []*widget.Check
	var rows []fyne.CanvasObject
	for i, side := range one.Sides {
		who := w.T("conflicts.by", "who", side.Name, "at", w.Moment(side.At))
		if i == 0 && one.Field != "" {
			who = w.T("conflicts.shown", "by", who)
		}
		value := widget.NewParagraph(said(w, one, side), width-48)
		value.Bold = true
		head := fyne.CanvasObject(widget.NewQuiet(who))
		if may {
			tick := widget.NewCheck(who, func(bool) {
				chosen = i
				for k, other := range ticks {
					other.Tick(k == i)
				}
			})
			ticks = append(ticks, tick)
			head = tick
		}
		rows = append(rows, head, container.New(layout.NewCustomPaddedLayout(0, 8, 32, 0), value))
	}
	if !may {
		rows = append(rows, widget.NewParagraph(w.T("conflicts.who_may", "names", w.List(settlers(people, one.Scope))), width))
		d.Content = widget.Yielding(widget.Stack(rows...))
		c.Ask(d)
		return
	}
	d.Content, d.Confirm, d.Focus = widget.Yielding(widget.Stack(rows...)), w.T("conflicts.settle"), ticks[0]
	d.OnConfirm = func() bool {
		if chosen < 0 {
			d.SetError(w.T("conflicts.choose"))
			return false
		}
		side := chosen
		c.Confirm(d, func(ctx context.Context) error { return p.Book.Settle(ctx, actor, one, side) }, func() {
			c.Say(w.T("conflicts.settled", "field", field(w, one), "value", said(w, one, one.Sides[side])))
		})
		return false
	}
	c.Ask(d)
}

// settlers are the people of the team who may settle what is in the communities.
func settlers(people []staff.Person, communities []app.ID) (names []string) {
	for _, p := range people {
		if !p.Left && staff.May(p.Actor(), staff.SettleConflicts, communities...) == nil {
			names = append(names, p.Name)
		}
	}
	return names
}
