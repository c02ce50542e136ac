package store_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/privacy"
	"keyday/app/site"
	"keyday/data/records"
	"keyday/data/store"
)

// A reader that looks at a state from before an erasure does not bring back the key that
// was dropped, and what a history told by it is told no more.
func TestErasedKeyIsNotRememberedAgain(t *testing.T) {
	r := newReception(t)
	ctx, unit := context.Background(), r.units[0].ID
	seen := seenOwner(t, r.s, buyer.ID)
	o := seen.Value
	o.Phone = "13900001111"
	r.ok(siteDesk(r.s).PutOwner(ctx, chief.Actor(), seen, o, site.Part{Unit: unit, Reason: site.ItChanged}))
	told := func() bool {
		return strings.Contains(fmt.Sprint(got(r.s.History(ctx, unit, 100))(t)), site.Mask(o.Phone))
	}
	if !told() {
		t.Fatal("the history does not tell of the phone")
	}
	keys, known := r.s.Keys().Get(buyer.ID)
	if !known || len(keys) == 0 {
		t.Fatal("a reader has opened no key")
	}
	r.ok(r.s.Erase(ctx, chief.Actor(), buyer.ID))
	if told() {
		t.Error("the history tells of who was erased")
	}
	r.s.Keys().Keep(buyer.ID, keys) // a reader that began before
	if keys, known := r.s.Keys().Get(buyer.ID); !known || len(keys) != 0 {
		t.Errorf("%d keys of who was erased are remembered", len(keys))
	}
	if told() {
		t.Error("the history tells of who was erased, by a key that was remembered")
	}
}

// The letters by which somebody came for an owner belong to what was signed: they go with
// an ownership that has ended, and stay while it lasts; others' stay.
func TestLettersOfWhoIsErased(t *testing.T) {
	for name, ended := range map[string]bool{"owns it still": false, "owned it": true} {
		t.Run(name, func(t *testing.T) {
			r := newReception(t)
			ctx, unit := context.Background(), r.units[0].ID
			mine, other := app.ID{0x51}, app.ID{0x52}
			partner := site.Owner{ID: app.ID{55}, Name: "司徒文彬"}
			do(t, r.s, "test.fill", func(tx *records.Tx) error {
				u := got(tx.Unit(unit))(t)
				u.HandedOver = tx.Today()
				share := got(store.Get(tx, ownerships, app.ID{7}))(t)
				share.Ended = ended
				for _, err := range []error{
					tx.PutUnit(u), tx.PutOwnership(share), tx.PutOwner(partner),
					tx.PutOwnership(site.Ownership{ID: app.ID{56}, Unit: unit, Owner: partner.ID, Order: 2}),
					tx.PutAuthority(contract.Authority{ID: mine, Unit: unit, Owner: buyer.ID, Agent: "陈律", IDNo: "440524188001010014"}),
					tx.PutAuthority(contract.Authority{ID: other, Unit: unit, Owner: partner.ID, Agent: "郑帆"}),
				} {
					if err != nil {
						return err
					}
				}
				return nil
			})
			desk := privacy.New(records.Narrow(r.s, func(tx *records.Tx) privacy.Tx { return tx }))
			got(desk.Erase(ctx, chief.Actor(), unit, buyer.ID, privacy.Requested))(t)
			for id, want := range map[app.ID]string{mine: map[bool]string{false: "陈律"}[ended], other: "郑帆"} {
				if a := got(store.Get(r.s.At(ctx), authorities, id))(t); a.Agent != want {
					t.Errorf("of the letter there is %q, not %q", a.Agent, want)
				}
			}
		})
	}
}

// A co-owner who was erased before is named by nothing any more, and holds no paper that
// names others: only who can still be named does.
func TestErasedCoOwnerHoldsNoPaper(t *testing.T) {
	for name, erasedBefore := range map[string]bool{"an erased co-owner": true, "a co-owner whom it does not name": false} {
		t.Run(name, func(t *testing.T) {
			r := newReception(t)
			ctx, unit := context.Background(), r.units[0].ID
			partner := site.Owner{ID: app.ID{55}, Name: "司徒文彬"}
			var d contract.Document
			do(t, r.s, "test.fill", func(tx *records.Tx) error {
				u := got(tx.Unit(unit))(t)
				u.HandedOver = tx.Today()
				share := got(store.Get(tx, ownerships, app.ID{7}))(t)
				share.Ended = true
				body := encoded(t, contract.AgreementContent{Owners: []contract.AgreementOwner{{Name: buyer.Name}}})
				d = contract.Document{ID: tx.NewID(), Kind: contract.Agreement, Number: got(tx.Number(app.AgreementNumber))(t), Unit: unit, State: contract.Signed,
					Template: contract.AgreementTemplate, Content: body, ContentHash: contract.HashOf(body)}
				for _, err := range []error{tx.PutUnit(u), tx.PutOwnership(share), tx.PutOwner(partner),
					tx.PutOwnership(site.Ownership{ID: app.ID{56}, Unit: unit, Owner: partner.ID, Order: 2}), tx.PutDocument(d)} {
					if err != nil {
						return err
					}
				}
				return nil
			})
			desk := privacy.New(records.Narrow(r.s, func(tx *records.Tx) privacy.Tx { return tx }))
			if erasedBefore {
				got(desk.Erase(ctx, chief.Actor(), unit, partner.ID, privacy.Requested))(t)
			}
			p := got(desk.Erase(ctx, chief.Actor(), unit, buyer.ID, privacy.Requested))(t)
			if then := got(r.s.Document(ctx, d.ID))(t); then.Content != nil || len(p.Erased) != 1 || len(p.Kept) != 0 {
				t.Errorf("the paper is held by who is not named in it: %+v", p)
			}
		})
	}
}
