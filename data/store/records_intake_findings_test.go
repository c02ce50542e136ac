package store_test

import (
	"context"
	"reflect"
	"testing"

	"keyday/app"
	"keyday/app/intake"
	"keyday/data/records"
)

// What an import found is kept with it, and says the same afterwards; it is forgotten
// with the key of the run, which goes with anybody whom it names.
func TestFindingsAreKept(t *testing.T) {
	ctx := context.Background()
	s := newStore(t)
	plan, run := importFile(t, s, sample(ledgerSample))
	read := func() []intake.Finding {
		t.Helper()
		runs, err := s.ImportRuns(ctx, communityID, 1)
		if err != nil || len(runs) != 1 {
			t.Fatal(runs, err)
		}
		return runs[0].Kept()
	}
	if got := read(); len(got) == 0 || !reflect.DeepEqual(got, plan.Findings) {
		t.Errorf("kept %v\nof   %v", got, plan.Findings)
	}
	err := s.Do(ctx, chief.Actor(), "person.erase", func(tx *records.Tx) error {
		for name, want := range map[string]int{"黄强": 1, "无此人": 0} {
			ids, err := tx.NotesNaming(app.Nil, name)
			if err != nil {
				return err
			}
			if len(ids) != want || want > 0 && ids[0] != run.ID {
				t.Errorf("%s is named in %v", name, ids)
			}
		}
		return tx.Erase(run.ID)
	})
	if err != nil {
		t.Fatal(err)
	}
	if left := read(); len(left) > 0 {
		t.Errorf("left after erasing: %v", left)
	}
}
