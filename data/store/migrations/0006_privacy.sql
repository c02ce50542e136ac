-- That an owner was erased, and why.
CREATE TABLE removal (
	id BLOB PRIMARY KEY,
	heads BLOB NOT NULL,
	unit BLOB NOT NULL DEFAULT x'',
	person BLOB NOT NULL DEFAULT x'',
	reason TEXT NOT NULL DEFAULT '',
	papers INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
