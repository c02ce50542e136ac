package intake_test

import (
	"context"
	"slices"
	"time"

	"keyday/app"
	"keyday/app/intake"
	"keyday/app/site"
)

// desk is a site in memory that the import desk reads and writes. A use case that fails
// leaves it as it was, as a transaction does.
type desk struct {
	intake.Kept
	site        site.Site
	done        []string // names of the actions that were committed
	runs        []intake.Run
	remembered  []intake.Remembered
	corrections []site.Correction
	showings    []site.Showing
	past        *action
	uses        map[app.ID]int
	ids         int
}

var now = time.Date(2026, 11, 30, 7, 30, 0, 0, time.FixedZone("Asia/Shanghai", 8*3600))

// deskOf is a desk on what the site holds.
func deskOf(held *heldSite) *desk { return &desk{Kept: held.Kept, uses: map[app.ID]int{}} }

func (d *desk) intake() *intake.Desk {
	return intake.NewDesk(writer{d}, reader{d}, func(string) []rune { return nil }, identify)
}

func (d *desk) held() *heldSite { return &heldSite{d.Kept} }

// kept is a copy: whoever reads may change it.
func (d *desk) kept() intake.Kept {
	k := d.Kept
	k.Buildings, k.HouseTypes, k.Units = slices.Clone(k.Buildings), slices.Clone(k.HouseTypes), slices.Clone(k.Units)
	k.Owners, k.Ownerships = slices.Clone(k.Owners), slices.Clone(k.Ownerships)
	return k
}

type reader struct{ *desk }

func (r reader) Site(context.Context) (site.Site, error)                 { return r.site, nil }
func (r reader) Kept(context.Context, app.ID) (k intake.Kept, err error) { return r.kept(), nil }

func (r reader) Remembered(_ context.Context, community app.ID) (of []intake.Remembered, err error) {
	for _, known := range r.remembered {
		if known.Community == community {
			of = append(of, known)
		}
	}
	return of, nil
}

type writer struct{ *desk }

func (w writer) Do(_ context.Context, actor app.Actor, name string, fn func(intake.Tx) error) error {
	before := *w.desk
	w.Kept = w.kept()
	if err := fn(tx{w.desk, actor}); err != nil {
		*w.desk = before
		return err
	}
	w.done = append(slices.Clone(w.done), name)
	return nil
}

type tx struct {
	*desk
	actor app.Actor
}

func (t tx) Actor() app.Actor                        { return t.actor }
func (t tx) Now() time.Time                          { return now }
func (t tx) Today() app.Date                         { return app.DateOf(now) }
func (t tx) Number(app.Series) (string, error)       { panic("an import gives no numbers") }
func (t tx) Version() (string, error)                { return t.desk.Version, nil }
func (t tx) Kept(app.ID) (intake.Kept, error)        { return t.kept(), nil }
func (t tx) UsesOf(r app.Ref) (int, error)           { return t.uses[r.ID], nil }
func (t tx) ActionOf(app.Ref) (intake.Action, error) { return t.past, nil }

func (t tx) NewID() app.ID {
	t.ids++
	return app.ID{15: byte(t.ids)}
}

func (t tx) Building(id app.ID) (site.Building, error) {
	return t.Buildings[slices.IndexFunc(t.Buildings, func(b site.Building) bool { return b.ID == id })], nil
}

func (t tx) HouseType(id app.ID) (site.HouseType, error) {
	return t.HouseTypes[slices.IndexFunc(t.HouseTypes, func(h site.HouseType) bool { return h.ID == id })], nil
}

func (t tx) Unit(id app.ID) (site.Unit, error) {
	return got(t.Units, func(u site.Unit) bool { return u.ID == id })
}
func (t tx) Owner(id app.ID) (site.Owner, error) {
	return got(t.Owners, func(o site.Owner) bool { return o.ID == id })
}
func (t tx) ImportRun(id app.ID) (intake.Run, error) {
	return got(t.runs, func(r intake.Run) bool { return r.ID == id })
}

func (t tx) OwnershipsOfOwner(owner app.ID) (of []site.Ownership, err error) {
	for _, s := range t.Ownerships {
		if s.Owner == owner {
			of = append(of, s)
		}
	}
	return of, nil
}

func (t tx) Ownership(id app.ID) (site.Ownership, error) {
	return got(t.Ownerships, func(s site.Ownership) bool { return s.ID == id })
}
func (t tx) SettledOf(unit app.ID) (site.Settled, error)       { return t.Settled[unit], nil }
func (t tx) SignedBy(owner app.ID) ([]site.SignedPaper, error) { return t.Signed[owner], nil }

func (t tx) PutShowing(s site.Showing) error {
	return put(&t.showings, s, func(s site.Showing) app.ID { return s.ID })
}
func (t tx) PutCorrection(c site.Correction) error {
	return put(&t.corrections, c, func(c site.Correction) app.ID { return c.ID })
}
func (t tx) PutRemembered(r intake.Remembered) error {
	return put(&t.remembered, r, func(r intake.Remembered) app.ID { return r.ID })
}
func (t tx) PutImportRun(r intake.Run) error {
	return put(&t.runs, r, func(r intake.Run) app.ID { return r.ID })
}
func (t tx) PutBuilding(b site.Building) error {
	return put(&t.Buildings, b, func(b site.Building) app.ID { return b.ID })
}
func (t tx) PutHouseType(h site.HouseType) error {
	return put(&t.HouseTypes, h, func(h site.HouseType) app.ID { return h.ID })
}
func (t tx) PutUnit(u site.Unit) error {
	return put(&t.Units, u, func(u site.Unit) app.ID { return u.ID })
}
func (t tx) PutOwner(o site.Owner) error {
	return put(&t.Owners, o, func(o site.Owner) app.ID { return o.ID })
}

func (t tx) PutOwnership(s site.Ownership) error {
	err := put(&t.Ownerships, s, func(s site.Ownership) app.ID { return s.ID })
	t.Ownerships = slices.DeleteFunc(t.Ownerships, func(s site.Ownership) bool { return s.Ended })
	return err
}

func got[T any](all []T, is func(T) bool) (T, error) {
	i := slices.IndexFunc(all, is)
	if i < 0 {
		var none T
		return none, app.Refuse("record.unknown")
	}
	return all[i], nil
}

// put replaces the record that has the identity, or adds it.
func put[T any](all *[]T, record T, id func(T) app.ID) error {
	*all = slices.Clone(*all)
	if i := slices.IndexFunc(*all, func(r T) bool { return id(r) == id(record) }); i >= 0 {
		(*all)[i] = record
		return nil
	}
	*all = append(*all, record)
	return nil
}

// action is one of the past; what was taken back of it is noted.
type action struct {
	steps []intake.Step
	taken []app.ID
}

func (a *action) Steps() ([]intake.Step, error) { return a.steps, nil }

func (a *action) TakeBack(s intake.Step) error {
	a.taken = append(a.taken, s.Record.ID)
	return nil
}
