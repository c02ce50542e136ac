-- That an owner was erased, and why.
CREATE TABLE removal (
	id BLOB PRIMARY KEY,
	heads BLOB NOT NULL,
	unit BLOB NOT NULL DEFAULT x'',
	person BLOB NOT NULL DEFAULT x'',
	reason TEXT NOT NULL DEFAULT '',
	papers INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
-- That whole numbers were shown: to whom, of whom, why.
CREATE TABLE showing (
	id BLOB PRIMARY KEY,
	heads BLOB NOT NULL,
	unit BLOB NOT NULL DEFAULT x'',
	owner BLOB NOT NULL DEFAULT x'',
	document BLOB NOT NULL DEFAULT x'',
	occasion TEXT NOT NULL DEFAULT '',
	owners INTEGER NOT NULL DEFAULT 0,
	who BLOB NOT NULL DEFAULT x'',
	at INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX showing_at ON showing (at);
