package store_test

import (
	"slices"
	"testing"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/site"
	"keyday/data/records"
)

// Who comes back with a mark is told what was written since, and of what it is a part; who
// missed too much is told that nobody knows any more.
func TestChangesSince(t *testing.T) {
	s := newStore(t)
	_, found := lived(t, s)
	_, mark, known := s.ChangesSince(0)
	if !known || mark == 0 {
		t.Fatal(mark, known)
	}
	if changes, now, known := s.ChangesSince(mark); len(changes) > 0 || now != mark || !known {
		t.Errorf("nothing was written: %v, %d, %t", changes, now, known)
	}
	photo := defect.Photo{ID: app.ID{77, 1}, Defect: found[0].ID, Hash: "hash", Stage: defect.Before}
	do(t, s, "defect.photo", func(tx *records.Tx) error { return tx.PutDefectPhoto(photo) })
	changes, now, known := s.ChangesSince(mark)
	if !known || now != mark+1 || len(changes) != 1 || !slices.Contains(changes[0].Records, app.Ref{Kind: "defect_photo", ID: photo.ID}) ||
		!slices.Contains(changes[0].Wholes, app.Ref{Kind: "defect", ID: found[0].ID}) || !slices.Contains(changes[0].Kinds(), "defect") {
		t.Errorf("%+v, %d, %t", changes, now, known)
	}
	for i := range 250 {
		do(t, s, "firm.put", func(tx *records.Tx) error { return tx.PutFirm(site.Firm{ID: app.ID{78, byte(i)}, Name: "华泰"}) })
	}
	if _, _, known := s.ChangesSince(mark); known {
		t.Error("what is not kept any more is said to be known")
	}
	if changes, _, known := s.ChangesSince(now + 240); !known || len(changes) != 10 {
		t.Errorf("%d of the last 10 changes, %t", len(changes), known)
	}
	if _, _, known := s.ChangesSince(now + 9999); known {
		t.Error("a mark of another site is known")
	}
}
