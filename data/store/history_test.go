package store_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/handover"
	"keyday/app/site"
	"keyday/data/records"
)

// A change says of which meter, which keys, which paper and whose signature it is,
// though the operation itself carries only what is new.
func TestHistoryNamesWhatChanged(t *testing.T) {
	s := newStore(t)
	ctx := context.Background()
	b := building("1")
	u := unitIn(b, 1, 1)
	c := handover.Case{ID: handover.CaseID(u.ID, 1), Unit: u.ID, N: 1, State: handover.InStations}
	owner, field := app.ID{0x77}, app.ID{0x78}
	put := func(action string, meter, key string, paper int) {
		do(t, s, action, func(tx *records.Tx) error {
			if err := tx.PutMeter(handover.Meter{ID: app.ID{0x71}, Case: c.ID, Kind: "water", Reading: meter}); err != nil {
				return err
			}
			if err := tx.PutKeys(handover.Keys{ID: app.ID{0x72}, Case: c.ID, Kind: "entrance", Purpose: key}); err != nil {
				return err
			}
			return tx.PutPaper(handover.Paper{ID: app.ID{0x73}, Case: c.ID, Kind: "user_manual", Count: paper})
		})
	}
	do(t, s, "first", func(tx *records.Tx) error {
		if err := tx.PutBuilding(b); err != nil {
			return err
		}
		if err := tx.PutUnit(u); err != nil {
			return err
		}
		if err := tx.PutHandoverCase(c); err != nil {
			return err
		}
		return tx.PutDocument(contract.Document{ID: app.ID{0x74}, Unit: u.ID, Kind: contract.Certificate, State: contract.Locked})
	})
	put("second", "1", "", 1)
	put("third", "2", "整改", 2)
	do(t, s, "fourth", func(tx *records.Tx) error {
		if err := tx.PutSignatureField(contract.Field{ID: field, Document: app.ID{0x74}, Role: contract.AsOwner, Person: owner, Name: "王建国"}); err != nil {
			return err
		}
		agent := contract.Field{ID: app.ID{0x7a}, Document: app.ID{0x74}, Role: contract.AsAgent, Person: app.ID{0x7b}, Name: "陈律", Authority: app.ID{1}}
		if err := tx.PutSignatureField(agent); err != nil {
			return err
		}
		if err := tx.PutSignature(contract.Signature{ID: app.ID{0x7c}, Document: app.ID{0x74}, Field: agent.ID, Signer: "陈律", Role: contract.AsAgent}); err != nil {
			return err
		}
		return tx.PutSignature(contract.Signature{ID: app.ID{0x79}, Document: app.ID{0x74}, Field: field, Signer: "王建国", Role: contract.AsOwner})
	})
	events, err := s.History(ctx, u.ID, 100)
	if err != nil || len(events) != 4 {
		t.Fatalf("%d events, %v", len(events), err)
	}
	said := map[string]string{}
	for _, e := range events[:2] {
		for _, c := range e.Changes {
			if !c.Private {
				said[c.Record.Kind+"."+c.Field] = c.Value
			}
		}
	}
	for what, want := range map[string]string{
		"meter.meter": "water", "meter.reading": "2", "key_set.key": "entrance", "key_set.purpose": "整改",
		"handed_paper.paper": "user_manual", "handed_paper.count": "2", "signature.signer": owner.String(), "signature.principal": app.ID{0x7b}.String(),
	} {
		if said[what] != want {
			t.Errorf("%s is %q, not %q", what, said[what], want)
		}
	}
}

// A home that was imported, taken back and imported once more says again what it says;
// where the second list says otherwise, from what to what.
func TestHistoryOfWhatCameBack(t *testing.T) {
	s := newStore(t)
	ctx := context.Background()
	first := importBook(t, s, bookOf([][4]string{{"101", "第1批", "HT-1", "张三"}}))
	if _, err := importDesk(s).Undo(ctx, chief.Actor(), first.ID); err != nil {
		t.Fatal(err)
	}
	importBook(t, s, bookOf([][4]string{{"101", "第2批", "HT-1", "张三"}}))
	events, err := s.History(ctx, site.UnitID(communityID, "1-101"), 100)
	if err != nil || len(events) != 3 {
		t.Fatalf("%d events, %v", len(events), err)
	}
	said := func(e app.Event) string {
		var all []string
		for _, c := range e.Changes {
			if c.Field == "code" || c.Field == "batch" || c.Field == "contract_no" || c.Field == "name" {
				all = append(all, c.Field+" "+c.Old+" → "+c.Value)
			}
		}
		slices.Sort(all)
		return strings.Join(all, ", ")
	}
	for i, want := range []string{
		"batch 第1批 → 第2批, code  → 1-101, contract_no  → HT-1, name  → 张三",
		"batch 第1批 → , code 1-101 → , contract_no HT-1 → , name 张三 → ",
		"batch  → 第1批, code  → 1-101, contract_no  → HT-1, name  → 张三",
	} {
		if got := said(events[i]); got != want {
			t.Errorf("event %d says %q, want %q", i, got, want)
		}
	}
}
