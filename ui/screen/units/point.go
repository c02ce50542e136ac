package units

import (
	"context"
	"slices"
	"strings"
	"time"

	"keyday/app"
	"keyday/app/handover"
	"keyday/app/site"
	"keyday/ui/screen/shell"
)

// patience is how long the pointer rests on a tile before its owners are read:
// a hand that sweeps over the grid asks for nothing.
const patience = 60 * time.Millisecond

// point says who owns the unit that attention went to, and what comes next: at the
// side, so that it covers no tile.
func (pg *page) point(t *site.Tile) {
	if pg.moved != nil {
		pg.moved() // attention has gone on before the owners were asked for
	}
	if t == nil {
		pg.at = app.Nil
		pg.tell(nil, nil)
		return
	}
	tile := *t
	pg.at = tile.Unit
	pg.tell(&tile, nil)
	pg.moved = pg.c.After(patience, func() {
		shell.Load(pg.c, &pg.hint, func(ctx context.Context) (handover.View, error) { return pg.p.Read.HandoverDesk(ctx, tile.Unit) },
			func(v handover.View) {
				if pg.at == tile.Unit {
					pg.tell(&tile, &v)
				}
			})
	})
}

// tell says what is known of the tile so far; nil, the keys.
func (pg *page) tell(t *site.Tile, v *handover.View) {
	if t == nil {
		pg.asideHead.SetText("")
		pg.aside.SetText(pg.c.W.T("units.keys"))
		return
	}
	lines := pg.lines(*t, v)
	pg.asideHead.SetText(lines[0])
	pg.aside.SetText(strings.Join(lines[1:], "\n"))
}

// lines are the unit and its owners; its state; what bars it, in the words of the desk;
// the next step.
func (pg *page) lines(t site.Tile, v *handover.View) []string {
	w := pg.c.W
	state := w.T("common.state." + string(t.State))
	if t.Open > 0 {
		state += " · " + w.T("common.grid.defects", "n", t.Open)
	}
	if t.Grave > 0 {
		state += " · " + w.T("units.grave", "n", t.Grave)
	}
	lines := []string{t.Code}
	if v != nil {
		var names []string
		for _, p := range v.Owners {
			names = append(names, p.Owner.Name)
		}
		if len(names) > 0 {
			lines = append(lines, w.List(names))
		}
	}
	lines = append(lines, state)
	if v != nil {
		lines = append(lines, pg.bars(t, *v)...)
	}
	return append(lines, w.T("units.next."+string(t.State)))
}

// bars says what keeps a home back that is blocked, and of any other what the law has
// against it: its state tells of the work in it alone.
func (pg *page) bars(t site.Tile, v handover.View) (lines []string) {
	if t.State.Phase() == site.Done {
		return nil
	}
	for _, o := range v.Gate.Bars() {
		if t.State.Phase() == site.Stopped || o.Strength == handover.Law {
			lines = append(lines, pg.c.W.Refusal(o.Refusal()))
		}
	}
	if len(lines) > 0 && t.State.Phase() != site.Stopped {
		lines = slices.Insert(lines, 0, pg.c.W.T("common.barred"))
	}
	return lines
}
