-- That a list was written to a file or printed: which, how much of it, by whom.
CREATE TABLE export (
	id BLOB PRIMARY KEY,
	heads BLOB NOT NULL,
	list TEXT NOT NULL DEFAULT '',
	rows INTEGER NOT NULL DEFAULT 0,
	filter TEXT NOT NULL DEFAULT '',
	whole INTEGER NOT NULL DEFAULT 0,
	who BLOB NOT NULL DEFAULT x'',
	at INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX export_at ON export (at);
