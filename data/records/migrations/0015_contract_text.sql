-- The versions of a contract's text in the company's own words.
CREATE TABLE contract_text (
	id BLOB PRIMARY KEY,
	heads BLOB NOT NULL,
	template TEXT NOT NULL DEFAULT '',
	parts BLOB NOT NULL DEFAULT x'',
	note TEXT NOT NULL DEFAULT '',
	who BLOB NOT NULL DEFAULT x'',
	at INTEGER NOT NULL DEFAULT 0,
	retired TEXT NOT NULL DEFAULT '',
	retired_by BLOB NOT NULL DEFAULT x'',
	retired_at INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
