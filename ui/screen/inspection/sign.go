package inspection

import (
	"context"
	"strings"

	"keyday/app/inspect"
	"keyday/app/staff"
	"keyday/ui/screen/register"
	"keyday/ui/screen/widget"
)

// askSubmit hands the inspection to the supervisor, or says what is left and leads
// there.
func (wk *walk) askSubmit() {
	w := wk.c.W
	wk.closeEntry()
	if left := wk.list.Unlooked(wk.i, wk.answers); len(left) > 0 {
		d := widget.NewDialog(w, w.T("inspect.submit.open_title"), w.T("inspect.submit.open", "unit", wk.unit.Code, "n", len(left)))
		d.Content = widget.NewParagraph(wk.leftByRoom(left), 440)
		d.Confirm = w.T("inspect.submit.go_there")
		d.OnClose = func(confirmed bool) {
			if confirmed {
				wk.panes.find.SetText("")
				wk.openRoom(left[0].Room, left[0].Item)
				wk.toItems()
			}
		}
		wk.c.Ask(d)
		return
	}
	p := wk.progress("")
	f, id, actor := register.NewForm(wk.c), wk.i.ID, wk.c.Actor()
	remarks := f.Note(w.T("inspect.submit.remarks"), "", register.Aside)
	f.Ask(register.Question{Title: w.T("inspect.submit.title"), Text: w.T("inspect.submit.text", "tally", wk.tally(p)), Confirm: w.T("inspect.step.submit"),
		Take: func() (register.Doing, error) {
			text := remarks.Text
			return func(ctx context.Context) error { return wk.p.Desk.Submit(ctx, actor, id, text) }, nil
		}, Run: wk.do, Done: wk.read})
}

// askRest passes the rest of the open room, once somebody says that all of it was
// looked at.
func (wk *walk) askRest() {
	w := wk.c.W
	if !wk.open() || wk.panes.items == nil {
		return
	}
	n, name := 0, ""
	for _, p := range wk.list.Unlooked(wk.i, wk.answers) {
		if item, _ := wk.list.Item(p.Item); p.Room == *wk.room && !item.Measured {
			n++
		}
	}
	for _, r := range wk.rooms {
		if r.Room.Key == *wk.room {
			name = wk.c.W.Term(r.Room.Name)
		}
	}
	if n == 0 {
		wk.c.Say(w.T("inspect.rest.none", "room", name))
		return
	}
	id, room, actor := wk.i.ID, *wk.room, wk.c.Actor()
	register.NewForm(wk.c).Ask(register.Question{Title: w.T("inspect.rest.title", "room", name), Text: w.T("inspect.rest.text", "room", name, "n", n),
		Confirm: w.T("inspect.rest.confirm", "n", n), Run: wk.do, Done: wk.read,
		Take: register.Do(func(ctx context.Context) error {
			_, err := wk.p.Desk.PassRest(ctx, actor, id, room)
			return err
		})})
}

// leftByRoom names the rooms in which something is left.
func (wk *walk) leftByRoom(left []inspect.Place) string {
	n := map[string]int{}
	for _, p := range left {
		n[p.Room]++
	}
	var names []string
	for _, r := range wk.rooms {
		if k := n[r.Room.Key]; k > 0 {
			names = append(names, wk.c.W.Term(r.Room.Name)+" "+wk.c.W.Number(k))
		}
	}
	return strings.Join(names, "　")
}

func (wk *walk) askSignOff() {
	w, p := wk.c.W, wk.progress("")
	id, actor := wk.i.ID, wk.c.Actor()
	register.NewForm(wk.c).Ask(register.Question{Title: w.T("inspect.sign.title"), Text: w.T("inspect.sign.text", "tally", wk.tally(p)),
		Confirm: w.T("inspect.step.sign_off"), Run: wk.do,
		Done: func() {
			wk.c.Say(w.T("inspect.sign.done"))
			wk.read()
		},
		Take: register.Do(func(ctx context.Context) error {
			_, err := wk.p.Desk.SignOff(ctx, actor, id)
			return err
		})})
}

// stepName is what the button of a step says.
func (wk *walk) stepName(s inspect.Step) string { return wk.c.W.T("inspect.step." + string(s)) }

// ask begins a step, with its dialog where it has one.
func (wk *walk) ask(s inspect.Step) {
	switch s {
	case inspect.Submit:
		wk.askSubmit()
	case inspect.SignOff:
		wk.askSignOff()
	default:
		wk.plain(s)
	}
}

// askDrop is for the menu, which offers it whatever is shown.
func (wk *walk) askDrop() {
	if wk.i.ID.IsNil() || !wk.i.State.Unsigned() {
		return
	}
	if err := staff.May(wk.c.Actor(), inspect.Drop.Needs(), wk.in.Community); err != nil {
		wk.c.Fail(err)
		return
	}
	wk.plain(inspect.Drop)
}

// plain takes a step that asks for nothing, or for a reason alone.
func (wk *walk) plain(s inspect.Step) {
	w, actor, id := wk.c.W, wk.c.Actor(), wk.i.ID
	step := register.Step{Name: wk.stepName(s), Asks: s.Asks(), Long: true, Do: func(reason string) register.Doing {
		return func(ctx context.Context) error { return wk.p.Desk.Take(ctx, actor, id, s, reason) }
	}}
	switch s {
	case inspect.Return:
		step.Title, step.Label = w.T("inspect.return.title"), w.T("inspect.return.reason")
	case inspect.Drop:
		step.Title, step.Label = w.T("inspect.drop.title"), w.T("inspect.drop.reason")
		step.Keeps, step.Danger = w.T("inspect.drop.keeps"), true
	}
	step.Run, step.Done = wk.do, wk.read
	step.Begin(wk.c)
}

// tally says how the items of the whole walk were answered.
func (wk *walk) tally(p inspect.Progress) string {
	return wk.c.W.T("inspect.tally", "unit", wk.unit.Code, "n", p.Items, "passed", p.Passed(), "failed", p.Failed, "na", p.NotApplicable)
}
