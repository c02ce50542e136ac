-- Terms that the property agreements of a site have in common.
CREATE TABLE agreement_terms (
	id BLOB PRIMARY KEY,
	heads BLOB NOT NULL,
	developer_representative TEXT NOT NULL DEFAULT '',
	developer_credit_code TEXT NOT NULL DEFAULT '',
	property_representative TEXT NOT NULL DEFAULT '',
	property_credit_code TEXT NOT NULL DEFAULT '',
	property_address TEXT NOT NULL DEFAULT '',
	property_phone TEXT NOT NULL DEFAULT '',
	location TEXT NOT NULL DEFAULT '',
	boundaries TEXT NOT NULL DEFAULT '',
	site_area TEXT NOT NULL DEFAULT '',
	fee_basis TEXT NOT NULL DEFAULT '',
	rates BLOB NOT NULL DEFAULT x'',
	fee_from INTEGER NOT NULL DEFAULT 0,
	first_months INTEGER NOT NULL DEFAULT 0,
	pay_every TEXT NOT NULL DEFAULT '',
	parking_fee TEXT NOT NULL DEFAULT '',
	late_rate TEXT NOT NULL DEFAULT '',
	term_from INTEGER NOT NULL DEFAULT 0,
	term_to INTEGER NOT NULL DEFAULT 0,
	extra BLOB NOT NULL DEFAULT x'',
	copies INTEGER NOT NULL DEFAULT 0,
	signed_at TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

-- The contracts page asks for the documents of a kind.
CREATE INDEX document_kind ON document (doc_kind, unit);
