package store_test

import (
	"strings"
	"testing"
	"time"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/handover"
	"keyday/app/inspect"
	"keyday/app/site"
	"keyday/data/records"
)

// told is a unit whose facts are asked for, and what a case of the table puts about it.
type told struct {
	tx    *records.Tx
	b     site.Building
	u     site.Unit
	other app.ID // a unit of which nothing may count
	n     byte
	err   error
}

// id is a new one, the same in every run.
func (h *told) id() app.ID {
	h.n++
	return app.DerivedID(h.u.ID, "fact/"+string('a'+rune(h.n)))
}

func (h *told) put(err error) {
	if h.err == nil {
		h.err = err
	}
}

// found puts defects of a severity, one in each of the states.
func (h *told) found(unit app.ID, severity site.Severity, states ...defect.State) {
	for _, s := range states {
		h.put(h.tx.PutDefect(defect.Defect{ID: h.id(), Unit: unit, State: s, Severity: severity}))
	}
}

// walked puts an inspection that began in that minute.
func (h *told) walked(unit app.ID, minute int, o defect.Origin, s inspect.State) {
	h.put(h.tx.PutInspection(inspect.Inspection{ID: h.id(), Unit: unit, Origin: o, State: s, BegunAt: h.tx.Now().Add(time.Duration(minute) * time.Minute)}))
}

// visited puts the nth case of the home.
func (h *told) visited(n int, s handover.State, d handover.Decision) app.ID {
	id := handover.CaseID(h.u.ID, n)
	h.put(h.tx.PutHandoverCase(handover.Case{ID: id, Unit: h.u.ID, N: n, State: s, Decision: d}))
	return id
}

// disputed puts a field of a record in dispute.
func (h *told) disputed(id app.ID, field int) {
	_, err := h.tx.Exec("INSERT INTO dispute (id, field, kind, opened) VALUES (?, ?, 1, 1)", id[:], field)
	h.put(err)
}

// What a home's readiness follows from, counted here by hand: each state of each record
// by itself, and what lies beside it and must not count.
func TestFactsOfAHome(t *testing.T) {
	s := newStore(t)
	var today app.Date
	do(t, s, "test.today", func(tx *records.Tx) error { today = tx.Today(); return nil })
	for i, c := range []struct {
		name        string
		put         func(*told)
		facts       handover.Facts
		state       site.State
		open, grave int
	}{
		{"nothing", func(*told) {}, handover.Facts{}, site.NotReady, 0, 0},

		{"a note is no defect", func(h *told) { h.found(h.u.ID, site.Emergency, defect.Noted) }, handover.Facts{}, site.NotReady, 0, 0},
		{"one to dispatch", func(h *told) { h.found(h.u.ID, site.Minor, defect.Open) }, handover.Facts{Undispatched: 1}, site.NotReady, 1, 0},
		{"one assigned", func(h *told) { h.found(h.u.ID, site.Normal, defect.Assigned) }, handover.Facts{InWork: 1}, site.NotReady, 1, 0},
		{"one being mended", func(h *told) { h.found(h.u.ID, site.Normal, defect.Fixing) }, handover.Facts{InWork: 1}, site.NotReady, 1, 0},
		{"one held", func(h *told) { h.found(h.u.ID, site.Normal, defect.Held) }, handover.Facts{InWork: 1}, site.NotReady, 1, 0},
		{"one disputed by the firm", func(h *told) { h.found(h.u.ID, site.Normal, defect.Disputed) }, handover.Facts{InWork: 1}, site.NotReady, 1, 0},
		{"one to look at again", func(h *told) { h.found(h.u.ID, site.Normal, defect.Fixed) }, handover.Facts{Unverified: 1}, site.NotReady, 1, 0},
		{"closed ones, however grave", func(h *told) {
			h.found(h.u.ID, site.Emergency, defect.Verified, defect.AcceptedAsIs, defect.OwnerOK, defect.Cancelled)
		}, handover.Facts{}, site.NotReady, 0, 0},
		{"a serious one held", func(h *told) { h.found(h.u.ID, site.Serious, defect.Held) }, handover.Facts{InWork: 1, Grave: 1}, site.NotReady, 1, 1},
		{"an emergency of each open state", func(h *told) {
			h.found(h.u.ID, site.Emergency, defect.Open, defect.Assigned, defect.Fixing, defect.Held, defect.Disputed, defect.Fixed)
		}, handover.Facts{Undispatched: 1, InWork: 4, Unverified: 1, Grave: 6}, site.NotReady, 6, 6},
		{"another home's", func(h *told) { h.found(h.other, site.Serious, defect.Open) }, handover.Facts{}, site.NotReady, 0, 0},

		{"the fund paid", func(h *told) { h.u.Fund = site.FundPaid }, handover.Facts{Fund: site.FundPaid}, site.NotReady, 0, 0},
		{"the fund unpaid", func(h *told) { h.u.Fund = site.FundUnpaid }, handover.Facts{Fund: site.FundUnpaid}, site.NotReady, 0, 0},
		{"filed yesterday", func(h *told) { h.b.Completed = today.AddDays(-1) }, handover.Facts{Filed: true}, site.NotReady, 0, 0},
		{"filed today", func(h *told) { h.b.Completed = today }, handover.Facts{Filed: true}, site.NotReady, 0, 0},
		{"filed tomorrow", func(h *told) { h.b.Completed = today.AddDays(1) }, handover.Facts{}, site.NotReady, 0, 0},
		{"handed over today", func(h *told) { h.u.HandedOver = today }, handover.Facts{Taken: true}, site.HandedOver, 0, 0},

		{"refused", func(h *told) { h.visited(1, handover.Decided, handover.Refused) }, handover.Facts{Refused: true}, site.NotReady, 0, 0},
		{"refused, then accepted", func(h *told) {
			h.visited(1, handover.Archived, handover.Refused)
			h.visited(2, handover.Decided, handover.Accepted)
		}, handover.Facts{}, site.NotReady, 0, 0},
		{"accepted, then refused", func(h *told) {
			h.visited(1, handover.Archived, handover.Accepted)
			h.visited(2, handover.FollowUp, handover.Refused)
		}, handover.Facts{Refused: true}, site.NotReady, 0, 0},
		{"refused, and the next visit cancelled", func(h *told) {
			h.visited(1, handover.FollowUp, handover.Refused)
			h.visited(2, handover.Cancelled, handover.Accepted)
		}, handover.Facts{Refused: true}, site.NotReady, 0, 0},
		{"a refusal that was cancelled", func(h *told) { h.visited(1, handover.Cancelled, handover.Refused) }, handover.Facts{}, site.NotReady, 0, 0},

		{"an inspection goes on", func(h *told) { h.walked(h.u.ID, 0, defect.Internal, inspect.Begun) }, handover.Facts{}, site.NotReady, 0, 0},
		{"one is carried through", func(h *told) { h.walked(h.u.ID, 0, defect.Internal, inspect.Submitted) }, handover.Facts{Inspected: true}, site.Inspected, 0, 0},
		{"one is signed off", func(h *told) { h.walked(h.u.ID, 0, defect.UnitAcceptance, inspect.SignedOff) }, handover.Facts{Inspected: true, SignedOff: true}, site.Blocked, 0, 0},
		{"one is returned", func(h *told) { h.walked(h.u.ID, 0, defect.UnitAcceptance, inspect.Returned) }, handover.Facts{}, site.NotReady, 0, 0},
		{"one is dropped", func(h *told) { h.walked(h.u.ID, 0, defect.UnitAcceptance, inspect.Dropped) }, handover.Facts{}, site.NotReady, 0, 0},
		{"the owner's open day is no inspection", func(h *told) { h.walked(h.u.ID, 0, defect.OpenDay, inspect.SignedOff) }, handover.Facts{}, site.NotReady, 0, 0},
		{"another home's inspection", func(h *told) { h.walked(h.other, 0, defect.Internal, inspect.SignedOff) }, handover.Facts{}, site.NotReady, 0, 0},
		{"signed off, and the next carried through", func(h *told) {
			h.walked(h.u.ID, 0, defect.UnitAcceptance, inspect.SignedOff)
			h.walked(h.u.ID, 1, defect.Internal, inspect.Submitted)
		}, handover.Facts{Inspected: true}, site.Inspected, 0, 0},
		{"signed off, and the next begun", func(h *told) {
			h.walked(h.u.ID, 0, defect.UnitAcceptance, inspect.SignedOff)
			h.walked(h.u.ID, 1, defect.Internal, inspect.Begun)
		}, handover.Facts{Inspected: true, SignedOff: true, Reinspecting: true}, site.Reinspect, 0, 0},
		{"signed off, and the next returned", func(h *told) {
			h.walked(h.u.ID, 0, defect.UnitAcceptance, inspect.SignedOff)
			h.walked(h.u.ID, 1, defect.Internal, inspect.Returned)
		}, handover.Facts{Inspected: true, SignedOff: true, Reinspecting: true}, site.Reinspect, 0, 0},
		{"signed off after one that goes on still", func(h *told) {
			h.walked(h.u.ID, 0, defect.Internal, inspect.Begun)
			h.walked(h.u.ID, 1, defect.Internal, inspect.SignedOff)
		}, handover.Facts{Inspected: true, SignedOff: true}, site.Blocked, 0, 0},

		{"a field of the home in dispute", func(h *told) { h.disputed(h.u.ID, 1) }, handover.Facts{Conflicts: 1}, site.NotReady, 0, 0},
		{"a field of its defect", func(h *told) {
			h.found(h.u.ID, site.Minor, defect.Verified)
			h.disputed(app.DerivedID(h.u.ID, "fact/"+string('a'+rune(h.n))), 1)
		}, handover.Facts{Conflicts: 1}, site.NotReady, 0, 0},
		{"two fields of its case", func(h *told) {
			id := h.visited(1, handover.Planned, handover.Undecided)
			h.disputed(id, 1)
			h.disputed(id, 2)
		}, handover.Facts{Conflicts: 2}, site.NotReady, 0, 0},
		{"another home's dispute", func(h *told) { h.disputed(h.other, 1) }, handover.Facts{}, site.NotReady, 0, 0},

		{"nothing is in the way", func(h *told) {
			h.u.Fund, h.b.Completed = site.FundPaid, today
			h.walked(h.u.ID, 0, defect.Internal, inspect.SignedOff)
			h.found(h.u.ID, site.Serious, defect.Verified)
		}, handover.Facts{Inspected: true, SignedOff: true, Fund: site.FundPaid, Filed: true}, site.Ready, 0, 0},
		{"but for one that is held", func(h *told) {
			h.u.Fund, h.b.Completed = site.FundPaid, today
			h.walked(h.u.ID, 0, defect.Internal, inspect.SignedOff)
			h.found(h.u.ID, site.Minor, defect.Held)
		}, handover.Facts{Inspected: true, SignedOff: true, Fund: site.FundPaid, Filed: true, InWork: 1}, site.Rectifying, 1, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := &told{b: building("f" + string('a'+rune(i/20)) + string('a'+rune(i%20)))}
			h.u, h.other = unitIn(h.b, 1, 1), unitIn(h.b, 2, 2).ID
			do(t, s, "test.home", func(tx *records.Tx) error {
				h.tx = tx
				c.put(h)
				h.put(tx.PutBuilding(h.b))
				h.put(tx.PutUnit(h.u))
				h.put(tx.PutUnit(unitIn(h.b, 2, 2)))
				got, err := tx.UnitFacts(h.u.ID)
				if h.put(err); got != c.facts {
					t.Errorf("got  %+v\nwant %+v", got, c.facts)
				}
				return h.err
			})
			u, err := s.Unit(t.Context(), h.u.ID)
			if err != nil || u.State != c.state || u.Open != c.open || u.Grave != c.grave {
				t.Errorf("it is %s with %d open and %d grave, want %s, %d, %d; %v", u.State, u.Open, u.Grave, c.state, c.open, c.grave, err)
			}
		})
	}
}

// What the law forbids stands on tiles, in lists and among hits as app/handover has it:
// asked for each state, fund and day of filing by themselves.
func TestBarredHomesAreMarked(t *testing.T) {
	s := newStore(t)
	ctx := t.Context()
	var today app.Date
	do(t, s, "test.today", func(tx *records.Tx) error { today = tx.Today(); return nil })
	for i, c := range []struct {
		fund      site.FundState
		completed app.Date
		lawful    bool
	}{
		{site.FundPaid, today, true}, {site.FundPaid, today.AddDays(-1), true}, {site.FundPaid, today.AddDays(1), false}, {site.FundPaid, 0, false},
		{site.FundUnpaid, today, false}, {site.FundUnknown, today, false}, {"partly", today, false}, {site.FundUnpaid, 0, false},
	} {
		b := building("b" + string('a'+rune(i)))
		b.Completed = c.completed
		want := map[app.ID]bool{}
		do(t, s, "test.homes", func(tx *records.Tx) error {
			h := &told{tx: tx, b: b}
			h.put(tx.PutBuilding(b))
			for floor, state := range site.States {
				h.u = unitIn(b, floor+1, 1)
				h.u.Fund = c.fund
				want[h.u.ID] = !c.lawful && (state == site.Inspected || state == site.Rectifying || state == site.Reinspect)
				switch state { // what makes it so
				case site.HandedOver:
					h.u.HandedOver = today
				case site.Ready, site.Blocked:
					h.walked(h.u.ID, 0, defect.Internal, inspect.SignedOff)
				case site.Inspected:
					h.walked(h.u.ID, 0, defect.Internal, inspect.Submitted)
				case site.Rectifying:
					h.walked(h.u.ID, 0, defect.Internal, inspect.SignedOff)
					h.found(h.u.ID, site.Minor, defect.Fixing)
				case site.Reinspect:
					h.walked(h.u.ID, 0, defect.Internal, inspect.SignedOff)
					h.found(h.u.ID, site.Minor, defect.Fixed)
				}
				h.visited(1, handover.Planned, handover.Undecided)
				h.put(tx.PutUnit(h.u))
			}
			return h.err
		})
		seen := map[string]int{}
		check := func(where string, unit app.ID, barred bool) {
			if home, asked := want[unit]; asked {
				if seen[where]++; home != barred {
					t.Errorf("fund %q, filed %s: on %s the home %x is barred: %t", c.fund, c.completed, where, unit[:4], barred)
				}
			}
		}
		for _, tile := range got(s.Tiles(ctx, b.ID))(t) {
			check("its building", tile.Unit, tile.Barred)
		}
		for _, tile := range got(s.Tiles(ctx, app.Nil))(t) {
			check("the grid", tile.Unit, tile.Barred)
		}
		for _, r := range lines(t, nil, s.HandoverLines) {
			check("handovers", r.Unit, r.Barred)
		}
		for _, r := range lines(t, nil, s.InspectionLines) {
			check("inspections", r.Unit, r.Barred)
		}
		var refs []app.Ref
		for id := range want {
			refs = append(refs, app.Ref{Kind: "unit", ID: id})
		}
		for _, f := range got(s.FindLines(ctx, refs))(t) {
			check("hits", f.ID, strings.Contains(f.Detail[0].Value, "barred"))
		}
		for _, where := range []string{"its building", "the grid", "handovers", "inspections", "hits"} {
			if seen[where] != len(want) {
				t.Errorf("%s: %d homes of %d", where, seen[where], len(want))
			}
		}
	}
}
