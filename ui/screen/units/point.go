package units

import (
	"context"
	"slices"
	"strings"
	"time"

	"keyday/app"
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
		pg.tell(nil, "")
		return
	}
	tile := *t
	pg.at = tile.Unit
	pg.tell(&tile, "")
	pg.moved = pg.c.After(patience, func() {
		shell.Load(pg.c, &pg.hint, func(ctx context.Context) (string, error) { return pg.owners(ctx, tile.Unit) },
			func(owners string) {
				if pg.at == tile.Unit {
					pg.tell(&tile, owners)
				}
			})
	})
}

// tell says what is known of the tile so far; nil, the keys.
func (pg *page) tell(t *site.Tile, owners string) {
	if t == nil {
		pg.asideHead.SetText("")
		pg.aside.SetText(pg.c.W.T("units.keys"))
		return
	}
	lines := pg.lines(*t, owners)
	pg.asideHead.SetText(lines[0])
	pg.aside.SetText(strings.Join(lines[1:], "\n"))
}

func (pg *page) owners(ctx context.Context, unit app.ID) (string, error) {
	views, err := pg.p.Read.OwnersOf(ctx, unit)
	var names []string
	for _, v := range views {
		names = append(names, v.Owner.Name)
	}
	return pg.c.W.List(names), err
}

// lines are the unit and its owners; its state; the next step.
func (pg *page) lines(t site.Tile, owners string) []string {
	w := pg.c.W
	state := w.T("common.state." + string(t.State))
	if t.Open > 0 {
		state += " · " + w.T("common.grid.defects", "n", t.Open)
	}
	if t.Grave > 0 {
		state += " · " + w.T("units.grave", "n", t.Grave)
	}
	lines := []string{t.Code, state, w.T("units.next." + string(t.State))}
	if owners != "" {
		lines = slices.Insert(lines, 1, owners)
	}
	return lines
}
