package records

import (
	"context"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/site"
	"keyday/data/registry"
	"keyday/data/store"
)

// Document reads one document with its content.
func (s *Store) Document(ctx context.Context, id app.ID) (contract.Document, error) {
	return store.Get(s.At(ctx), documents, id)
}

// DocumentsOfUnit lists a unit's documents, the newest first.
func (s *Store) DocumentsOfUnit(ctx context.Context, unit app.ID) ([]contract.Document, error) {
	return store.List(s.At(ctx), documents, "WHERE unit = ? ORDER BY drafted_at DESC, id DESC", unit[:])
}

// SignatureFields lists the places to sign on a document, in their order.
func (s *Store) SignatureFieldsOf(ctx context.Context, document app.ID) ([]contract.Field, error) {
	return store.List(s.At(ctx), signatureFields, "WHERE document = ? ORDER BY place, id", document[:])
}

// Signatures lists the signatures on a document, the first one first.
func (s *Store) SignaturesOf(ctx context.Context, document app.ID) ([]contract.Signature, error) {
	return store.List(s.At(ctx), signatures, "WHERE document = ? ORDER BY at, id", document[:])
}

// AuthoritiesOfUnit lists the letters of authority of a unit.
func (s *Store) AuthoritiesOfUnit(ctx context.Context, unit app.ID) ([]contract.Authority, error) {
	return store.List(s.At(ctx), authorities, "WHERE unit = ? ORDER BY id", unit[:])
}

// Paper reads a document with all that its page shows.
func (s *Store) Paper(ctx context.Context, id app.ID) (p contract.Paper, err error) {
	if p.Document, err = s.Document(ctx, id); err != nil {
		return p, err
	}
	if p.Scope, err = s.At(ctx).Scope(app.Ref{Kind: documents.Name, ID: id}); err != nil {
		return p, err
	}
	if p.Fields, err = s.SignatureFieldsOf(ctx, id); err != nil {
		return p, err
	}
	if p.Signatures, err = s.SignaturesOf(ctx, id); err != nil {
		return p, err
	}
	if p.VoidedBy, err = s.PersonName(ctx, p.Document.VoidedBy); err != nil {
		return p, err
	}
	if p.LockedBy, err = s.PersonName(ctx, p.Document.LockedBy); err != nil {
		return p, err
	}
	p.Principals, p.Letters = map[app.ID]string{}, map[app.ID]string{}
	for _, f := range p.Fields {
		if f.Role != contract.AsAgent {
			continue
		}
		var name, scan string
		err := s.At(ctx).QueryRow(`SELECT coalesce((SELECT name FROM owner WHERE id = ?), ''),
			coalesce((SELECT scan FROM authority WHERE id = ?), '')`, f.Person[:], f.Authority[:]).Scan(&name, &scan)
		if err != nil {
			return p, err
		}
		p.Principals[f.Person], p.Letters[f.Authority] = name, scan
	}
	unit, replaced := p.Document.Unit, p.Document.Supersedes
	owned, err := store.List(s.At(ctx), owners, "WHERE id IN (SELECT owner FROM ownership WHERE unit = ? AND NOT ended) ORDER BY id", unit[:])
	if err != nil {
		return p, err
	}
	for _, o := range owned {
		p.Owners = append(p.Owners, site.Owner{ID: o.ID, Name: o.Name})
	}
	err = s.At(ctx).QueryRow(`SELECT coalesce((SELECT code FROM unit WHERE id = ?1), ''), coalesce((SELECT handed_over FROM unit WHERE id = ?1), 0),
		coalesce((SELECT number FROM document WHERE id = ?2), '')`, unit[:], replaced[:]).Scan(&p.UnitCode, &p.HandedOver, &p.Replaces)
	if err != nil {
		return p, err
	}
	err = s.At(ctx).QueryRow("SELECT id, number FROM document WHERE supersedes = ? ORDER BY drafted_at DESC, id DESC LIMIT 1", id[:]).
		Scan(registry.IntoID(&p.ReplacedBy), &p.Successor)
	return p, store.IgnoreNoRows(err)
}

// PersonName is the name of a member of the team, "" where nobody is meant.
func (s *Store) PersonName(ctx context.Context, id app.ID) (string, error) {
	return s.At(ctx).Called(id)
}

// AgreementLines hands on every home with its property agreement: the one that stands, or
// else the latest. Of no identities of homes it is all of them, in the order in which one
// walks.
func (s *Store) AgreementLines(ctx context.Context, ids []app.ID, each func(contract.AgreementLine)) error {
	chosen := choose(ids)
	homes, err := s.homeLines(ctx, chosen)
	if err != nil {
		return err
	}
	agreements, err := s.agreementsByHome(ctx, chosen)
	if err != nil {
		return err
	}
	paid, err := s.paidUntil(ctx, chosen)
	if err != nil {
		return err
	}
	for _, home := range homes {
		line := agreements[home.Unit]
		line.HomeLine, line.PaidUntil = home, paid[home.Unit]
		each(line)
	}
	return nil
}

// agreementsByHome are the agreements of homes: of each the one that stands, or else the
// latest.
func (s *Store) agreementsByHome(ctx context.Context, homes chosen) (map[app.ID]contract.AgreementLine, error) {
	rows, err := s.At(ctx).Query(`SELECT d.unit, d.id, d.number, d.state, d.locked_at, d.prints,
			(SELECT count(*) FROM signature_field f WHERE f.document = d.id AND f.required),
			(SELECT count(DISTINCT f.id) FROM signature_field f JOIN signature g ON g.document = f.document AND g.field = f.id AND g.hash = d.content_hash
				WHERE f.document = d.id AND f.required)
		FROM document d WHERE d.doc_kind = 'agreement'`+homes.where("AND", "d.unit")+`
		ORDER BY d.state IN `+keys(contract.StandingStates)+`, d.drafted_at, d.id`, homes.Args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	byHome := map[app.ID]contract.AgreementLine{}
	for rows.Next() {
		var unit app.ID
		var l contract.AgreementLine
		var locked int64
		if err := rows.Scan(registry.IntoID(&unit), registry.IntoID(&l.Document), &l.Number, &l.Standing, &locked, &l.Prints, &l.Places, &l.Given); err != nil {
			return nil, err
		}
		if locked != 0 {
			l.LockedAt = app.DateOf(s.Moment(locked))
		}
		byHome[unit] = l // the last one is the one to show
	}
	return byHome, rows.Err()
}

// paidUntil is until when the property fee of homes is paid, by the receipts on record.
func (s *Store) paidUntil(ctx context.Context, homes chosen) (map[app.ID]app.Date, error) {
	rows, err := s.At(ctx).Query("SELECT unit, paid_until FROM fee_receipt WHERE number <> ''"+homes.where("AND", "unit"), homes.Args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	paid := map[app.ID]app.Date{}
	for rows.Next() {
		var unit app.ID
		var until app.Date
		if err := rows.Scan(registry.IntoID(&unit), &until); err != nil {
			return nil, err
		}
		paid[unit] = until
	}
	return paid, rows.Err()
}

// AgreementTerms reads the terms of the site's property agreements; empty ones
// where nobody has set any.
func (s *Store) AgreementTerms(ctx context.Context) (contract.Terms, error) {
	st, err := s.Site(ctx)
	if err != nil {
		return contract.Terms{}, err
	}
	t, err := store.Get(s.At(ctx), agreementTerms, contract.TermsID(st.ID))
	if app.RefusalCode(err) == "record.unknown" {
		return contract.Terms{}, nil
	}
	return t, err
}

// SeeAgreementTerms reads them for changing them.
func (s *Store) SeeAgreementTerms(ctx context.Context) (app.Seen[contract.Terms], error) {
	st, err := s.Site(ctx)
	if err != nil {
		return app.Seen[contract.Terms]{}, err
	}
	return store.See(s.At(ctx), agreementTerms, contract.TermsID(st.ID), contract.Terms{})
}

// TextApprovals lists every approval of a contract's text, the first one first.
func (s *Store) TextApprovals(ctx context.Context) ([]contract.TextApproval, error) {
	return store.List(s.At(ctx), textApprovals, "ORDER BY at, id")
}

// OwnForms lists the versions of forms of the company's own, the first one first.
func (s *Store) OwnForms(ctx context.Context) ([]contract.OwnForm, error) {
	return store.List(s.At(ctx), ownForms, "ORDER BY at, id")
}

// Forms reads the company's own forms and the approvals, for an issuer outside of a
// transaction.
func (s *Store) Forms(ctx context.Context) contract.FormsRead { return formsRead{s, ctx} }

type formsRead struct {
	store *Store
	ctx   context.Context
}

func (r formsRead) OwnForms() ([]contract.OwnForm, error) { return r.store.OwnForms(r.ctx) }
func (r formsRead) TextApprovals() ([]contract.TextApproval, error) {
	return r.store.TextApprovals(r.ctx)
}

// Own reads what is the company's own in the form that documents name so.
func (s *Store) Own(ctx context.Context, name string) (app.Own, error) {
	all, err := s.OwnForms(ctx)
	if err != nil {
		return app.Own{}, err
	}
	for _, f := range all {
		if f.Name() == name {
			return f.Own, nil
		}
	}
	return app.Own{}, app.Refuse("contract.own_form_unknown", "text", name)
}

// SeeFeeReceipt reads the receipt of a home for changing it; an empty one where none is
// on record.
func (s *Store) SeeFeeReceipt(ctx context.Context, unit app.ID) (app.Seen[contract.FeeReceipt], error) {
	return store.See(s.At(ctx), feeReceipts, contract.FeeReceiptID(unit), contract.FeeReceipt{Unit: unit})
}

// DocumentByNumber reads the document of the number, as asNumber reads it. It refuses
// with "contract.number_unknown".
func (s *Store) DocumentByNumber(ctx context.Context, number string) (contract.Document, error) {
	all, err := store.List(s.At(ctx), documents, ofNumber, asNumber(number))
	if err == nil && len(all) == 0 {
		err = app.Refuse("contract.number_unknown", "number", number)
	}
	if err != nil {
		return contract.Document{}, err
	}
	return all[0], nil
}
