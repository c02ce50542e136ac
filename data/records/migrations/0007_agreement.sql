-- From when on the property fee is owed, how many months the place lets take in
-- advance, and the rent of a parking space apart from its fee.
ALTER TABLE agreement_terms ADD COLUMN fee_rule TEXT NOT NULL DEFAULT '';
ALTER TABLE agreement_terms ADD COLUMN prepay_limit INTEGER NOT NULL DEFAULT 0;
ALTER TABLE agreement_terms ADD COLUMN parking_rent TEXT NOT NULL DEFAULT '';

-- Which version of a contract's text a lawyer of the company approved.
CREATE TABLE text_approval (
	id BLOB PRIMARY KEY,
	heads BLOB NOT NULL,
	template TEXT NOT NULL DEFAULT '',
	text TEXT NOT NULL DEFAULT '',
	lawyer TEXT NOT NULL DEFAULT '',
	office TEXT NOT NULL DEFAULT '',
	reference TEXT NOT NULL DEFAULT '',
	on_day INTEGER NOT NULL DEFAULT 0,
	who BLOB NOT NULL DEFAULT x'',
	at INTEGER NOT NULL DEFAULT 0,
	withdrawn TEXT NOT NULL DEFAULT '',
	withdrawn_by BLOB NOT NULL DEFAULT x'',
	withdrawn_at INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- The receipt for the property fee that was last paid for a home.
CREATE TABLE fee_receipt (
	id BLOB PRIMARY KEY,
	heads BLOB NOT NULL,
	unit BLOB NOT NULL DEFAULT x'',
	number TEXT NOT NULL DEFAULT '',
	on_day INTEGER NOT NULL DEFAULT 0,
	paid_until INTEGER NOT NULL DEFAULT 0,
	who BLOB NOT NULL DEFAULT x'',
	at INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX fee_receipt_unit ON fee_receipt (unit);
