package store_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/handover"
	"keyday/app/site"
	"keyday/data/records"
	"keyday/data/store"
)

// lines are those of a list that the identities choose.
func lines[L any](t *testing.T, ids []app.ID, read func(context.Context, []app.ID, func(L)) error) (all []L) {
	t.Helper()
	if err := read(context.Background(), ids, func(l L) { all = append(all, l) }); err != nil {
		t.Fatal(err)
	}
	return all
}

// Every home is listed with its agreement: the one that stands before one that was voided
// later, where nobody signed is told from where all did, and paid until only with a receipt.
func TestAgreements(t *testing.T) {
	s := newStore(t)
	ctx := context.Background()
	units, _ := lived(t, s)
	at := func(day int) time.Time { return time.Date(2026, 11, day, 23, 30, 0, 0, s.Zone()) }
	agreement := func(id byte, unit int, number string, state contract.State, day int) contract.Document {
		return contract.Document{ID: app.ID{0x80, id}, Kind: contract.Agreement, Number: number, Unit: units[unit].ID, State: state, DraftedAt: at(day), LockedAt: at(day), ContentHash: strings.Repeat("ab", 32), Prints: int(id)}
	}
	stands, voided, draft := agreement(1, 0, "WY-01-00001", contract.PartlySigned, 3), agreement(2, 0, "WY-01-00002", contract.Voided, 5), agreement(3, 1, "WY-01-00003", contract.Draft, 4)
	draft.LockedAt = time.Time{}
	field := func(id byte, order int, required bool) contract.Field {
		return contract.Field{ID: app.ID{0x81, id}, Document: stands.ID, Order: order, Role: contract.AsOwner, Name: buyer.Name, Person: buyer.ID, Required: required}
	}
	signature := func(id byte, of contract.Field, hash string) contract.Signature {
		return contract.Signature{ID: app.ID{0x82, id}, Document: stands.ID, Field: of.ID, Signer: of.Name, Role: of.Role, Hash: hash, At: at(4)}
	}
	one, two, three, four := field(1, 1, true), field(2, 2, true), field(3, 3, false), field(4, 4, true)
	paid := contract.FeeReceipt{ID: contract.FeeReceiptID(units[0].ID), Unit: units[0].ID, Number: "PJ-7", On: app.NewDate(2026, 11, 1), Until: app.NewDate(2027, 10, 31)}
	taken := contract.FeeReceipt{ID: contract.FeeReceiptID(units[1].ID), Unit: units[1].ID, Until: app.NewDate(2027, 10, 31)}
	do(t, s, "site.fill", func(tx *records.Tx) error {
		return errors.Join(tx.PutDocument(stands), tx.PutDocument(voided), tx.PutDocument(draft), tx.PutSignatureField(one), tx.PutSignatureField(two), tx.PutSignatureField(three), tx.PutSignatureField(four),
			tx.PutSignature(signature(1, one, stands.ContentHash)), tx.PutSignature(signature(2, two, strings.Repeat("cd", 32))), tx.PutSignature(signature(3, three, stands.ContentHash)),
			tx.PutFeeReceipt(paid), tx.PutFeeReceipt(taken))
	})
	all := lines(t, nil, s.AgreementLines)
	want := []contract.AgreementLine{
		{Document: stands.ID, Number: stands.Number, Standing: contract.PartlySigned, Places: 3, Given: 1, LockedAt: app.NewDate(2026, 11, 3), Prints: 1, PaidUntil: paid.Until},
		{Document: draft.ID, Number: draft.Number, Standing: contract.Draft, Prints: 3},
		{},
	}
	for i, owners := range []string{buyer.Name, "", ""} {
		want[i].HomeLine = site.HomeLine{Unit: units[i].ID, Community: communityID, Code: units[i].Code, Building: "3幢", Floor: i + 1, State: site.NotReady, Open: 1, Owners: owners}
	}
	if len(all) != len(want) {
		t.Fatalf("%+v", all)
	}
	for i := range want {
		if all[i] != want[i] {
			t.Errorf("got  %+v\nwant %+v", all[i], want[i])
		}
		if one := lines(t, []app.ID{units[i].ID}, s.AgreementLines); len(one) != 1 || one[0] != want[i] {
			t.Errorf("asked for alone: %+v", one)
		}
	}
	if none := lines(t, []app.ID{}, s.AgreementLines); len(none) != 0 {
		t.Errorf("of no home %+v", none)
	}
	if of := got(s.DocumentsOfUnit(ctx, units[0].ID))(t); len(of) != 2 || of[0].ID != voided.ID || of[1].ID != stands.ID {
		t.Errorf("the newest first: %+v", of)
	}
	for text, code := range map[string]string{"WY-01-00003": "", " wy-01-00003": "", "WY-01-00009": "contract.number_unknown", "": "contract.number_unknown"} {
		if d, err := s.DocumentByNumber(ctx, text); app.RefusalCode(err) != code || code == "" && d.ID != draft.ID {
			t.Errorf("%q: %s, %v", text, d.Number, err)
		}
	}
	if seen := got(s.SeeFeeReceipt(ctx, units[0].ID))(t); seen.Value.Number != paid.Number || got(s.SeeFeeReceipt(ctx, units[2].ID))(t).Value.Unit != units[2].ID {
		t.Errorf("%+v", seen.Value)
	}
}

// Terms and approvals of a site that has none are none; of one that has them, those.
func TestTermsAndApprovals(t *testing.T) {
	s := newStore(t)
	ctx := context.Background()
	if terms := got(s.AgreementTerms(ctx))(t); terms.ID != app.Nil {
		t.Errorf("%+v", terms)
	}
	later := contract.TextApproval{ID: app.ID{0x31}, Template: "property-agreement/2", Lawyer: "李律师", At: time.Date(2026, 11, 3, 9, 0, 0, 0, s.Zone())}
	first := contract.TextApproval{ID: app.ID{0x32}, Template: "property-agreement/1", Lawyer: "王律师", At: time.Date(2026, 11, 2, 9, 0, 0, 0, s.Zone())}
	do(t, s, "site.put", func(tx *records.Tx) error {
		return errors.Join(store.Put(tx, agreementTerms, contract.Terms{ID: contract.TermsID(siteID), DeveloperRepresentative: "陈䶮"}), tx.PutTextApproval(later), tx.PutTextApproval(first))
	})
	if terms := got(s.AgreementTerms(ctx))(t); terms.DeveloperRepresentative != "陈䶮" || got(s.SeeAgreementTerms(ctx))(t).Value.DeveloperRepresentative != "陈䶮" {
		t.Errorf("%+v", terms)
	}
	if all := got(s.TextApprovals(ctx))(t); len(all) != 2 || all[0].ID != first.ID || all[1].ID != later.ID {
		t.Errorf("%+v", all)
	}
}

// What was recorded of a handover is read together; of another home nothing of it.
func TestRecordsOfACase(t *testing.T) {
	r := newReception(t)
	ctx := context.Background()
	d := r.received(r.units[0].ID)
	c, there, err := r.s.CaseOfUnit(ctx, r.units[0].ID)
	if r.ok(err); !there || c.Unit != r.units[0].ID || c.State != handover.Decided {
		t.Fatalf("%v %+v", there, c)
	}
	_, there, err = r.s.CaseOfUnit(ctx, r.units[1].ID)
	if r.ok(err); there {
		t.Error("a home that was never planned has a case")
	}
	all, err := r.s.CaseRecords(ctx, c.ID)
	if r.ok(err); len(all.Checks) != 1 || len(all.Overrides) != 1 || len(all.Results) == 0 || len(all.Meters) != 2 || len(all.Keys) != 1 || len(all.Papers) == 0 || len(all.Notes) != 0 {
		t.Errorf("%+v", all)
	}
	if all.Meters[0].Kind != "water" || all.Meters[1].Kind != "electricity" {
		t.Errorf("not in the order in which they were read: %+v", all.Meters)
	}
	none, err := r.s.CaseRecords(ctx, app.ID{0x99})
	if r.ok(err); len(none.Checks)+len(none.Overrides)+len(none.Results)+len(none.Meters)+len(none.Keys)+len(none.Papers)+len(none.Notes) != 0 {
		t.Errorf("of a case that is none: %+v", none)
	}
	if p, err := r.s.Paper(ctx, d.ID); err != nil || p.UnitCode != "3-1-101" || p.LockedBy != chief.Name || p.VoidedBy != "" || p.Replaces != "" || p.Successor != "" || len(p.Fields) != 2 || len(p.Signatures) != 0 {
		t.Errorf("%+v, %v", p, err)
	}
}
