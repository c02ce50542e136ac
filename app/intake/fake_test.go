package intake_test

import (
	"context"
	"time"

	"keyday/app"
	"keyday/app/apptest"
	"keyday/app/intake"
	"keyday/app/site"
)

// desk is a site in memory that the import desk reads and writes.
type desk struct {
	*apptest.Memory
	rest intake.Kept // what of it no record holds
	past *action
	uses map[app.ID]int

	units       apptest.Table[site.Unit]
	runs        apptest.Table[intake.Run]
	remembered  apptest.Table[intake.Remembered]
	corrections apptest.Table[site.Correction]
}

var now = time.Date(2026, 11, 30, 7, 30, 0, 0, time.FixedZone("Asia/Shanghai", 8*3600))

// deskOf is a desk on what the site holds.
func deskOf(held *heldSite) *desk {
	m := apptest.New()
	m.Clock = now
	d := &desk{Memory: m, uses: map[app.ID]int{}, units: apptest.Of[site.Unit](m), runs: apptest.Of[intake.Run](m),
		remembered: apptest.Of[intake.Remembered](m), corrections: apptest.Of[site.Correction](m)}
	d.hold(held.Kept)
	return d
}

// hold has the site hold other records.
func (d *desk) hold(k intake.Kept) {
	d.rest = k
	apptest.Of[site.Building](d.Memory).Set(k.Buildings...)
	apptest.Of[site.HouseType](d.Memory).Set(k.HouseTypes...)
	apptest.Of[site.Owner](d.Memory).Set(k.Owners...)
	apptest.Of[site.Ownership](d.Memory).Set(k.Ownerships...)
	d.units.Set(k.Units...)
}

func (d *desk) intake() *intake.Desk {
	return intake.NewDesk(apptest.WriterOf[intake.Tx](d.Memory, tx{d}), reader{d}, func(string) []rune { return nil }, identify)
}

func (d *desk) held() *heldSite { return &heldSite{d.kept()} }

// kept is what the site holds by now.
func (d *desk) kept() intake.Kept {
	k := d.rest
	k.Buildings, k.HouseTypes, k.Units = apptest.Of[site.Building](d.Memory).All(), apptest.Of[site.HouseType](d.Memory).All(), d.units.All()
	k.Owners = apptest.Of[site.Owner](d.Memory).All()
	k.Ownerships = apptest.Of[site.Ownership](d.Memory).Where(func(o site.Ownership) bool { return !o.Ended })
	return k
}

type reader struct{ *desk }

func (r reader) Site(context.Context) (site.Site, error)           { return r.Memory.Site() }
func (r reader) Kept(context.Context, app.ID) (intake.Kept, error) { return r.kept(), nil }
func (r reader) Remembered(_ context.Context, community app.ID) ([]intake.Remembered, error) {
	return r.remembered.Where(func(k intake.Remembered) bool { return k.Community == community }), nil
}

// tx is a transaction of the import desk.
type tx struct{ *desk }

func (t tx) Version() (string, error)                          { return t.rest.Version, nil }
func (t tx) Kept(app.ID) (intake.Kept, error)                  { return t.kept(), nil }
func (t tx) UsesOf(r app.Ref) (int, error)                     { return t.uses[r.ID], nil }
func (t tx) ActionOf(app.Ref) (app.PastAction, error)          { return t.past, nil }
func (t tx) SettledOf(unit app.ID) (site.Settled, error)       { return t.rest.Settled[unit], nil }
func (t tx) SignedBy(owner app.ID) ([]site.SignedPaper, error) { return t.rest.Signed[owner], nil }

// action is one of the past; what was taken back of it is noted.
type action struct {
	steps []app.PastStep
	taken []app.ID
}

func (a *action) Steps() ([]app.PastStep, error) { return a.steps, nil }

func (a *action) TakeBack(s app.PastStep) error {
	a.taken = append(a.taken, s.Record.ID)
	return nil
}
