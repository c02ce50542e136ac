-- Why what was on record of a home or an owner was put right.
CREATE TABLE correction (
	id BLOB PRIMARY KEY,
	heads BLOB NOT NULL,
	unit BLOB NOT NULL DEFAULT x'',
	owner BLOB NOT NULL DEFAULT x'',
	reason TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
