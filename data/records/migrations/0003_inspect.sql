-- Inspections, their steps, and what was answered.

CREATE TABLE inspection (
	id BLOB PRIMARY KEY,
	heads BLOB NOT NULL,
	unit BLOB NOT NULL DEFAULT x'',
	origin TEXT NOT NULL DEFAULT '',
	round INTEGER NOT NULL DEFAULT 0,
	checklist TEXT NOT NULL DEFAULT '',
	tolerances TEXT NOT NULL DEFAULT '',
	finish TEXT NOT NULL DEFAULT '',
	rooms BLOB NOT NULL DEFAULT x'',
	measures INTEGER NOT NULL DEFAULT 0,
	items INTEGER NOT NULL DEFAULT 0,
	state TEXT NOT NULL DEFAULT '',
	inspector BLOB NOT NULL DEFAULT x'',
	begun_at INTEGER NOT NULL DEFAULT 0,
	submitted_by BLOB NOT NULL DEFAULT x'',
	submitted_at INTEGER NOT NULL DEFAULT 0,
	signed_by BLOB NOT NULL DEFAULT x'',
	signed_at INTEGER NOT NULL DEFAULT 0,
	returned TEXT NOT NULL DEFAULT '',
	owner TEXT NOT NULL DEFAULT '',
	weather TEXT NOT NULL DEFAULT '',
	remarks TEXT NOT NULL DEFAULT '',
	document BLOB NOT NULL DEFAULT x'',
	scope BLOB NOT NULL DEFAULT x''
) STRICT, WITHOUT ROWID;

CREATE TABLE inspection_move (
	id BLOB PRIMARY KEY,
	heads BLOB NOT NULL,
	inspection BLOB NOT NULL DEFAULT x'',
	step TEXT NOT NULL DEFAULT '',
	from_state TEXT NOT NULL DEFAULT '',
	to_state TEXT NOT NULL DEFAULT '',
	who BLOB NOT NULL DEFAULT x'',
	at INTEGER NOT NULL DEFAULT 0,
	reason TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

CREATE TABLE answer (
	id BLOB PRIMARY KEY,
	heads BLOB NOT NULL,
	inspection BLOB NOT NULL DEFAULT x'',
	room TEXT NOT NULL DEFAULT '',
	item TEXT NOT NULL DEFAULT '',
	result TEXT NOT NULL DEFAULT '',
	nominal TEXT NOT NULL DEFAULT '',
	readings BLOB NOT NULL DEFAULT x'',
	who BLOB NOT NULL DEFAULT x'',
	at INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE INDEX inspection_unit ON inspection (unit, begun_at);
CREATE INDEX inspection_move_inspection ON inspection_move (inspection);
CREATE INDEX answer_inspection ON answer (inspection, result);
