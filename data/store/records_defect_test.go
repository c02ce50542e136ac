package store_test

import (
	"context"
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"slices"
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

// A list has a line for each defect, with the names of what it refers to; of some that
// are asked for, those that there are.
func TestDefectLines(t *testing.T) {
	ctx := context.Background()
	s := newStore(t)
	all, codes, firms := assorted(t, s, 400)
	got := map[app.ID]defect.Line{}
	if err := s.DefectLines(ctx, nil, func(d defect.Line) { got[d.ID] = d }); err != nil || len(got) != len(all) {
		t.Fatal(len(got), err)
	}
	for _, want := range all {
		d := got[want.ID]
		if d.Number != want.Number || d.UnitCode != codes[want.Unit] || d.State != want.State || d.Due != want.Due || d.Firm != want.Firm ||
			d.Noticed == want.Notice.IsNil() || (d.FirmName == "") != (want.Firm.IsNil() || !slices.Contains(firms, want.Firm)) || d.Community.IsNil() {
			t.Fatalf("%+v of %+v", d, want)
		}
	}
	some := 0
	if err := s.DefectLines(ctx, []app.ID{all[3].ID, {9, 9}, all[5].ID, all[3].ID}, func(d defect.Line) {
		if some++; d != got[d.ID] {
			t.Errorf("%+v, of all %+v", d, got[d.ID])
		}
	}); err != nil || some != 2 {
		t.Error(some, err)
	}
	if err := s.DefectLines(ctx, []app.ID{}, func(d defect.Line) { t.Error("none was asked for", d) }); err != nil {
		t.Error(err)
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
