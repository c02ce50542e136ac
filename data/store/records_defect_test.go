package store_test

import (
	"cmp"
	"context"
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/site"
	"keyday/data/records"
)

// many defects of every sort, and the units and firms that they refer to.
func assorted(t *testing.T, s *records.Store, n int) (all []defect.Defect, units map[app.ID]string, firms []app.ID) {
	t.Helper()
	r := rand.New(rand.NewPCG(3, 4))
	units = map[app.ID]string{}
	var homes []app.ID
	do(t, s, "site.fill", func(tx *records.Tx) error {
		for i, code := range []string{"3", "12"} {
			b := building(code)
			if err := tx.PutBuilding(b); err != nil {
				return err
			}
			for floor := range 4 {
				u := unitIn(b, floor+1, i+1)
				units[u.ID], homes = u.Code, append(homes, u.ID)
				if err := tx.PutUnit(u); err != nil {
					return err
				}
			}
		}
		for i := range 3 {
			f := site.Firm{ID: tx.NewID(), Name: fmt.Sprint("单位", i)}
			firms = append(firms, f.ID)
			if err := tx.PutFirm(f); err != nil {
				return err
			}
		}
		today := tx.Today()
		for range n {
			number, err := tx.Number(app.DefectNumber)
			if err != nil {
				return err
			}
			d := defect.Defect{ID: tx.NewID(), Number: number, Unit: homes[r.IntN(len(homes))], Phrase: "空鼓", Room: "living",
				State: defect.Ladder[r.IntN(len(defect.Ladder))], Severity: site.Severities[r.IntN(4)], Due: today.AddDays(r.IntN(9) - 4)}
			if r.IntN(3) == 0 {
				d.Due = 0
			}
			if i := r.IntN(4); i < 3 {
				d.Firm = firms[i]
			}
			if r.IntN(2) == 0 {
				d.Notice = tx.NewID()
			}
			if err := tx.PutDefect(d); err != nil {
				return err
			}
			all = append(all, d)
		}
		return nil
	})
	return all, units, firms
}

// Every filter in every order lists what a walk through all defects would, and
// counts as many.
func TestDefectLists(t *testing.T) {
	ctx := context.Background()
	s := newStore(t)
	all, codes, firms := assorted(t, s, 400)
	today := app.DateOf(s.Opt().Clock.Now())
	unit := all[0].Unit
	open := []defect.State{defect.Open, defect.Disputed, defect.Assigned, defect.Held, defect.Fixing, defect.Fixed}
	filters := []defect.Filter{{}, {States: open}, {States: []defect.State{defect.Fixed}}, {States: []defect.State{defect.Noted}},
		{States: []defect.State{defect.Verified, defect.Cancelled}}, {States: []defect.State{defect.Fixing, defect.Verified}},
		{Unit: unit}, {Unit: unit, States: open}, {Firm: firms[0]}, {Firm: firms[1], States: open}, {Firm: firms[2], States: []defect.State{defect.Verified}},
		{NoFirm: true}, {NoFirm: true, States: open}, {Overdue: true}, {Overdue: true, States: []defect.State{defect.Fixing, defect.Verified}},
		{Overdue: true, States: []defect.State{defect.Verified}}, {Overdue: true, Firm: firms[0], Grave: true}, {Grave: true}, {Grave: true, States: open, NoNotice: true},
		{NoNotice: true}, {NoNotice: true, Overdue: true}, {Severity: site.Minor, Unit: unit}, {Building: building("12").ID}, {Building: building("3").ID, States: open}}
	orders := map[defect.Sorting]func(a, b defect.Defect) int{
		defect.ByNumber: func(a, b defect.Defect) int { return strings.Compare(b.Number, a.Number) },
		defect.ByUnit: func(a, b defect.Defect) int {
			return cmp.Or(strings.Compare(codes[a.Unit], codes[b.Unit]), strings.Compare(a.Number, b.Number))
		},
		defect.ByDue: func(a, b defect.Defect) int {
			late := func(d defect.Defect) app.Date {
				if d.Due.IsZero() {
					return 1 << 30
				}
				return d.Due
			}
			return cmp.Or(cmp.Compare(late(a), late(b)), strings.Compare(a.Number, b.Number))
		},
	}
	for _, f := range filters {
		var want []defect.Defect
		for _, d := range all {
			if chosen(d, f, codes, today) {
				want = append(want, d)
			}
		}
		for order, compare := range orders {
			slices.SortFunc(want, compare)
			got, err := s.DefectIDs(ctx, f, order)
			if err != nil {
				t.Fatalf("%+v by %s: %v", f, order, err)
			}
			if len(got) != len(want) || !slices.EqualFunc(got, want, func(id app.ID, d defect.Defect) bool { return id == d.ID }) {
				t.Errorf("%+v by %s: %d, want %d", f, order, len(got), len(want))
			}
		}
		counted(t, s, f, all, codes, today)
	}
}

// chosen is the filter in Go.
func chosen(d defect.Defect, f defect.Filter, codes map[app.ID]string, today app.Date) bool {
	working := d.State == defect.Assigned || d.State == defect.Fixing
	return (f.Unit.IsNil() || d.Unit == f.Unit) && (f.Firm.IsNil() || d.Firm == f.Firm) && (!f.NoFirm || d.Firm.IsNil()) &&
		(f.Building.IsNil() || strings.HasPrefix(codes[d.Unit], "12-") == (f.Building == building("12").ID)) &&
		(len(f.States) == 0 || slices.Contains(f.States, d.State)) && (f.Severity == "" || d.Severity == f.Severity) &&
		(!f.Grave || d.Severity.Grave()) && (!f.NoNotice || working && d.Notice.IsNil()) &&
		(!f.Overdue || (working || d.State == defect.Disputed) && !d.Due.IsZero() && d.Due < today)
}

func counted(t *testing.T, s *records.Store, f defect.Filter, all []defect.Defect, codes map[app.ID]string, today app.Date) {
	t.Helper()
	got, err := s.DefectCounts(context.Background(), f)
	if err != nil {
		t.Fatalf("%+v: %v", f, err)
	}
	whole := f
	whole.States, whole.Overdue, whole.Grave, whole.NoNotice = nil, false, false, false
	want := defect.Counts{States: map[defect.State]int{}}
	for _, d := range all {
		if !chosen(d, whole, codes, today) {
			continue
		}
		want.States[d.State]++
		if chosen(d, defect.Filter{Overdue: true}, codes, today) {
			want.Overdue++
		}
		if d.State.IsOpen() && d.Severity.Grave() {
			want.Grave++
		}
		if chosen(d, defect.Filter{NoNotice: true}, codes, today) {
			want.NoNotice++
		}
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%+v: counted %v, want %v", f, got, want)
	}
}

// A page of the list names what it refers to, however much of it is lacking.
func TestDefectRows(t *testing.T) {
	ctx := context.Background()
	s := newStore(t)
	_, found := lived(t, s)
	all, codes, _ := assorted(t, s, 40)
	ids := []app.ID{all[7].ID, {9, 9}, all[3].ID, found[0].ID, all[7].ID}
	rows, err := s.DefectRows(ctx, ids)
	if err != nil || len(rows) != 4 {
		t.Fatal(rows, err)
	}
	if rows[0].ID != all[7].ID || rows[3].ID != all[7].ID || rows[0].UnitCode != codes[all[7].Unit] || rows[0].RoomName == "living" {
		t.Errorf("%+v", rows[0])
	}
	if rows[2].FirmName == "" && !rows[2].Firm.IsNil() {
		t.Errorf("%+v", rows[2])
	}
	if hash := fmt.Sprintf("%x", sha256.Sum256(picture)); rows[2].Photos != 1 || rows[2].Photo != hash || rows[0].Photos != 0 || rows[0].Photo != "" {
		t.Errorf("pictures: %+v, %+v", rows[2], rows[0])
	}
	none, err := s.DefectRows(ctx, nil)
	if err != nil || len(none) != 0 {
		t.Error(none, err)
	}
	one, err := s.Defect(ctx, found[0].ID)
	if err != nil || one.Number != found[0].Number {
		t.Error(one, err)
	}
	_, err = s.Defect(ctx, app.ID{9, 9})
	refused(t, err, "record.unknown")
	id, err := s.DefectByNumber(ctx, found[0].Number)
	if err != nil || id != found[0].ID {
		t.Error(id, err)
	}
	_, err = s.DefectByNumber(ctx, "D-99-00001")
	refused(t, err, "defect.number_unknown")
}

// A defect's page in one reading: names, photos, clocks, owners, notice, original.
func TestDefectDetail(t *testing.T) {
	ctx := context.Background()
	s := newStore(t)
	_, found := lived(t, s)
	d := found[0]
	original := found[1]
	do(t, s, "defect.test", func(tx *records.Tx) error {
		kept, err := tx.Defect(d.ID)
		if err != nil {
			return err
		}
		n := defect.Notice{ID: tx.NewID(), Number: "ZG-01-00001", Document: tx.NewID(), Firm: kept.Firm}
		if err := tx.PutNotice(n); err != nil {
			return err
		}
		kept.Notice, kept.DuplicateOf = n.ID, original.ID
		return tx.PutDefect(kept)
	})
	got, err := s.DefectDetail(ctx, d.ID)
	if err != nil {
		t.Fatal(err)
	}
	if got.Number != d.Number || got.Issued.Number != "ZG-01-00001" || got.Original != original.Number || len(got.Moves) == 0 || got.People[got.Moves[0].By] == "" {
		t.Errorf("%+v", got)
	}
	if got.Clocks.Contractor.From.IsZero() {
		t.Errorf("clocks %+v", got.Clocks)
	}
	_, err = s.DefectDetail(ctx, app.ID{9})
	refused(t, err, "record.unknown")
}
