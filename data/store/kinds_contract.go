package store

import (
	"strings"
	"time"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/site"
	"keyday/data/journal"
)

// A document is sealed under a key of its own, so that the people it names can
// be forgotten without touching the chain.
var documents = kindOf(30, "document", func(r *contract.Document) *app.ID { return &r.ID }, []field{
	text(1, "doc_kind", func(r *contract.Document) *contract.Kind { return &r.Kind }, merged(journal.Immutable), silent, choice("contract.kind")),
	text(2, "number", func(r *contract.Document) *string { return &r.Number }, merged(journal.Immutable), called, numbered(app.SheetNumber, app.CertificateNumber, app.AgreementNumber, app.NoticeNumber)),
	ref(3, "unit", func(r *contract.Document) *app.ID { return &r.Unit }, merged(journal.Immutable), refers("unit"), silent),
	ref(4, "subject", func(r *contract.Document) *app.ID { return &r.Subject }, silent),
	text(5, "template", func(r *contract.Document) *string { return &r.Template }, silent),
	text(6, "state", func(r *contract.Document) *contract.State { return &r.State }, ladder(rungs(contract.Ladder)...), choice("contract.state")),
	bytesOf(7, "content", func(r *contract.Document) *[]byte { return &r.Content }, private, silent),
	bytesOf(8, "salt", func(r *contract.Document) *[]byte { return &r.Salt }, private, silent),
	text(9, "content_hash", func(r *contract.Document) *string { return &r.ContentHash }, silent),
	text(10, "pdf_hash", func(r *contract.Document) *string { return &r.PDFHash }, accompanying, silent),
	ref(11, "supersedes", func(r *contract.Document) *app.ID { return &r.Supersedes }, refers("document")),
	text(12, "void_reason", func(r *contract.Document) *string { return &r.VoidReason }, private, paragraphs),
	ref(13, "voided_by", func(r *contract.Document) *app.ID { return &r.VoidedBy }, accompanying, refers("person"), silent),
	instant(14, "voided_at", func(r *contract.Document) *time.Time { return &r.VoidedAt }, accompanying, silent),
	counter(15, "prints", func(r *contract.Document) *int { return &r.Prints }),
	text(16, "anchor", func(r *contract.Document) *string { return &r.Anchor }, merged(journal.Quiet), silent),
	ref(17, "drafted_by", func(r *contract.Document) *app.ID { return &r.DraftedBy }, accompanying, refers("person"), silent),
	instant(18, "drafted_at", func(r *contract.Document) *time.Time { return &r.DraftedAt }, accompanying, silent),
	ref(19, "locked_by", func(r *contract.Document) *app.ID { return &r.LockedBy }, accompanying, refers("person"), silent),
	instant(20, "locked_at", func(r *contract.Document) *time.Time { return &r.LockedAt }, accompanying, silent),
},
	belongsTo("unit", func(r *contract.Document) app.ID { return r.Unit }),
	about(func(r *contract.Document) app.ID { return r.Subject }),
	sealedUnder(func(r *contract.Document) app.ID { return r.ID }),
	foundBy(func(from Source, r *contract.Document) []entry {
		return []entry{{r.Number, code}, unitEntry(from, r.Unit)}
	}, "unit"),
	hit(documentLine), mentioned,
)

func ofDocument[T any](at func(*T) app.ID) func(*kind) { return through(documents, at) }

var documentMoves = kindOf(31, "document_move", func(r *contract.Move) *app.ID { return &r.ID }, []field{
	ref(1, "document", func(r *contract.Move) *app.ID { return &r.Document }, refers("document"), mentioning, silent),
	text(2, "from_state", func(r *contract.Move) *contract.State { return &r.From }, silent, choice("contract.state")),
	text(3, "to_state", func(r *contract.Move) *contract.State { return &r.To }, silent, choice("contract.state")),
	ref(4, "who", func(r *contract.Move) *app.ID { return &r.By }, refers("person"), silent),
	instant(5, "at", func(r *contract.Move) *time.Time { return &r.At }, silent),
	text(6, "reason", func(r *contract.Move) *string { return &r.Reason }, private, paragraphs),
}, ofDocument(func(r *contract.Move) app.ID { return r.Document }),
	sealedUnder(func(r *contract.Move) app.ID { return r.Document }), insertOnly)

var signatureFields = kindOf(32, "signature_field", func(r *contract.Field) *app.ID { return &r.ID }, []field{
	ref(1, "document", func(r *contract.Field) *app.ID { return &r.Document }, refers("document"), mentioning, silent),
	number(2, "place", func(r *contract.Field) *int { return &r.Order }, silent),
	text(3, "role", func(r *contract.Field) *contract.Role { return &r.Role }, silent, choice("contract.role")),
	text(4, "name", func(r *contract.Field) *string { return &r.Name }, sealed, isName, silent),
	ref(5, "person", func(r *contract.Field) *app.ID { return &r.Person }, silent),
	ref(6, "authority", func(r *contract.Field) *app.ID { return &r.Authority }, refers("authority"), silent),
	flag(7, "required", func(r *contract.Field) *bool { return &r.Required }, silent),
}, ofDocument(func(r *contract.Field) app.ID { return r.Document }),
	sealedUnder(func(r *contract.Field) app.ID { return r.Document }), insertOnly)

var signatures = kindOf(33, "signature", func(r *contract.Signature) *app.ID { return &r.ID }, []field{
	ref(1, "document", func(r *contract.Signature) *app.ID { return &r.Document }, refers("document"), mentioning, silent),
	ref(2, "field", func(r *contract.Signature) *app.ID { return &r.Field }, refers("signature_field"), silent),
	text(3, "signer", func(r *contract.Signature) *string { return &r.Signer }, sealed),
	text(4, "role", func(r *contract.Signature) *contract.Role { return &r.Role }, choice("contract.role")),
	text(5, "how", func(r *contract.Signature) *contract.How { return &r.How }, choice("contract.how")),
	list(6, "strokes", func(r *contract.Signature) *[]contract.Stroke { return &r.Strokes }, private, silent),
	text(7, "scan", func(r *contract.Signature) *string { return &r.Scan }, file, silent),
	text(8, "hash", func(r *contract.Signature) *string { return &r.Hash }, silent),
	ref(9, "witness", func(r *contract.Signature) *app.ID { return &r.Witness }, refers("person"), silent),
	text(10, "witness_name", func(r *contract.Signature) *string { return &r.WitName }, sealed),
	instant(11, "at", func(r *contract.Signature) *time.Time { return &r.At }, silent),
}, ofDocument(func(r *contract.Signature) app.ID { return r.Document }),
	sealedUnder(func(r *contract.Signature) app.ID { return r.Document }), insertOnly,
	identifiedBy(`SELECT CASE f.role WHEN 'agent' THEN 'principal' ELSE 'signer' END, f.person
		FROM signature s JOIN signature_field f ON f.id = s.field WHERE s.id = ?`))

var authorities = kindOf(34, "authority", func(r *contract.Authority) *app.ID { return &r.ID }, []field{
	ref(1, "unit", func(r *contract.Authority) *app.ID { return &r.Unit }, refers("unit"), silent),
	ref(2, "owner", func(r *contract.Authority) *app.ID { return &r.Owner }, refers("owner"), mentioning),
	text(3, "agent", func(r *contract.Authority) *string { return &r.Agent }, sealed, called, distinctive),
	text(4, "id_type", func(r *contract.Authority) *string { return &r.IDType }, sealed),
	text(5, "id_no", func(r *contract.Authority) *string { return &r.IDNo }, private),
	text(6, "phone", func(r *contract.Authority) *string { return &r.Phone }, private),
	text(7, "letter", func(r *contract.Authority) *contract.AuthorityKind { return &r.Kind }, choice("handover.letter")),
	list(8, "scopes", func(r *contract.Authority) *[]contract.Scope { return &r.Scopes }),
	day(9, "from_day", func(r *contract.Authority) *app.Date { return &r.From }),
	day(10, "to_day", func(r *contract.Authority) *app.Date { return &r.To }),
	text(11, "scan", func(r *contract.Authority) *string { return &r.Scan }, file, silent),
	ref(12, "verified_by", func(r *contract.Authority) *app.ID { return &r.VerifiedBy }, accompanying, refers("person"), silent),
	instant(13, "verified_at", func(r *contract.Authority) *time.Time { return &r.VerifiedAt }, accompanying, silent),
	flag(14, "withdrawn", func(r *contract.Authority) *bool { return &r.Withdrawn }),
	text(15, "letter_no", func(r *contract.Authority) *string { return &r.No }, sealed),
}, belongsTo("unit", func(r *contract.Authority) app.ID { return r.Unit }), about(func(r *contract.Authority) app.ID { return r.Owner }), sealedUnder(func(r *contract.Authority) app.ID { return r.ID }))

var agreementTerms = kindOf(35, "agreement_terms", func(r *contract.Terms) *app.ID { return &r.ID }, []field{
	text(1, "developer_representative", func(r *contract.Terms) *string { return &r.DeveloperRepresentative }),
	text(2, "developer_credit_code", func(r *contract.Terms) *string { return &r.DeveloperCreditCode }),
	text(3, "property_representative", func(r *contract.Terms) *string { return &r.PropertyRepresentative }),
	text(4, "property_credit_code", func(r *contract.Terms) *string { return &r.PropertyCreditCode }),
	text(5, "property_address", func(r *contract.Terms) *string { return &r.PropertyAddress }),
	text(6, "property_phone", func(r *contract.Terms) *string { return &r.PropertyPhone }),
	text(7, "location", func(r *contract.Terms) *string { return &r.Place }),
	text(8, "boundaries", func(r *contract.Terms) *string { return &r.Boundaries }),
	text(9, "site_area", func(r *contract.Terms) *string { return &r.SiteArea }),
	text(10, "fee_basis", func(r *contract.Terms) *contract.FeeBasis { return &r.FeeBasis }, choice("contract.basis")),
	keyedList(11, "rates", func(r *contract.Terms) *[]contract.Rate { return &r.Rates },
		func(r contract.Rate) string { return r.Type + "\x00" + strings.Join(r.HouseTypes, "\x00") }, sayRate, means(app.TextsField, "")),
	day(12, "fee_from", func(r *contract.Terms) *app.Date { return &r.FeeFrom }),
	number(13, "first_months", func(r *contract.Terms) *int { return &r.FirstMonths }),
	text(14, "pay_every", func(r *contract.Terms) *string { return &r.PayEvery }),
	text(15, "parking_fee", func(r *contract.Terms) *string { return &r.ParkingFee }),
	text(16, "late_rate", func(r *contract.Terms) *string { return &r.LateRate }),
	day(17, "term_from", func(r *contract.Terms) *app.Date { return &r.TermFrom }),
	day(18, "term_to", func(r *contract.Terms) *app.Date { return &r.TermTo }),
	textList(19, "extra", func(r *contract.Terms) *[]string { return &r.Extra }, paragraphs),
	number(20, "copies", func(r *contract.Terms) *int { return &r.Copies }),
	text(21, "signed_at", func(r *contract.Terms) *string { return &r.SignedAt }),
	text(22, "fee_rule", func(r *contract.Terms) *contract.FeeRule { return &r.FeeRule }, choice("contract.fee_rule")),
	number(23, "prepay_limit", func(r *contract.Terms) *int { return &r.PrepayLimit }),
	text(24, "parking_rent", func(r *contract.Terms) *string { return &r.ParkingRent }),
})

var textApprovals = kindOf(36, "text_approval", func(r *contract.TextApproval) *app.ID { return &r.ID }, []field{
	text(1, "template", func(r *contract.TextApproval) *string { return &r.Template }, merged(journal.Immutable)),
	text(2, "text", func(r *contract.TextApproval) *string { return &r.Text }, merged(journal.Immutable)),
	text(3, "lawyer", func(r *contract.TextApproval) *string { return &r.Lawyer }, merged(journal.Immutable)),
	text(4, "office", func(r *contract.TextApproval) *string { return &r.Office }, merged(journal.Immutable)),
	text(5, "reference", func(r *contract.TextApproval) *string { return &r.Reference }, merged(journal.Immutable)),
	day(6, "on_day", func(r *contract.TextApproval) *app.Date { return &r.On }, merged(journal.Immutable)),
	ref(7, "who", func(r *contract.TextApproval) *app.ID { return &r.By }, merged(journal.Immutable), refers("person"), silent),
	instant(8, "at", func(r *contract.TextApproval) *time.Time { return &r.At }, merged(journal.Immutable), silent),
	text(9, "withdrawn", func(r *contract.TextApproval) *string { return &r.Withdrawn }),
	ref(10, "withdrawn_by", func(r *contract.TextApproval) *app.ID { return &r.WithdrawnBy }, accompanying, refers("person")),
	instant(11, "withdrawn_at", func(r *contract.TextApproval) *time.Time { return &r.WithdrawnAt }, accompanying),
}, about(func(r *contract.TextApproval) app.ID { return r.By }))

var feeReceipts = kindOf(37, "fee_receipt", func(r *contract.FeeReceipt) *app.ID { return &r.ID }, []field{
	ref(1, "unit", func(r *contract.FeeReceipt) *app.ID { return &r.Unit }, merged(journal.Immutable), refers("unit"), silent),
	text(2, "number", func(r *contract.FeeReceipt) *string { return &r.Number }),
	day(3, "on_day", func(r *contract.FeeReceipt) *app.Date { return &r.On }),
	day(4, "paid_until", func(r *contract.FeeReceipt) *app.Date { return &r.Until }),
	ref(5, "who", func(r *contract.FeeReceipt) *app.ID { return &r.By }, accompanying, refers("person"), silent),
	instant(6, "at", func(r *contract.FeeReceipt) *time.Time { return &r.At }, accompanying, silent),
}, belongsTo("unit", func(r *contract.FeeReceipt) app.ID { return r.Unit }))

// sayRate says a price, and for which house types it holds.
func sayRate(r contract.Rate) string {
	return strings.Join(append([]string{r.Type, r.Price.String()}, r.HouseTypes...), " ")
}

func (tx *Tx) AgreementTerms(id app.ID) (contract.Terms, error) {
	return Get(tx, agreementTerms, id)
}
func (tx *Tx) AmendAgreementTerms(seen *app.Seen[contract.Terms], r contract.Terms) error {
	return Amend(tx, agreementTerms, seen, r)
}
func (tx *Tx) TextApprovals() ([]contract.TextApproval, error) {
	return List(tx, textApprovals, "ORDER BY at, id")
}
func (tx *Tx) PutTextApproval(r contract.TextApproval) error { return Put(tx, textApprovals, r) }
func (tx *Tx) FeeReceipt(id app.ID) (contract.FeeReceipt, error) {
	return Get(tx, feeReceipts, id)
}
func (tx *Tx) PutFeeReceipt(r contract.FeeReceipt) error { return Put(tx, feeReceipts, r) }
func (tx *Tx) AmendFeeReceipt(seen *app.Seen[contract.FeeReceipt], r contract.FeeReceipt) error {
	return Amend(tx, feeReceipts, seen, r)
}
func (tx *Tx) Document(id app.ID) (contract.Document, error) {
	return Get(tx, documents, id)
}
func (tx *Tx) PutDocument(r contract.Document) error { return Put(tx, documents, r) }
func (tx *Tx) DocumentsOfUnit(unit app.ID) ([]contract.Document, error) {
	return List(tx, documents, "WHERE unit = ? ORDER BY drafted_at, id", unit[:])
}
func (tx *Tx) PutDocumentMove(r contract.Move) error    { return Put(tx, documentMoves, r) }
func (tx *Tx) PutSignatureField(r contract.Field) error { return Put(tx, signatureFields, r) }
func (tx *Tx) SignatureFieldsOf(document app.ID) ([]contract.Field, error) {
	return List(tx, signatureFields, "WHERE document = ? ORDER BY place, id", document[:])
}
func (tx *Tx) PutSignature(r contract.Signature) error { return Put(tx, signatures, r) }
func (tx *Tx) SignaturesOf(document app.ID) ([]contract.Signature, error) {
	return List(tx, signatures, "WHERE document = ? ORDER BY at, id", document[:])
}
func (tx *Tx) Authority(id app.ID) (contract.Authority, error) {
	return Get(tx, authorities, id)
}
func (tx *Tx) PutAuthority(r contract.Authority) error { return Put(tx, authorities, r) }
func (tx *Tx) AuthoritiesOfUnit(unit app.ID) ([]contract.Authority, error) {
	return List(tx, authorities, "WHERE unit = ? ORDER BY id", unit[:])
}
func (tx *Tx) OwnershipsOfUnit(unit app.ID) ([]site.Ownership, error) {
	return List(tx, ownerships, "WHERE unit = ? ORDER BY place, id", unit[:])
}
