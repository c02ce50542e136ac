package records

import (
	"strings"
	"time"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/site"
	"keyday/data/journal"
	"keyday/data/registry"
	"keyday/data/store"
)

// A document is sealed under a key of its own, so that the people it names can
// be forgotten without touching the chain.
var documents = registry.Define(30, "document", func(r *contract.Document) *app.ID { return &r.ID }, []registry.Field{
	registry.Text(1, "doc_kind", func(r *contract.Document) *contract.Kind { return &r.Kind }, registry.Merged(journal.Immutable), registry.Silent, registry.Choice("contract.kind")),
	registry.Text(2, "number", func(r *contract.Document) *string { return &r.Number }, registry.Merged(journal.Immutable), registry.Called, registry.Numbered(app.SheetNumber, app.CertificateNumber, app.AgreementNumber, app.NoticeNumber)),
	registry.Ref(3, "unit", func(r *contract.Document) *app.ID { return &r.Unit }, registry.Merged(journal.Immutable), registry.Refers("unit"), registry.Silent),
	registry.Ref(4, "subject", func(r *contract.Document) *app.ID { return &r.Subject }, registry.Silent),
	registry.Text(5, "template", func(r *contract.Document) *string { return &r.Template }, registry.Silent),
	registry.Text(6, "state", func(r *contract.Document) *contract.State { return &r.State }, registry.Ladder(rungs(contract.Ladder)...), registry.Choice("contract.state")),
	registry.Bytes(7, "content", func(r *contract.Document) *[]byte { return &r.Content }, registry.Private, registry.Silent),
	registry.Bytes(8, "salt", func(r *contract.Document) *[]byte { return &r.Salt }, registry.Private, registry.Silent),
	registry.Text(9, "content_hash", func(r *contract.Document) *string { return &r.ContentHash }, registry.Silent),
	registry.Text(10, "pdf_hash", func(r *contract.Document) *string { return &r.PDFHash }, registry.Accompanying, registry.Silent),
	registry.Ref(11, "supersedes", func(r *contract.Document) *app.ID { return &r.Supersedes }, registry.Refers("document")),
	registry.Text(12, "void_reason", func(r *contract.Document) *string { return &r.VoidReason }, registry.Private, registry.Paragraphs),
	registry.Ref(13, "voided_by", func(r *contract.Document) *app.ID { return &r.VoidedBy }, registry.Accompanying, registry.Refers("person"), registry.Silent),
	registry.Moment(14, "voided_at", func(r *contract.Document) *time.Time { return &r.VoidedAt }, registry.Accompanying, registry.Silent),
	registry.Counter(15, "prints", func(r *contract.Document) *int { return &r.Prints }),
	registry.Text(16, "anchor", func(r *contract.Document) *string { return &r.Anchor }, registry.Merged(journal.Quiet), registry.Silent, registry.InChain),
	registry.Ref(17, "drafted_by", func(r *contract.Document) *app.ID { return &r.DraftedBy }, registry.Accompanying, registry.Refers("person"), registry.Silent),
	registry.Moment(18, "drafted_at", func(r *contract.Document) *time.Time { return &r.DraftedAt }, registry.Accompanying, registry.Silent),
	registry.Ref(19, "locked_by", func(r *contract.Document) *app.ID { return &r.LockedBy }, registry.Accompanying, registry.Refers("person"), registry.Silent),
	registry.Moment(20, "locked_at", func(r *contract.Document) *time.Time { return &r.LockedAt }, registry.Accompanying, registry.Silent),
	registry.Flag(21, "in_full", func(r *contract.Document) *bool { return &r.InFull }, registry.Merged(journal.Immutable), registry.Silent),
},
	registry.BelongsTo("unit"),
	registry.About("subject"),
	registry.SealedUnder("id"),
	registry.FoundBy(func(from registry.Source, r *contract.Document) []registry.Entry {
		return []registry.Entry{registry.AsCode(r.Number), unitEntry(from, r.Unit)}
	}, "unit"),
	registry.SaidBy(documentLine), registry.Mentioned, registry.Checked("length(content) > 0", checkDocument),
	registry.Scoped(func(from registry.Source, d *contract.Document) ([]app.ID, error) {
		if d.Unit.IsNil() { // of no home, but of what it is about
			return from.Scope(app.Ref{Kind: "notice", ID: d.Subject})
		}
		return from.Scope(app.Ref{Kind: units.Name, ID: d.Unit})
	}),
)

var documentMoves = registry.Define(31, "document_move", func(r *contract.Move) *app.ID { return &r.ID }, []registry.Field{
	registry.Ref(1, "document", func(r *contract.Move) *app.ID { return &r.Document }, registry.Refers("document"), registry.Mentioning, registry.Silent),
	registry.Text(2, "from_state", func(r *contract.Move) *contract.State { return &r.From }, registry.Silent, registry.Choice("contract.state")),
	registry.Text(3, "to_state", func(r *contract.Move) *contract.State { return &r.To }, registry.Silent, registry.Choice("contract.state")),
	registry.Ref(4, "who", func(r *contract.Move) *app.ID { return &r.By }, registry.Refers("person"), registry.Silent),
	registry.Moment(5, "at", func(r *contract.Move) *time.Time { return &r.At }, registry.Silent),
	registry.Text(6, "reason", func(r *contract.Move) *string { return &r.Reason }, registry.Private, registry.Paragraphs),
}, registry.Through("document"),
	registry.SealedUnder("document"), registry.InsertOnly)

var signatureFields = registry.Define(32, "signature_field", func(r *contract.Field) *app.ID { return &r.ID }, []registry.Field{
	registry.Ref(1, "document", func(r *contract.Field) *app.ID { return &r.Document }, registry.Refers("document"), registry.Mentioning, registry.Silent),
	registry.Number(2, "place", func(r *contract.Field) *int { return &r.Order }, registry.Silent),
	registry.Text(3, "role", func(r *contract.Field) *contract.Role { return &r.Role }, registry.Silent, registry.Choice("contract.role")),
	registry.Text(4, "name", func(r *contract.Field) *string { return &r.Name }, registry.Sealed, registry.IsName, registry.Silent),
	registry.Ref(5, "person", func(r *contract.Field) *app.ID { return &r.Person }, registry.Silent),
	registry.Ref(6, "authority", func(r *contract.Field) *app.ID { return &r.Authority }, registry.Refers("authority"), registry.Silent),
	registry.Flag(7, "required", func(r *contract.Field) *bool { return &r.Required }, registry.Silent),
}, registry.Through("document"),
	registry.SealedUnder("document"), registry.InsertOnly)

var signatures = registry.Define(33, "signature", func(r *contract.Signature) *app.ID { return &r.ID }, []registry.Field{
	registry.Ref(1, "document", func(r *contract.Signature) *app.ID { return &r.Document }, registry.Refers("document"), registry.Mentioning, registry.Silent),
	registry.Ref(2, "field", func(r *contract.Signature) *app.ID { return &r.Field }, registry.Refers("signature_field"), registry.Silent),
	registry.Text(3, "signer", func(r *contract.Signature) *string { return &r.Signer }, registry.Sealed),
	registry.Text(4, "role", func(r *contract.Signature) *contract.Role { return &r.Role }, registry.Choice("contract.role")),
	registry.Text(5, "how", func(r *contract.Signature) *contract.How { return &r.How }, registry.Choice("contract.how")),
	registry.List(6, "strokes", func(r *contract.Signature) *[]contract.Stroke { return &r.Strokes }, registry.Private, registry.Silent),
	registry.Text(7, "scan", func(r *contract.Signature) *string { return &r.Scan }, registry.File, registry.Silent),
	registry.Text(8, "hash", func(r *contract.Signature) *string { return &r.Hash }, registry.Silent),
	registry.Ref(9, "witness", func(r *contract.Signature) *app.ID { return &r.Witness }, registry.Refers("person"), registry.Silent),
	registry.Text(10, "witness_name", func(r *contract.Signature) *string { return &r.WitName }, registry.Sealed),
	registry.Moment(11, "at", func(r *contract.Signature) *time.Time { return &r.At }, registry.Silent),
}, registry.Through("document"),
	registry.SealedUnder("document"), registry.InsertOnly,
	registry.IdentifiedBy(`SELECT CASE f.role WHEN 'agent' THEN 'principal' ELSE 'signer' END, f.person
		FROM signature s JOIN signature_field f ON f.id = s.field WHERE s.id = ?`))

var authorities = registry.Define(34, "authority", func(r *contract.Authority) *app.ID { return &r.ID }, []registry.Field{
	registry.Ref(1, "unit", func(r *contract.Authority) *app.ID { return &r.Unit }, registry.Refers("unit"), registry.Silent),
	registry.Ref(2, "owner", func(r *contract.Authority) *app.ID { return &r.Owner }, registry.Refers("owner"), registry.Mentioning),
	registry.Text(3, "agent", func(r *contract.Authority) *string { return &r.Agent }, registry.Sealed, registry.Called, registry.Distinctive),
	registry.Text(4, "id_type", func(r *contract.Authority) *string { return &r.IDType }, registry.Sealed),
	registry.Text(5, "id_no", func(r *contract.Authority) *string { return &r.IDNo }, registry.Private),
	registry.Text(6, "phone", func(r *contract.Authority) *string { return &r.Phone }, registry.Private),
	registry.Text(7, "letter", func(r *contract.Authority) *contract.AuthorityKind { return &r.Kind }, registry.Choice("handover.letter")),
	registry.List(8, "scopes", func(r *contract.Authority) *[]contract.Scope { return &r.Scopes }),
	registry.Day(9, "from_day", func(r *contract.Authority) *app.Date { return &r.From }),
	registry.Day(10, "to_day", func(r *contract.Authority) *app.Date { return &r.To }),
	registry.Text(11, "scan", func(r *contract.Authority) *string { return &r.Scan }, registry.File, registry.Silent),
	registry.Ref(12, "verified_by", func(r *contract.Authority) *app.ID { return &r.VerifiedBy }, registry.Accompanying, registry.Refers("person"), registry.Silent),
	registry.Moment(13, "verified_at", func(r *contract.Authority) *time.Time { return &r.VerifiedAt }, registry.Accompanying, registry.Silent),
	registry.Flag(14, "withdrawn", func(r *contract.Authority) *bool { return &r.Withdrawn }),
	registry.Text(15, "letter_no", func(r *contract.Authority) *string { return &r.No }, registry.Sealed),
}, registry.BelongsTo("unit"), registry.About("owner"), registry.SealedUnder("id"), registry.NumbersOf("owner"))

var agreementTerms = registry.Define(35, "agreement_terms", func(r *contract.Terms) *app.ID { return &r.ID }, []registry.Field{
	registry.Text(1, "developer_representative", func(r *contract.Terms) *string { return &r.DeveloperRepresentative }),
	registry.Text(2, "developer_credit_code", func(r *contract.Terms) *string { return &r.DeveloperCreditCode }),
	registry.Text(3, "property_representative", func(r *contract.Terms) *string { return &r.PropertyRepresentative }),
	registry.Text(4, "property_credit_code", func(r *contract.Terms) *string { return &r.PropertyCreditCode }),
	registry.Text(5, "property_address", func(r *contract.Terms) *string { return &r.PropertyAddress }),
	registry.Text(6, "property_phone", func(r *contract.Terms) *string { return &r.PropertyPhone }),
	registry.Text(7, "location", func(r *contract.Terms) *string { return &r.Place }),
	registry.Text(8, "boundaries", func(r *contract.Terms) *string { return &r.Boundaries }),
	registry.Text(9, "site_area", func(r *contract.Terms) *string { return &r.SiteArea }),
	registry.Text(10, "fee_basis", func(r *contract.Terms) *contract.FeeBasis { return &r.FeeBasis }, registry.Choice("contract.basis")),
	registry.KeyedList(11, "rates", func(r *contract.Terms) *[]contract.Rate { return &r.Rates },
		registry.ByKey[contract.Rate]{Key: func(r contract.Rate) string { return r.Type + "\x00" + strings.Join(r.HouseTypes, "\x00") },
			Say: sayRate}, registry.Means(app.TextsField, "")),
	registry.Day(12, "fee_from", func(r *contract.Terms) *app.Date { return &r.FeeFrom }),
	registry.Number(13, "first_months", func(r *contract.Terms) *int { return &r.FirstMonths }),
	registry.Text(14, "pay_every", func(r *contract.Terms) *string { return &r.PayEvery }),
	registry.Text(15, "parking_fee", func(r *contract.Terms) *string { return &r.ParkingFee }),
	registry.Text(16, "late_rate", func(r *contract.Terms) *string { return &r.LateRate }),
	registry.Day(17, "term_from", func(r *contract.Terms) *app.Date { return &r.TermFrom }),
	registry.Day(18, "term_to", func(r *contract.Terms) *app.Date { return &r.TermTo }),
	registry.Texts(19, "extra", func(r *contract.Terms) *[]string { return &r.Extra }, registry.Paragraphs),
	registry.Number(20, "copies", func(r *contract.Terms) *int { return &r.Copies }),
	registry.Text(21, "signed_at", func(r *contract.Terms) *string { return &r.SignedAt }),
	registry.Text(22, "fee_rule", func(r *contract.Terms) *contract.FeeRule { return &r.FeeRule }, registry.Choice("contract.fee_rule")),
	registry.Number(23, "prepay_limit", func(r *contract.Terms) *int { return &r.PrepayLimit }),
	registry.Text(24, "parking_rent", func(r *contract.Terms) *string { return &r.ParkingRent }),
	registry.Text(25, "service_contract_no", func(r *contract.Terms) *string { return &r.ServiceContractNo }),
	registry.Text(26, "service_contract_filing", func(r *contract.Terms) *string { return &r.ServiceContractFiling }),
	registry.Text(27, "service_rooms", func(r *contract.Terms) *string { return &r.ServiceRooms }),
	registry.Text(28, "commission_rate", func(r *contract.Terms) *string { return &r.CommissionRate }),
	registry.Text(29, "vacant_rate", func(r *contract.Terms) *string { return &r.VacantRate }),
	registry.Text(30, "shared_energy", func(r *contract.Terms) *string { return &r.SharedEnergy }),
	registry.Text(31, "data_retention", func(r *contract.Terms) *string { return &r.DataRetention }),
})

var textApprovals = registry.Define(36, "text_approval", func(r *contract.TextApproval) *app.ID { return &r.ID }, []registry.Field{
	registry.Text(1, "template", func(r *contract.TextApproval) *string { return &r.Template }, registry.Merged(journal.Immutable)),
	registry.Text(2, "text", func(r *contract.TextApproval) *string { return &r.Text }, registry.Merged(journal.Immutable)),
	registry.Text(3, "lawyer", func(r *contract.TextApproval) *string { return &r.Lawyer }, registry.Merged(journal.Immutable)),
	registry.Text(4, "office", func(r *contract.TextApproval) *string { return &r.Office }, registry.Merged(journal.Immutable)),
	registry.Text(5, "reference", func(r *contract.TextApproval) *string { return &r.Reference }, registry.Merged(journal.Immutable)),
	registry.Day(6, "on_day", func(r *contract.TextApproval) *app.Date { return &r.On }, registry.Merged(journal.Immutable)),
	registry.Ref(7, "who", func(r *contract.TextApproval) *app.ID { return &r.By }, registry.Merged(journal.Immutable), registry.Refers("person"), registry.Silent),
	registry.Moment(8, "at", func(r *contract.TextApproval) *time.Time { return &r.At }, registry.Merged(journal.Immutable), registry.Silent),
	registry.Text(9, "withdrawn", func(r *contract.TextApproval) *string { return &r.Withdrawn }),
	registry.Ref(10, "withdrawn_by", func(r *contract.TextApproval) *app.ID { return &r.WithdrawnBy }, registry.Accompanying, registry.Refers("person")),
	registry.Moment(11, "withdrawn_at", func(r *contract.TextApproval) *time.Time { return &r.WithdrawnAt }, registry.Accompanying),
}, registry.About("who"))

var feeReceipts = registry.Define(37, "fee_receipt", func(r *contract.FeeReceipt) *app.ID { return &r.ID }, []registry.Field{
	registry.Ref(1, "unit", func(r *contract.FeeReceipt) *app.ID { return &r.Unit }, registry.Merged(journal.Immutable), registry.Refers("unit"), registry.Silent),
	registry.Text(2, "number", func(r *contract.FeeReceipt) *string { return &r.Number }),
	registry.Day(3, "on_day", func(r *contract.FeeReceipt) *app.Date { return &r.On }),
	registry.Day(4, "paid_until", func(r *contract.FeeReceipt) *app.Date { return &r.Until }),
	registry.Ref(5, "who", func(r *contract.FeeReceipt) *app.ID { return &r.By }, registry.Accompanying, registry.Refers("person"), registry.Silent),
	registry.Moment(6, "at", func(r *contract.FeeReceipt) *time.Time { return &r.At }, registry.Accompanying, registry.Silent),
}, registry.BelongsTo("unit"))

var ownForms = registry.Define(38, "own_form", func(r *contract.OwnForm) *app.ID { return &r.ID }, []registry.Field{
	registry.Text(1, "template", func(r *contract.OwnForm) *string { return &r.Template }, registry.Merged(journal.Immutable)),
	registry.Texts(2, "parts", func(r *contract.OwnForm) *[]string { return &r.Parts }, registry.Merged(journal.Immutable), registry.Paragraphs, registry.Silent),
	registry.Text(3, "note", func(r *contract.OwnForm) *string { return &r.Note }, registry.Paragraphs),
	registry.Ref(4, "who", func(r *contract.OwnForm) *app.ID { return &r.By }, registry.Accompanying, registry.Refers("person"), registry.Silent),
	registry.Moment(5, "at", func(r *contract.OwnForm) *time.Time { return &r.At }, registry.Accompanying, registry.Silent),
	registry.Text(6, "retired", func(r *contract.OwnForm) *string { return &r.Retired }),
	registry.Ref(7, "retired_by", func(r *contract.OwnForm) *app.ID { return &r.RetiredBy }, registry.Accompanying, registry.Refers("person")),
	registry.Moment(8, "retired_at", func(r *contract.OwnForm) *time.Time { return &r.RetiredAt }, registry.Accompanying),
	registry.List(9, "choices", func(r *contract.OwnForm) *[]app.Choice { return &r.Choices }, registry.Merged(journal.Immutable), registry.Paragraphs, registry.Silent),
}, registry.About("who"))

// sayRate says a price, and for which house types it holds.
func sayRate(r contract.Rate) string {
	return strings.Join(append([]string{r.Type, r.Price.String()}, r.HouseTypes...), " ")
}

func (tx *Tx) AgreementTerms(id app.ID) (contract.Terms, error) {
	return store.Get(tx, agreementTerms, id)
}
func (tx *Tx) AmendAgreementTerms(seen *app.Seen[contract.Terms], r contract.Terms) error {
	return store.Amend(tx, agreementTerms, seen, r)
}
func (tx *Tx) TextApprovals() ([]contract.TextApproval, error) {
	return store.List(tx, textApprovals, "ORDER BY at, id")
}
func (tx *Tx) PutTextApproval(r contract.TextApproval) error { return store.Put(tx, textApprovals, r) }
func (tx *Tx) OwnForms() ([]contract.OwnForm, error) {
	return store.List(tx, ownForms, "ORDER BY at, id")
}
func (tx *Tx) PutOwnForm(r contract.OwnForm) error { return store.Put(tx, ownForms, r) }
func (tx *Tx) FeeReceipt(id app.ID) (contract.FeeReceipt, error) {
	return store.Get(tx, feeReceipts, id)
}
func (tx *Tx) PutFeeReceipt(r contract.FeeReceipt) error { return store.Put(tx, feeReceipts, r) }
func (tx *Tx) AmendFeeReceipt(seen *app.Seen[contract.FeeReceipt], r contract.FeeReceipt) error {
	return store.Amend(tx, feeReceipts, seen, r)
}
func (tx *Tx) Document(id app.ID) (contract.Document, error) {
	return store.Get(tx, documents, id)
}
func (tx *Tx) PutDocument(r contract.Document) error { return store.Put(tx, documents, r) }
func (tx *Tx) DocumentsOfUnit(unit app.ID) ([]contract.Document, error) {
	return store.List(tx, documents, "WHERE unit = ? ORDER BY drafted_at DESC, id DESC", unit[:])
}
func (tx *Tx) PutDocumentMove(r contract.Move) error    { return store.Put(tx, documentMoves, r) }
func (tx *Tx) PutSignatureField(r contract.Field) error { return store.Put(tx, signatureFields, r) }
func (tx *Tx) SignatureFieldsOf(document app.ID) ([]contract.Field, error) {
	return store.List(tx, signatureFields, "WHERE document = ? ORDER BY place, id", document[:])
}
func (tx *Tx) PutSignature(r contract.Signature) error { return store.Put(tx, signatures, r) }
func (tx *Tx) SignaturesOf(document app.ID) ([]contract.Signature, error) {
	return store.List(tx, signatures, "WHERE document = ? ORDER BY at, id", document[:])
}
func (tx *Tx) Authority(id app.ID) (contract.Authority, error) {
	return store.Get(tx, authorities, id)
}
func (tx *Tx) PutAuthority(r contract.Authority) error { return store.Put(tx, authorities, r) }
func (tx *Tx) AuthoritiesOfUnit(unit app.ID) ([]contract.Authority, error) {
	return store.List(tx, authorities, "WHERE unit = ? ORDER BY id", unit[:])
}
func (tx *Tx) OwnershipsEverOfUnit(unit app.ID) ([]site.Ownership, error) {
	return store.List(tx, ownerships, "WHERE unit = ? ORDER BY place, id", unit[:])
}
