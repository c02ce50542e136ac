package store

import (
	"context"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/handover"
)

// Document reads one document with its content.
func (s *Store) Document(ctx context.Context, id app.ID) (contract.Document, error) {
	return one[contract.Document](ctx, s, s.reader, documents, id)
}

// DocumentsOfUnit lists a unit's documents, the newest first.
func (s *Store) DocumentsOfUnit(ctx context.Context, unit app.ID) ([]contract.Document, error) {
	return many[contract.Document](ctx, s, s.reader, documents, "WHERE unit = ? ORDER BY drafted_at DESC, id DESC", unit[:])
}

// SignatureFields lists the places to sign on a document, in their order.
func (s *Store) SignatureFields(ctx context.Context, document app.ID) ([]contract.Field, error) {
	return many[contract.Field](ctx, s, s.reader, signatureFields, "WHERE document = ? ORDER BY place, id", document[:])
}

// Signatures lists the signatures on a document, the first one first.
func (s *Store) Signatures(ctx context.Context, document app.ID) ([]contract.Signature, error) {
	return many[contract.Signature](ctx, s, s.reader, signatures, "WHERE document = ? ORDER BY at, id", document[:])
}

// AuthoritiesOfUnit lists the letters of authority of a unit.
func (s *Store) AuthoritiesOfUnit(ctx context.Context, unit app.ID) ([]contract.Authority, error) {
	return many[contract.Authority](ctx, s, s.reader, authorities, "WHERE unit = ? ORDER BY id", unit[:])
}

// CaseOfUnit reads the unit's handover case in force; false where there is none.
func (s *Store) CaseOfUnit(ctx context.Context, unit app.ID) (handover.Case, bool, error) {
	all, err := many[handover.Case](ctx, s, s.reader, cases, "WHERE unit = ? AND state <> 'cancelled' ORDER BY n DESC LIMIT 1", unit[:])
	if err != nil || len(all) == 0 {
		return handover.Case{}, false, err
	}
	return all[0], true, nil
}

// CaseRecords reads what was recorded in a handover case.
func (s *Store) CaseRecords(ctx context.Context, c app.ID) (r handover.Records, err error) {
	read := func(f func() error) {
		if err == nil {
			err = f()
		}
	}
	id := c[:]
	read(func() (e error) {
		r.Checks, e = many[handover.IdentityCheck](ctx, s, s.reader, identityChecks, "WHERE handover = ? ORDER BY at, id", id)
		return
	})
	read(func() (e error) {
		r.Overrides, e = many[handover.Override](ctx, s, s.reader, overrides, "WHERE handover = ? ORDER BY at, id", id)
		return
	})
	read(func() (e error) {
		r.Results, e = many[handover.Result](ctx, s, s.reader, results, "WHERE handover = ? ORDER BY at, id", id)
		return
	})
	read(func() (e error) {
		r.Meters, e = many[handover.Meter](ctx, s, s.reader, meters, "WHERE handover = ? ORDER BY read_at, id", id)
		return
	})
	read(func() (e error) {
		r.Keys, e = many[handover.Keys](ctx, s, s.reader, keySets, "WHERE handover = ? ORDER BY at, id", id)
		return
	})
	read(func() (e error) {
		r.Papers, e = many[handover.Paper](ctx, s, s.reader, papers, "WHERE handover = ? ORDER BY at, id", id)
		return
	})
	return r, err
}

// HandoverItems reads the site's list of meters, keys and papers, or the default.
func (s *Store) HandoverItems(ctx context.Context) (handover.ItemList, error) {
	st, err := s.Site(ctx)
	if err != nil {
		return handover.ItemList{}, err
	}
	l, err := one[handover.ItemList](ctx, s, s.reader, itemLists, handover.ItemListID(st.ID))
	if app.RefusalCode(err) == "record.unknown" {
		return handover.DefaultItems(), nil
	}
	return l, err
}

// Anchor is where this laptop's stream stands, as printed forms carry it.
func (s *Store) Anchor() string {
	return s.anchor.Load().(string)
}
