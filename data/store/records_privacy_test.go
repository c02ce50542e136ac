package store_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/intake"
	"keyday/app/privacy"
	"keyday/app/site"
	"keyday/data/records"
	"keyday/data/store"
)

// An owner is erased when the home is handed over: the name goes from the row and
// from search, the signed papers stay. Whose ownership has ended takes the papers
// along, but for those that name who owns the home now.
func TestEraseOwner(t *testing.T) {
	ctx, a := context.Background(), chief.Actor()
	partner := site.Owner{ID: app.ID{55}, Name: "司徒文彬", Phone: "13900001234"}
	for name, c := range map[string]struct {
		ended, shared bool
		papersStay    bool
	}{
		"owns it still":            {papersStay: true},
		"owned it":                 {ended: true},
		"owned it with who stayed": {ended: true, shared: true, papersStay: true},
	} {
		t.Run(name, func(t *testing.T) {
			r := newReception(t)
			unit := r.units[0].ID
			desk := privacy.New(records.Narrow(r.s, func(tx *records.Tx) privacy.Tx { return tx }))
			erase := func(who app.Actor, person app.ID, why privacy.Reason) error {
				_, err := desk.Erase(ctx, who, unit, person, why)
				return err
			}
			if c.shared {
				do(t, r.s, "owner.put", func(tx *records.Tx) error {
					if err := tx.PutOwner(partner); err != nil {
						return err
					}
					return tx.PutOwnership(site.Ownership{ID: app.ID{56}, Unit: unit, Owner: partner.ID, Order: 2})
				})
			}
			refused(t, erase(a, buyer.ID, privacy.Requested), "privacy.home_due")
			var d contract.Document
			if c.shared {
				r.ok(r.CheckIn(ctx, a, unit))
				do(t, r.s, "test.paper", func(tx *records.Tx) error {
					number, err := tx.Number(app.AgreementNumber)
					if err != nil {
						return err
					}
					body := encoded(t, contract.AgreementContent{Owners: []contract.AgreementOwner{{Name: buyer.Name}, {Name: partner.Name}}})
					d = contract.Document{ID: tx.NewID(), Kind: contract.Agreement, Number: number, Unit: unit, State: contract.Signed,
						Template: contract.AgreementTemplate, Content: body, ContentHash: contract.HashOf(body)}
					return tx.PutDocument(d)
				})
			} else {
				d = r.received(unit)
				r.signed(d)
			}
			do(t, r.s, "test.hand_over", func(tx *records.Tx) error {
				u, err := tx.Unit(unit)
				if err != nil {
					return err
				}
				u.HandedOver = tx.Today()
				if err := tx.PutUnit(u); err != nil || !c.ended {
					return err
				}
				share, err := store.Get(tx, ownerships, app.ID{7})
				share.Ended = true
				if err == nil {
					err = tx.PutOwnership(share)
				}
				return err
			})
			if c.ended {
				if former, err := r.s.FormerOwners(ctx, unit); err != nil || len(former) != 1 || former[0].Name != buyer.Name {
					t.Errorf("former owners are %v, %v", former, err)
				}
			}
			old := filepath.Join(r.s.Dir(), "before-9-20260101T000000.db")
			r.ok(os.WriteFile(old, []byte(buyer.Name), 0o600))
			refused(t, erase(walker.Actor(), buyer.ID, privacy.Requested), "permission.missing")
			scoped := a
			scoped.Communities = []app.ID{{99}}
			refused(t, erase(scoped, buyer.ID, privacy.Requested), "permission.scope")
			refused(t, erase(a, buyer.ID, "because"), "privacy.reason_missing")
			refused(t, erase(a, app.ID{88}, privacy.Requested), "privacy.unknown")
			plan, err := r.s.ErasurePlan(ctx, unit, buyer.ID)
			r.ok(err)
			if kept := len(plan.Kept) > 0; kept != c.papersStay || (len(plan.Erased) > 0) == c.papersStay || plan.Name != buyer.Name {
				t.Errorf("planned %+v", plan)
			}
			r.ok(erase(a, buyer.ID, privacy.Requested))
			refused(t, erase(a, buyer.ID, privacy.Requested), "privacy.done")

			then, err := r.s.Document(ctx, d.ID)
			r.ok(err)
			if stayed := then.Content != nil; stayed != c.papersStay || then.Number != d.Number || then.ContentHash != d.ContentHash {
				t.Errorf("of the paper there is %+v", then)
			}
			for _, q := range []string{"欧阳", "oyjy", "5678"} {
				if hits, _, err := r.s.Search(ctx, q, true); err != nil || len(hits) > 0 {
					t.Errorf("%q finds %v, %v", q, hits, err)
				}
			}
			if former, err := r.s.FormerOwners(ctx, unit); err != nil || len(former) != 0 {
				t.Errorf("former owners are %v, %v", former, err)
			}
			if v := verified(t, r.s, store.Checking{}); !v.OK() {
				t.Error(v.Differences)
			}
			reason := ""
			past, err := r.s.History(ctx, unit, 1000)
			r.ok(err)
			for _, e := range past {
				for _, change := range e.Changes {
					if change.Record.Kind == "removal" && change.Field == "reason" {
						reason = change.Value
					}
				}
			}
			if reason != string(privacy.Requested) {
				t.Errorf("the history says %q of why", reason)
			}
			r.s = reopen(t, r.s)
			// A paper that stays has its signers in its rows.
			secrets := map[string]bool{buyer.Phone: true, buyer.IDNo: true}
			if !c.papersStay {
				secrets[buyer.Name] = true
			}
			if found := grep(t, secrets, r.s.Dir()); len(found) > 0 {
				t.Errorf("left on the disk: %v", found)
			}
		})
	}
}

// Whoever was erased is passed over by the next import of the same ledger, which
// takes the rest as always.
func TestErasedOwnersStayErased(t *testing.T) {
	s := newStore(t)
	path := sample(ledgerSample)
	importFile(t, s, path)
	kept, err := s.Kept(context.Background(), communityID)
	if err != nil {
		t.Fatal(err)
	}
	// One who owns a home alone, and one of several.
	of := map[app.ID][]site.Ownership{}
	for _, share := range kept.Ownerships {
		of[share.Unit] = append(of[share.Unit], share)
	}
	var gone []app.ID
	alone, shared := false, false
	for _, u := range kept.Units {
		if n := len(of[u.ID]); n == 1 && !alone || n > 1 && !shared {
			alone, shared = alone || n == 1, shared || n > 1
			gone = append(gone, of[u.ID][0].Owner)
			if err := s.Erase(context.Background(), chief.Actor(), of[u.ID][0].Owner); err != nil {
				t.Fatal(err)
			}
		}
	}
	if !alone || !shared {
		t.Fatal("the sample has no home with one owner, or none with several")
	}
	before := holding(t, s)
	plan, _ := importFile(t, s, path)
	if len(plan.Changes) > 0 {
		t.Errorf("the import changes %+v", plan.Changes)
	}
	if after := holding(t, s); after != before {
		t.Error("the import took somebody in again")
	}
	told := 0
	for _, f := range plan.Findings {
		if f.Kind == intake.OwnerErased {
			told++
		}
	}
	if told < len(gone) {
		t.Errorf("%d of %d are told of", told, len(gone))
	}
	if v := verified(t, s, store.Checking{}); !v.OK() {
		t.Error(v.Differences)
	}
}
