package store_test

import (
	"context"
	"testing"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/inspect"
	"keyday/data/records"
	"keyday/data/registry"
)

// Who came along to an inspection signs its paper as nobody of record: nothing of the
// home is settled by that, and everything that asks goes on working.
func TestWhoCameAlongSettlesNothing(t *testing.T) {
	r := newRound(t, nil)
	ctx := context.Background()
	i := got(r.Begin(ctx, walker.Actor(), inspect.Beginning{Unit: r.unit.ID, Origin: defect.OpenDay, Owner: "王𬀩"}))(t)
	r.i = i
	r.finish()
	r.ok(r.Submit(ctx, walker.Actor(), i.ID, ""))
	i = got(r.SignOff(ctx, chief.Actor(), i.ID))(t)
	d := got(r.s.Document(ctx, i.Document))(t)
	for _, f := range got(r.s.SignatureFieldsOf(ctx, d.ID))(t) {
		if f.Role != contract.AsOwner {
			continue
		}
		if !f.Person.IsNil() {
			t.Fatalf("the place of who came along names a record: %+v", f)
		}
		papers := contract.New(records.Narrow(r.s, func(tx *records.Tx) contract.Tx { return tx }), nil)
		d = got(papers.Sign(ctx, walker.Actor(), contract.Signing{Document: d.ID, Field: f.ID, Signer: f.Name, Hash: d.ContentHash, How: contract.OnPaper, Seen: true}))(t)
	}
	if d.State != contract.PartlySigned {
		t.Fatalf("the paper is %s", d.State)
	}
	if s := got(r.s.SettledOf(ctx, r.unit.ID))(t); s.Any() {
		t.Errorf("settled: %+v", s)
	}
	k := got(r.s.Kept(ctx, communityID))(t)
	if s, there := k.Settled[r.unit.ID]; there {
		t.Errorf("an import holds the home for settled: %+v", s)
	}
}

// An identity that a column lacks is none, and none stays from the row before.
func TestColumnsWithoutARecord(t *testing.T) {
	id := app.ID{1}
	for _, empty := range []any{[]byte{}, nil} {
		if err := registry.IntoID(&id).Scan(empty); err != nil || !id.IsNil() {
			t.Errorf("%v: %v, %v", empty, id, err)
		}
		id = app.ID{2}
	}
}
