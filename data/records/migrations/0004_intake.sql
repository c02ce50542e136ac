-- Imports: the runs, so that one can be undone, and how columns were read.

CREATE TABLE intake_run (
	id BLOB PRIMARY KEY,
	heads BLOB NOT NULL,
	community BLOB NOT NULL DEFAULT x'',
	file TEXT NOT NULL DEFAULT '',
	at INTEGER NOT NULL DEFAULT 0,
	who BLOB NOT NULL DEFAULT x'',
	new_units INTEGER NOT NULL DEFAULT 0,
	changed_units INTEGER NOT NULL DEFAULT 0,
	new_owners INTEGER NOT NULL DEFAULT 0,
	refused INTEGER NOT NULL DEFAULT 0,
	undone INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE intake_columns (
	id BLOB PRIMARY KEY,
	heads BLOB NOT NULL,
	community BLOB NOT NULL DEFAULT x'',
	fingerprint TEXT NOT NULL DEFAULT '',
	headers BLOB NOT NULL DEFAULT x'',
	fields BLOB NOT NULL DEFAULT x''
) STRICT, WITHOUT ROWID;

CREATE INDEX unit_house_type ON unit (house_type);
