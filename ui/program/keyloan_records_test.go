package program

import (
	"context"
	"slices"
	"time"

	"keyday/app"
	"keyday/app/site"
	"keyday/data/journal"
	"keyday/data/records"
	"keyday/data/registry"
	"keyday/data/store"
)

var keyLoans = registry.Define(904, "key_loan", func(r *keyLoan) *app.ID { return &r.ID }, []registry.Field{
	registry.Text(1, "number", func(r *keyLoan) *string { return &r.Number }, registry.Merged(journal.Immutable), registry.Called, registry.Numbered(keyLoanNumber)),
	registry.Ref(2, "unit", func(r *keyLoan) *app.ID { return &r.Unit }, registry.Refers("unit"), registry.Silent),
	registry.Text(3, "borrower", func(r *keyLoan) *string { return &r.Borrower }, registry.NamingPeople),
	registry.Text(4, "phone", func(r *keyLoan) *string { return &r.Phone }),
	registry.Text(5, "purpose", func(r *keyLoan) *string { return &r.Purpose }, registry.Paragraphs),
	registry.Day(6, "due", func(r *keyLoan) *app.Date { return &r.Due }),
	registry.Text(7, "state", func(r *keyLoan) *loanState { return &r.State }, registry.Ladder("asked", "out", "back"), registry.Choice("key_loan.state")),
}, registry.BelongsTo("unit"), registry.About("id"), registry.Mentioned, registry.FoundBy(func(_ registry.Source, r *keyLoan) []registry.Entry {
	return []registry.Entry{registry.AsCode(r.Number), registry.AsPersonName(r.Borrower)}
}))

var keyLoanMoves = registry.Define(905, "key_loan_move", func(r *keyLoanMove) *app.ID { return &r.ID }, []registry.Field{
	registry.Ref(1, "loan", func(r *keyLoanMove) *app.ID { return &r.Loan }, registry.Refers("key_loan"), registry.Mentioning, registry.Silent),
	registry.Text(2, "step", func(r *keyLoanMove) *loanStep { return &r.Step }, registry.Silent),
	registry.Text(3, "from_state", func(r *keyLoanMove) *loanState { return &r.From }, registry.Silent),
	registry.Text(4, "to_state", func(r *keyLoanMove) *loanState { return &r.To }, registry.Silent),
	registry.Ref(5, "who", func(r *keyLoanMove) *app.ID { return &r.By }, registry.Refers("person"), registry.Silent),
	registry.Moment(6, "at", func(r *keyLoanMove) *time.Time { return &r.At }, registry.Silent),
	registry.Text(7, "reason", func(r *keyLoanMove) *string { return &r.Reason }, registry.Paragraphs),
}, registry.Through("loan"), registry.InsertOnly)

const keyLoanTables = `
CREATE TABLE key_loan (id BLOB PRIMARY KEY, heads BLOB NOT NULL, number TEXT NOT NULL, unit BLOB NOT NULL, borrower TEXT NOT NULL,
	phone TEXT NOT NULL, purpose TEXT NOT NULL, due INTEGER NOT NULL, state TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE key_loan_move (id BLOB PRIMARY KEY, heads BLOB NOT NULL, loan BLOB NOT NULL, step TEXT NOT NULL, from_state TEXT NOT NULL,
	to_state TEXT NOT NULL, who BLOB NOT NULL, at INTEGER NOT NULL, reason TEXT NOT NULL) STRICT, WITHOUT ROWID;
`

// recordsWithLoans are those of a Keyday that lends keys.
func recordsWithLoans() *registry.Registry {
	schema := records.Records().Schema
	schema.Migrations = append(slices.Clip(schema.Migrations), registry.Migration{Name: "key_loans", Script: keyLoanTables})
	all := []registry.Any{keyLoans, keyLoanMoves}
	for _, k := range records.Records().Kinds {
		all = append(all, k)
	}
	return registry.New(schema, all...)
}

// keyLoanLine is what a list says of a loan.
type keyLoanLine struct {
	keyLoan
	site.UnitLine
}

// loanLines hands on what a list says of loans: of those with the identities, of no
// identities all of the site.
func loanLines(s *records.Store) func(context.Context, []app.ID, func(keyLoanLine)) error {
	return func(ctx context.Context, ids []app.ID, each func(keyLoanLine)) error {
		homes := map[app.ID]site.UnitLine{}
		if err := s.UnitLines(ctx, nil, func(l site.UnitLine) { homes[l.Unit] = l }); err != nil {
			return err
		}
		all, err := store.List(s.At(ctx), keyLoans, "")
		for _, l := range all {
			if ids == nil || slices.Contains(ids, l.ID) {
				each(keyLoanLine{l, homes[l.Unit]})
			}
		}
		return err
	}
}
