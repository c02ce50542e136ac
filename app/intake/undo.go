package intake

import (
	"context"
	"slices"
	"time"

	"keyday/app"
	"keyday/app/site"
	"keyday/app/staff"
)

// Undo takes a run back in one step: what it changed gets its former values, what it made
// goes. What was touched since stays, with all that hangs on it, and is listed; so does
// what was settled with the owners (site.Settled), which is corrected by itself, with a
// reason. It refuses "intake.undone" where that was done before.
func (d *Desk) Undo(ctx context.Context, actor app.Actor, id app.ID) (Undone, error) {
	var out Undone
	err := d.write.Do(ctx, actor, "intake.undo", func(tx Tx) error {
		out = Undone{}
		run, err := tx.ImportRun(id)
		if err != nil {
			return err
		}
		if err := staff.May(actor, staff.ImportUnits, run.Community); err != nil {
			return err
		}
		if !run.Undone.IsZero() {
			return app.Refuse("intake.undone", "file", run.File, "at", run.Undone.Format(time.DateTime))
		}
		action, err := tx.ActionOf(app.Ref{Kind: runKind, ID: id})
		if err != nil {
			return err
		}
		u := undoing{ctx: ctx, tx: tx, action: action, stays: map[app.ID]bool{}, restored: map[app.ID]bool{}, out: &out}
		if err := u.all(); err != nil {
			return err
		}
		run.Undone = tx.Now()
		return tx.PutImportRun(run)
	})
	return out, err
}

// The kinds of record that a run writes, in the registry's names.
const (
	runKind       = "intake_run"
	buildingKind  = "building"
	typeKind      = "house_type"
	unitKind      = "unit"
	ownerKind     = "owner"
	ownershipKind = "ownership"
)

// undoing takes back the steps of a run, children before parents, so that what
// is still in use is seen to be.
type undoing struct {
	ctx    context.Context
	tx     Tx
	action app.PastAction
	stays  map[app.ID]bool // units that the run made, and that others have worked on or that are settled
	// restored are the homes that have former values again.
	restored map[app.ID]bool
	out      *Undone
}

func (u *undoing) all() error {
	steps, err := u.action.Steps()
	if err != nil {
		return err
	}
	for _, s := range steps {
		if s.Record.Kind != unitKind || !s.Made {
			continue
		}
		settled, err := u.tx.SettledOf(s.Record.ID)
		if err != nil {
			return err
		}
		if s.Used || len(s.Touched) > 0 || settled.Any() {
			u.stays[s.Record.ID] = true
		}
	}
	if err := u.keepTouchedOwners(steps); err != nil {
		return err
	}
	for _, kind := range []string{ownershipKind, unitKind, ownerKind, typeKind, buildingKind} {
		for _, s := range steps {
			if s.Record.Kind == kind {
				if err := u.step(s); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// keepTouchedOwners keeps the units of owners whom somebody has corrected since.
func (u *undoing) keepTouchedOwners(steps []app.PastStep) error {
	touched := map[app.ID]bool{}
	for _, s := range steps {
		if s.Record.Kind == ownerKind && s.Made && len(s.Touched) > 0 {
			touched[s.Record.ID] = true
		}
	}
	for owner := range touched {
		shares, err := u.tx.OwnershipsOfOwner(owner)
		if err != nil {
			return err
		}
		for _, s := range shares {
			u.stays[s.Unit] = true
		}
	}
	return nil
}

// step takes one record back, or leaves it and says so.
func (u *undoing) step(s app.PastStep) error {
	if err := u.ctx.Err(); err != nil {
		return err // stopped: nothing was undone
	}
	held, err := u.held(s)
	if err != nil {
		return err
	}
	switch {
	case s.Record.Kind == ownershipKind && u.stays[s.Unit]:
		return nil // listed with its unit
	case s.Made && (u.stays[s.Record.ID] || len(s.Touched) > 0):
		return u.leaveAlone(s, nil, false)
	case s.Record.Kind == ownershipKind && len(held) > 0:
		return u.leaveAlone(s, nil, true)
	case s.Made:
		uses, err := u.tx.UsesOf(s.Record)
		if err != nil {
			return err
		}
		if uses > 0 {
			return nil // something that stays needs it
		}
		if len(held) > 0 {
			return u.leaveAlone(s, nil, true)
		}
		switch s.Record.Kind {
		case unitKind:
			u.out.Homes++
		case ownerKind:
			u.out.Owners++
		}
		return u.action.TakeBack(s)
	}
	if len(s.Touched) > 0 {
		if err := u.leaveAlone(s, s.Touched, false); err != nil {
			return err
		}
	}
	if len(held) > 0 {
		if err := u.leaveAlone(s, held, true); err != nil {
			return err
		}
		// What the home lacks is told by fields that keep their values.
		if s.Touched = append(slices.Concat(s.Touched, held), site.Incomplete); !slices.ContainsFunc(s.Fields, func(f string) bool { return !slices.Contains(s.Touched, f) }) {
			return nil
		}
	}
	if err := u.countRestored(s); err != nil {
		return err
	}
	return u.action.TakeBack(s)
}

// held are the fields of a record that were settled with the owners since the run, and
// nobody has touched.
func (u *undoing) held(s app.PastStep) ([]string, error) {
	var holds func(field string) bool
	switch s.Record.Kind {
	case ownershipKind:
		settled, err := u.tx.SettledOf(s.Unit)
		if err != nil || !settled.Any() {
			return nil, err
		}
		return []string{"owner"}, nil
	case unitKind:
		settled, err := u.tx.SettledOf(s.Record.ID)
		if err != nil {
			return nil, err
		}
		holds = func(f string) bool { return settled.Holds(f, false) }
	case ownerKind:
		signed, err := u.tx.SignedBy(s.Record.ID)
		if err != nil {
			return nil, err
		}
		if s.Made && len(signed) > 0 {
			return site.Identity(), nil
		}
		holds = func(f string) bool { return len(signed) > 0 && slices.Contains(site.Identity(), f) }
	default:
		return nil, nil
	}
	return slices.DeleteFunc(slices.Clone(s.Fields), func(f string) bool { return !holds(f) || slices.Contains(s.Touched, f) }), nil
}

// countRestored counts the homes to which the step brings former values back.
func (u *undoing) countRestored(s app.PastStep) error {
	homes := []app.ID{s.Unit}
	switch s.Record.Kind {
	case unitKind:
		homes = []app.ID{s.Record.ID}
	case ownerKind:
		shares, err := u.tx.OwnershipsOfOwner(s.Record.ID)
		if err != nil {
			return err
		}
		for _, share := range shares {
			homes = append(homes, share.Unit)
		}
	}
	for _, home := range homes {
		if !home.IsNil() && !u.restored[home] {
			u.restored[home] = true
			u.out.Restored++
		}
	}
	return nil
}

// leaveAlone lists what is left alone, by the home where people will look for it.
func (u *undoing) leaveAlone(s app.PastStep, fields []string, settled bool) error {
	st := Stay{Record: s.Record, Unit: s.Unit, Fields: fields, Settled: settled}
	if len(fields) == 0 && !settled {
		st.Touched, st.Used = s.Touched, s.Used
	}
	switch s.Record.Kind {
	case ownershipKind:
		share, err := u.tx.Ownership(s.Record.ID)
		if err != nil {
			return err
		}
		owner, err := u.tx.Owner(share.Owner)
		if err != nil {
			return err
		}
		st.Who = owner.Name
	case ownerKind:
		owner, err := u.tx.Owner(s.Record.ID)
		if err != nil {
			return err
		}
		st.Who = owner.Name
		shares, err := u.tx.OwnershipsOfOwner(owner.ID)
		if err != nil {
			return err
		}
		if len(shares) > 0 {
			st.Unit = shares[0].Unit
		}
	case buildingKind:
		building, err := u.tx.Building(s.Record.ID)
		if err != nil {
			return err
		}
		st.Who = building.Name
	case typeKind:
		kind, err := u.tx.HouseType(s.Record.ID)
		if err != nil {
			return err
		}
		st.Who = kind.Name
	}
	if !st.Unit.IsNil() {
		unit, err := u.tx.Unit(st.Unit)
		if err != nil {
			return err
		}
		st.Code = unit.Code
	}
	u.out.Stays = append(u.out.Stays, st)
	return nil
}
