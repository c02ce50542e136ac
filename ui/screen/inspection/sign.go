package inspection

import (
	"context"
	"strings"

	"keyday/app/inspect"
	"keyday/app/staff"
	"keyday/ui/screen/shell"
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
	remarks := widget.NewNoteEntry("")
	d := widget.NewDialog(w, w.T("inspect.submit.title"), w.T("inspect.submit.text", "tally", wk.tally(p)))
	d.Content, d.Confirm = widget.NewField(w.T("inspect.submit.remarks"), remarks), w.T("inspect.step.submit")
	id, actor := wk.i.ID, wk.c.Actor()
	d.OnConfirm = func() bool {
		text := remarks.Text
		wk.act(d, func(ctx context.Context) error { return wk.p.Desk.Submit(ctx, actor, id, text) }, "")
		return false
	}
	wk.c.Ask(d)
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
	d := widget.NewDialog(w, w.T("inspect.rest.title", "room", name), w.T("inspect.rest.text", "room", name, "n", n))
	d.Confirm = w.T("inspect.rest.confirm", "n", n)
	id, room, actor := wk.i.ID, *wk.room, wk.c.Actor()
	d.OnConfirm = func() bool {
		wk.act(d, func(ctx context.Context) error {
			_, err := wk.p.Desk.PassRest(ctx, actor, id, room)
			return err
		}, "")
		return false
	}
	wk.c.Ask(d)
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
	d := widget.NewDialog(w, w.T("inspect.sign.title"), w.T("inspect.sign.text", "tally", wk.tally(p)))
	d.Confirm = w.T("inspect.step.sign_off")
	id, actor := wk.i.ID, wk.c.Actor()
	d.OnConfirm = func() bool {
		wk.act(d, func(ctx context.Context) error {
			_, err := wk.p.Desk.SignOff(ctx, actor, id)
			return err
		}, w.T("inspect.sign.done"))
		return false
	}
	wk.c.Ask(d)
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
	step := shell.Step{Name: wk.stepName(s), Asks: s.Asks(), Long: true, Done: wk.read,
		Take: func(reason string, ended func(error)) {
			wk.do(func(ctx context.Context) error { return wk.p.Desk.Take(ctx, actor, id, s, reason) }, ended)
		}}
	switch s {
	case inspect.Return:
		step.Dialog, step.Label = widget.NewDialog(w, w.T("inspect.return.title"), ""), w.T("inspect.return.reason")
	case inspect.Drop:
		step.Dialog, step.Label = widget.NewDialog(w, w.T("inspect.drop.title"), ""), w.T("inspect.drop.reason")
		step.Dialog.Keeps, step.Dialog.Danger = w.T("inspect.drop.keeps"), true
	}
	wk.c.TakeStep(step)
}

// act does what a dialog asked about, and closes it once that is done; what was
// refused is said in the dialog.
func (wk *walk) act(d *widget.Dialog, act func(context.Context) error, done string) {
	wk.do(act, wk.c.Awaiting(d, func() {
		if done != "" {
			wk.c.Say(done)
		}
		wk.read()
	}))
}

// tally says how the items of the whole walk were answered.
func (wk *walk) tally(p inspect.Progress) string {
	return wk.c.W.T("inspect.tally", "unit", wk.unit.Code, "n", p.Items, "passed", p.Passed(), "failed", p.Failed, "na", p.NotApplicable)
}
