package inspection

import (
	"context"
	"slices"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/inspect"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

// do runs an act after the one before has ended, so that what a person did twice
// to one item reaches the disk in that order. Both are begun at once: none waits
// for the screen, and none is lost when the page is left.
func (wk *walk) do(act func(context.Context) error, done func(error)) {
	before, ended := wk.last, make(chan struct{})
	wk.last = ended
	wk.c.Do(func(ctx context.Context) error {
		defer close(ended)
		if before != nil {
			<-before
		}
		return act(ctx)
	}, func(err error) {
		wk.wrote++
		done(err)
	})
}

// answer gives an item its result and goes down; a failing opens the entry of the
// defect instead, and passing a measured item asks for its readings.
func (wk *walk) answer(r row, result inspect.Result) {
	if !wk.open() {
		return
	}
	wk.current(r)
	a := wk.answers[r.place()]
	switch {
	case result == inspect.Fail:
		wk.openEntry(r)
		return
	case result == inspect.Pass && r.item.Measured && !wk.judge(r.item, a).Within():
		wk.readFrom(wk.panes.items.Current())
		return
	}
	wk.closeEntry()
	at, taken := wk.where(r), wk.foundAt(r)
	delete(wk.typed, r.place())
	wk.put(r, func(a *inspect.Answer) {
		if a.Result = result; result == inspect.NotApplicable {
			a.Nominal, a.Readings = "", nil
		}
	}, func(ctx context.Context, actor app.Actor) error {
		return wk.p.Desk.Answer(ctx, actor, at, result)
	}, func(err error) {
		if err == nil && len(taken) > 0 {
			wk.c.Toast(widget.Toast{Text: wk.c.W.T("inspect.walk_page.withdrawn", "defects", wk.c.W.List(taken)), Tone: widget.Caution})
		}
	})
	if result != inspect.NotLooked {
		wk.goDown(r)
	}
}

// foundAt names the defects that were found at an item: another answer takes them
// back, which a slip of the hand must not do unseen.
func (wk *walk) foundAt(r row) (defects []string) {
	for _, d := range wk.found {
		if d.Room == r.room.Key && d.Item == r.item.Key {
			defects = append(defects, words.Join(" ", d.Number, said(wk.c.W, wk.list.SayPhrase(d.Phrase))))
		}
	}
	return defects
}

func (wk *walk) where(r row) inspect.At {
	return inspect.At{Inspection: wk.i.ID, Room: r.room.Key, Item: r.item.Key}
}

// put draws a change as pending, and as solid once it is on the disk. What the desk
// refuses is drawn as it is kept.
func (wk *walk) put(r row, change func(*inspect.Answer), act func(context.Context, app.Actor) error, then func(error)) {
	place, actor := r.place(), wk.c.Actor()
	a := wk.answers[place]
	a.Inspection, a.Room, a.Item = wk.i.ID, place.Room, place.Item
	change(&a)
	wk.answers[place] = a
	wk.pending[place]++
	wk.repaint(place)
	wk.do(func(ctx context.Context) error { return act(ctx, actor) }, func(err error) {
		if wk.pending[place]--; wk.pending[place] == 0 {
			delete(wk.pending, place)
		}
		then(err)
		if err != nil {
			wk.c.Fail(err)
			wk.read()
		}
		wk.repaint(place)
	})
}

// repaint shows one item again, its room's ring and the whole progress.
func (wk *walk) repaint(place inspect.Place) {
	if !wk.shown || wk.panes.items == nil {
		return
	}
	for i, r := range wk.rows {
		if r.place() == place {
			wk.panes.items.ReloadRow(i)
		}
	}
	for i, r := range wk.rooms {
		if r.Room.Key == place.Room {
			wk.panes.rooms.ReloadRow(i)
		}
	}
	wk.showProgress()
}

// current makes an item that was tapped the current one.
func (wk *walk) current(r row) {
	for i := range wk.rows {
		if wk.rows[i].place() == r.place() && wk.panes.items.Current() != i {
			wk.panes.items.GoTo(i)
		}
	}
}

// goDown goes to the next item; past the last of a room to what is left of it, and
// once nothing is, to the next room that has something left.
func (wk *walk) goDown(r row) {
	at := slices.IndexFunc(wk.rows, func(o row) bool { return o.place() == r.place() })
	if at < 0 {
		return
	}
	if at+1 < len(wk.rows) {
		wk.panes.items.GoTo(at + 1)
		return
	}
	if wk.panes.find.Text != "" {
		return
	}
	left := func(room inspect.RoomItems) bool {
		p := wk.progress(room.Room.Key)
		return p.Looked < p.Items
	}
	here := slices.IndexFunc(wk.rooms, func(o inspect.RoomItems) bool { return o.Room.Key == r.room.Key })
	for n := range wk.rooms {
		if next := wk.rooms[(here+n)%len(wk.rooms)]; left(next) {
			if n > 0 {
				wk.c.Say(wk.c.W.T("inspect.walk_page.next_room", "room", wk.c.W.Term(next.Room.Name)))
			}
			wk.openRoom(next.Room.Key, "")
			return
		}
	}
	wk.c.Say(wk.c.W.T("inspect.walk_page.all_looked"))
}

// typing takes a reading as it is typed: judged at once, handed over when the field
// is left.
func (wk *walk) typing(r row, field int, text string) {
	place := r.place()
	a := wk.answers[place]
	if wk.typed[place] == nil {
		wk.typed[place] = &app.Seen[inspect.Answer]{Value: a}
	}
	a.Readings = readingsOf(r.item, a)
	if r.item.NeedsNominal() {
		field--
	}
	if field < 0 {
		a.Nominal = text
	} else {
		a.Readings[field] = text
	}
	wk.answers[place] = a
	for shown, at := range wk.showing {
		if at.place() == place {
			shown.Judge(wk.item(r))
		}
	}
}

// judge is the judgement of what stands in the fields, as it will be taken.
func (wk *walk) judge(item inspect.Item, a inspect.Answer) inspect.Judgement {
	tidy := func(text string) string {
		if kept, err := inspect.Reading(text); err == nil {
			return kept
		}
		return text
	}
	readings := readingsOf(item, a)
	for n := range readings {
		readings[n] = tidy(readings[n])
	}
	return item.Judge(wk.i.Set, tidy(a.Nominal), readings)
}

// readable is what of an answer's fields can be read; a text that is no number stays
// in its field, and is a point that was not read.
func readable(a inspect.Answer) (nominal string, readings []string, all bool) {
	all = true
	take := func(text string) string {
		if _, err := inspect.Reading(text); err != nil {
			all = false
			return ""
		}
		return text
	}
	nominal = take(a.Nominal)
	for _, text := range a.Readings {
		readings = append(readings, take(text))
	}
	return nominal, readings, all
}

// measure hands the readings over. Once Enter was pressed in the last field, what is
// within its limit goes down, and what is out of it opens the entry of the defect.
func (wk *walk) measure(r row, last bool) {
	place := r.place()
	a := wk.answers[place]
	nominal, readings, all := readable(a)
	if seen := wk.typed[place]; seen != nil {
		delete(wk.typed, place)
		if !all { // what stands there is still to be put right; the rest is handed over
			wk.typed[place] = &app.Seen[inspect.Answer]{Value: a}
		}
		m := inspect.Measured{At: wk.where(r), Nominal: nominal, Readings: readings}
		wk.put(r, func(a *inspect.Answer) {
			switch {
			case a.Result == inspect.Fail:
			case wk.judge(r.item, *a).Within():
				a.Result = inspect.Pass
			default:
				a.Result = inspect.NotLooked
			}
		}, func(ctx context.Context, actor app.Actor) error {
			_, err := wk.p.Desk.Measure(ctx, actor, seen, m)
			return err
		}, func(err error) {
			if err != nil { // what is kept is shown, and may be typed over
				delete(wk.typed, place)
			}
		})
	}
	switch {
	case !last:
		return
	case !all:
		wk.readAgain(r)
		return
	}
	switch j := wk.judge(r.item, a); {
	case j.Beyond() && wk.counts[place] == 0:
		wk.openEntry(r)
	case j.Within():
		wk.goDown(r)
	}
}

// handOver takes what still stands in fields when the page is left or the window
// closes: what was read is not lost for want of an Enter.
func (wk *walk) handOver() {
	for _, r := range wk.rooms {
		for _, item := range r.Items {
			at := row{r.Room, item}
			if wk.typed[at.place()] == nil {
				continue
			}
			wk.measure(at, false)
			for _, text := range append([]string{wk.answers[at.place()].Nominal}, wk.answers[at.place()].Readings...) {
				if _, err := inspect.Reading(text); err != nil { // it goes with the page, and is said
					wk.c.Fail(err)
				}
			}
		}
	}
}

// evidence is a defect that a picture is added to after it was recorded.
type evidence struct{ defect app.ID }

// lastDefect is the latest defect found at an item.
func (wk *walk) lastDefect(r row) (app.ID, bool) {
	for _, d := range wk.found {
		if d.Room == r.room.Key && d.Item == r.item.Key {
			return d.ID, true
		}
	}
	return app.Nil, false
}

// link adds a picture to a defect that is recorded.
func (wk *walk) link(id app.ID, hash string) {
	actor := wk.c.Actor()
	wk.do(func(ctx context.Context) error {
		return wk.p.Evidence.AddPhoto(ctx, actor, id, defect.Before, hash)
	}, func(err error) {
		if err != nil {
			wk.c.FailOr(err, func() { wk.link(id, hash) })
		}
	})
}
