package handover

import (
	"context"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/handover"
	"keyday/ui/screen/shell"
)

// step is the next thing to do: the key of its words, and how.
type step struct {
	key string
	do  func()
}

// nextStep is the one primary act. It follows from what was read alone.
func (pg *desk) nextStep() step {
	switch s := pg.v.Next(); s {
	case "":
		return step{"open", pg.print}
	case handover.Decide:
		return pg.toFill()
	case handover.Complete:
		return pg.toFinish()
	case handover.Book:
		return step{"next_visit", pg.book}
	default:
		return step{string(s), func() { pg.begin(s) }}
	}
}

// toFill is the first station that still wants something.
func (pg *desk) toFill() step {
	v := &pg.v
	if len(v.Owners) == 0 && pg.p.Forms != nil {
		return step{"register", pg.register}
	}
	station := decision
	for _, p := range v.Owners {
		if !identified(p) {
			return step{identity, func() { pg.goTo(identity) }}
		}
	}
	for _, l := range v.Lacks() {
		if at := lackStation[l.List]; at != "" {
			station = at
			break
		}
	}
	if station == decision && pg.undated() > 0 {
		station = annex
	}
	key := station
	if station == decision {
		key = "decide"
	}
	return step{key, func() { pg.goTo(station) }}
}

var lackStation = map[string]string{"paper": papers, "meter": meters, "key": keys, "kept": keys}

// undated counts open defects without a promised date.
func (pg *desk) undated() int {
	n := 0
	for _, d := range pg.v.Open {
		if d.Promised.IsZero() {
			n++
		}
	}
	return n
}

// toFinish leads a home that the owners take to the signed paper and the keys.
func (pg *desk) toFinish() step {
	v := &pg.v
	switch {
	case v.AnnexMoved():
		return step{"decide", func() { pg.goTo(decision) }}
	case !v.Certificate.Standing():
		return pg.toDraw("draw_up")
	case v.Stale():
		return pg.toDraw("draw_again")
	case v.Certificate.State != contract.Signed:
		return step{"sign", pg.print}
	}
	return step{"complete", pg.complete}
}

func (pg *desk) toDraw(key string) step {
	for _, l := range pg.v.Lacks() {
		if at := lackStation[l.List]; at != "" {
			return step{at, func() { pg.goTo(at) }}
		}
	}
	return step{key, pg.drawUp}
}

// next takes the next step. What is being typed is saved first, for the step
// follows from what is on disk.
func (pg *desk) next() {
	if !pg.shown || pg.steps.Next.Disabled() {
		return
	}
	if f := pg.c.Canvas().Focused(); f != nil && f != fyne.Focusable(pg.steps.Next) {
		pg.c.Canvas().Unfocus()
	}
	if pg.going = pg.running > 0 || pg.stale; !pg.going {
		pg.nextStep().do()
	}
}

// drawUp locks the certificate and goes to where it is signed.
func (pg *desk) drawUp() {
	var d contract.Document
	pg.act(func(ctx context.Context, actor app.Actor, unit app.ID) (err error) {
		d, err = pg.p.Desk.DrawUp(ctx, actor, unit)
		return err
	}, func(err error) {
		if err != nil {
			pg.c.Fail(err)
			return
		}
		pg.c.Open(shell.ToRecord("document", d.ID.String()))
	})
}
