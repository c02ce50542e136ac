package store

import (
	"context"

	"keyday/app"
	"keyday/app/contract"
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

// Anchor is where this laptop's stream stands, as printed forms carry it.
func (s *Store) Anchor() string {
	return s.anchor.Load().(string)
}
