package laptop

import (
	"errors"
	"path/filepath"
	"slices"
	"testing"

	"keyday/app"
	"keyday/app/site"
	"keyday/data/photo"
	"keyday/data/records"
	"keyday/data/store"
)

// A backup that was made before somebody was erased does not bring them back.
func TestRestoringKeepsErasures(t *testing.T) {
	f, ctx := founding(t), t.Context()
	s, err := Found(ctx, f)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	Remember(f.Name, s.Dir(), false)
	team, err := s.People(ctx)
	if err != nil {
		t.Fatal(err)
	}
	chief := team[0].Actor()
	communities, err := s.Communities(ctx)
	if err != nil {
		t.Fatal(err)
	}
	tower := site.Building{ID: app.ID{1}, Community: communities[0].ID, Code: "1", Name: "1幢"}
	home := site.Unit{ID: app.ID{2}, Building: tower.ID, Floor: 6, Room: "602", Code: "1-2-602"}
	owner := site.Owner{ID: app.ID{3}, Name: "欧阳䶮", Phone: "13800006621"}
	err = s.Do(ctx, chief, "test.owner", func(tx *records.Tx) error {
		return errors.Join(tx.PutBuilding(tower), tx.PutUnit(home), tx.PutOwner(owner), tx.PutOwnership(site.Ownership{ID: app.ID{4}, Unit: home.ID, Owner: owner.ID}))
	})
	if err != nil {
		t.Fatal(err)
	}
	photos, err := photo.New(s.Dir(), s.Ring().Previews())
	if err != nil {
		t.Fatal(err)
	}
	defer photos.Close()
	backup := filepath.Join(t.TempDir(), "before.keyday")
	if _, err := s.Backup(ctx, photos, backup, "backup passphrase", nil); err != nil {
		t.Fatal(err)
	}
	if err := s.Erase(ctx, chief, owner.ID); err != nil {
		t.Fatal(err)
	}
	restored := filepath.Join(t.TempDir(), "restored")
	made, err := Restore(ctx, backup, restored, "backup passphrase", nil)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(made.Notes, func(n *app.Refusal) bool { return n.Code == "site.restored_erased" && n.Args["n"] == "1" }) {
		t.Errorf("said of it: %v", made.Notes)
	}
	again, err := records.Open(ctx, restored, Options(store.Options{}))
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	then, err := again.OwnersOf(ctx, home.ID)
	if err != nil || len(then) != 1 || then[0].Owner.Name != "" {
		t.Errorf("restored %+v, %v", then, err)
	}
	if report, err := again.Verify(ctx, store.Checking{}); err != nil || !report.OK() {
		t.Errorf("%+v, %v", report.Differences, err)
	}
}
