package store_test

import (
	"context"
	"slices"
	"testing"

	"keyday/app"
	"keyday/app/intake"
	"keyday/app/site"
	"keyday/data/records"
)

func siteDesk(s *records.Store) *site.Desk {
	return site.New(records.Narrow(s, func(tx *records.Tx) site.Tx { return tx }), s.Identify)
}

// An ownership is ended by who may change owners, for a reason that the history
// keeps; the record stays, and a ledger that names the person again brings them back.
func TestOwnershipEnds(t *testing.T) {
	s := newStore(t)
	ctx := context.Background()
	book := bookOf([][4]string{{"101", "一批", "", "张三、李四"}})
	importBook(t, s, book)
	k, err := s.Kept(ctx, communityID)
	if err != nil {
		t.Fatal(err)
	}
	unit := k.Units[0].ID
	at := slices.IndexFunc(k.Owners, func(o site.Owner) bool { return o.Name == "张三" })
	zhang := k.Owners[at].ID
	desk := siteDesk(s)
	walker := app.Actor{Staff: app.ID{9}, Name: "赵磊", Role: app.Handover}
	refused(t, desk.EndOwnership(ctx, walker, unit, zhang, site.Withdrawn), "permission.missing")
	refused(t, desk.EndOwnership(ctx, chief.Actor(), unit, zhang, ""), "owner.end_reason_missing")
	refused(t, desk.EndOwnership(ctx, chief.Actor(), unit, app.ID{77}, site.Withdrawn), "owner.none_of_unit")
	if err := desk.EndOwnership(ctx, chief.Actor(), unit, zhang, site.Transferred); err != nil {
		t.Fatal(err)
	}
	refused(t, desk.EndOwnership(ctx, chief.Actor(), unit, zhang, site.Transferred), "owner.none_of_unit")
	refused(t, desk.PutOwner(ctx, chief.Actor(), nil, site.Owner{ID: zhang, Name: "张叁"}, site.Part{Unit: unit, Reason: site.Mistyped}), "owner.none_of_unit")

	names := func() []string {
		t.Helper()
		k, err := s.Kept(ctx, communityID)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, share := range k.Ownerships {
			for _, o := range k.Owners {
				if o.ID == share.Owner {
					names = append(names, o.Name)
				}
			}
		}
		slices.Sort(names)
		return names
	}
	if got := names(); !slices.Equal(got, []string{"李四"}) {
		t.Errorf("owners %q", got)
	}
	former, err := s.FormerOwners(ctx, unit)
	if err != nil || len(former) != 1 || former[0].Name != "张三" {
		t.Errorf("former owners %v, %v", former, err)
	}
	events, err := s.History(ctx, unit, 100)
	if err != nil || events[0].Action != "ownership.end" {
		t.Fatalf("history %v, %v", events, err)
	}
	if !slices.ContainsFunc(events[0].Changes, func(c app.FieldChange) bool {
		return c.Record == app.Ref{Kind: "ownership", ID: site.OwnershipID(unit, zhang)} && c.Field == "ended_why" && c.Value == "transferred"
	}) {
		t.Errorf("the history does not say why: %+v", events[0].Changes)
	}

	importBook(t, s, book)
	if got := names(); !slices.Equal(got, []string{"张三", "李四"}) {
		t.Errorf("after the ledger named them again, owners %q", got)
	}
	k, err = s.Kept(ctx, communityID)
	if err != nil {
		t.Fatal(err)
	}
	for _, share := range k.Ownerships {
		if share.Why != "" {
			t.Errorf("an ownership that lasts has a reason for its end: %+v", share)
		}
	}
	sv, err := importDesk(s).Look(ctx, chief.Actor(), communityID, book)
	if err != nil {
		t.Fatal(err)
	}
	if p, err := importDesk(s).DryRun(ctx, chief.Actor(), communityID, sv, intake.Options{}); err != nil || !p.Empty() {
		t.Errorf("the same file again changes %d records, %v", p.Records(), err)
	}
}
