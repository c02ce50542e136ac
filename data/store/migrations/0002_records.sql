-- The records, as people work on them: projections of the journal. Columns and
-- types are the registry's (a test compares them).

CREATE TABLE site (
	id BLOB PRIMARY KEY,
	heads BLOB NOT NULL,
	name TEXT NOT NULL DEFAULT '',
	company TEXT NOT NULL DEFAULT '',
	address TEXT NOT NULL DEFAULT '',
	phone TEXT NOT NULL DEFAULT '',
	logo TEXT NOT NULL DEFAULT '',
	property TEXT NOT NULL DEFAULT '',
	rehearsal INTEGER NOT NULL DEFAULT 0,
	duty_window TEXT NOT NULL DEFAULT '',
	zone TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

CREATE TABLE community (
	id BLOB PRIMARY KEY,
	heads BLOB NOT NULL,
	name TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

CREATE TABLE building (
	id BLOB PRIMARY KEY,
	heads BLOB NOT NULL,
	community BLOB NOT NULL DEFAULT x'',
	code TEXT NOT NULL DEFAULT '',
	name TEXT NOT NULL DEFAULT '',
	completed INTEGER NOT NULL DEFAULT 0,
	place INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE house_type (
	id BLOB PRIMARY KEY,
	heads BLOB NOT NULL,
	name TEXT NOT NULL DEFAULT '',
	finish TEXT NOT NULL DEFAULT '',
	rooms BLOB NOT NULL DEFAULT x'',
	plan TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

CREATE TABLE unit (
	id BLOB PRIMARY KEY,
	heads BLOB NOT NULL,
	building BLOB NOT NULL DEFAULT x'',
	entrance TEXT NOT NULL DEFAULT '',
	floor INTEGER NOT NULL DEFAULT 0,
	room TEXT NOT NULL DEFAULT '',
	code TEXT NOT NULL DEFAULT '',
	house_type BLOB NOT NULL DEFAULT x'',
	contract_area TEXT NOT NULL DEFAULT '',
	measured_area TEXT NOT NULL DEFAULT '',
	inner_area TEXT NOT NULL DEFAULT '',
	contract_no TEXT NOT NULL DEFAULT '',
	signed_on INTEGER NOT NULL DEFAULT 0,
	unit_price TEXT NOT NULL DEFAULT '',
	batch TEXT NOT NULL DEFAULT '',
	fund TEXT NOT NULL DEFAULT '',
	incomplete BLOB NOT NULL DEFAULT x'',
	handed_over INTEGER NOT NULL DEFAULT 0,
	note TEXT NOT NULL DEFAULT '',
	state TEXT NOT NULL DEFAULT '',
	open INTEGER NOT NULL DEFAULT 0,
	grave INTEGER NOT NULL DEFAULT 0,
	delivery_due INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE owner (
	id BLOB PRIMARY KEY,
	heads BLOB NOT NULL,
	name TEXT NOT NULL DEFAULT '',
	id_type TEXT NOT NULL DEFAULT '',
	id_no BLOB NOT NULL DEFAULT x'',
	phone BLOB NOT NULL DEFAULT x'',
	phone2 BLOB NOT NULL DEFAULT x'',
	address BLOB NOT NULL DEFAULT x'',
	note BLOB NOT NULL DEFAULT x''
) STRICT, WITHOUT ROWID;

CREATE TABLE ownership (
	id BLOB PRIMARY KEY,
	heads BLOB NOT NULL,
	unit BLOB NOT NULL DEFAULT x'',
	owner BLOB NOT NULL DEFAULT x'',
	place INTEGER NOT NULL DEFAULT 0,
	share TEXT NOT NULL DEFAULT '',
	ended INTEGER NOT NULL DEFAULT 0,
	ended_why TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

CREATE TABLE firm (
	id BLOB PRIMARY KEY,
	heads BLOB NOT NULL,
	name TEXT NOT NULL DEFAULT '',
	trades BLOB NOT NULL DEFAULT x'',
	contact TEXT NOT NULL DEFAULT '',
	phone TEXT NOT NULL DEFAULT '',
	closed INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE person (
	id BLOB PRIMARY KEY,
	heads BLOB NOT NULL,
	name TEXT NOT NULL DEFAULT '',
	role TEXT NOT NULL DEFAULT '',
	pin BLOB NOT NULL DEFAULT x'',
	communities BLOB NOT NULL DEFAULT x'',
	phone BLOB NOT NULL DEFAULT x'',
	left_team INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE defect (
	id BLOB PRIMARY KEY,
	heads BLOB NOT NULL,
	number TEXT NOT NULL DEFAULT '',
	unit BLOB NOT NULL DEFAULT x'',
	origin TEXT NOT NULL DEFAULT '',
	origin_round INTEGER NOT NULL DEFAULT 0,
	inspection BLOB NOT NULL DEFAULT x'',
	room TEXT NOT NULL DEFAULT '',
	item TEXT NOT NULL DEFAULT '',
	part TEXT NOT NULL DEFAULT '',
	phrase TEXT NOT NULL DEFAULT '',
	note TEXT NOT NULL DEFAULT '',
	severity TEXT NOT NULL DEFAULT '',
	trade TEXT NOT NULL DEFAULT '',
	warranty TEXT NOT NULL DEFAULT '',
	firm BLOB NOT NULL DEFAULT x'',
	due INTEGER NOT NULL DEFAULT 0,
	promised INTEGER NOT NULL DEFAULT 0,
	state TEXT NOT NULL DEFAULT '',
	round INTEGER NOT NULL DEFAULT 0,
	recurrences INTEGER NOT NULL DEFAULT 0,
	pin_x INTEGER NOT NULL DEFAULT 0,
	pin_y INTEGER NOT NULL DEFAULT 0,
	found_by BLOB NOT NULL DEFAULT x'',
	found_at INTEGER NOT NULL DEFAULT 0,
	fixed_firm BLOB NOT NULL DEFAULT x'',
	fixed_worker TEXT NOT NULL DEFAULT '',
	fixed_at INTEGER NOT NULL DEFAULT 0,
	fixed_recorded_by BLOB NOT NULL DEFAULT x'',
	verified_by BLOB NOT NULL DEFAULT x'',
	verified_at INTEGER NOT NULL DEFAULT 0,
	self_verified TEXT NOT NULL DEFAULT '',
	review_on INTEGER NOT NULL DEFAULT 0,
	agreed_with TEXT NOT NULL DEFAULT '',
	duplicate_of BLOB NOT NULL DEFAULT x'',
	notice BLOB NOT NULL DEFAULT x''
) STRICT, WITHOUT ROWID;

CREATE TABLE defect_move (
	id BLOB PRIMARY KEY,
	heads BLOB NOT NULL,
	defect BLOB NOT NULL DEFAULT x'',
	step TEXT NOT NULL DEFAULT '',
	from_state TEXT NOT NULL DEFAULT '',
	to_state TEXT NOT NULL DEFAULT '',
	round INTEGER NOT NULL DEFAULT 0,
	who BLOB NOT NULL DEFAULT x'',
	at INTEGER NOT NULL DEFAULT 0,
	reason TEXT NOT NULL DEFAULT '',
	photos BLOB NOT NULL DEFAULT x'',
	firm BLOB NOT NULL DEFAULT x'',
	worker TEXT NOT NULL DEFAULT '',
	until INTEGER NOT NULL DEFAULT 0,
	corrected BLOB NOT NULL DEFAULT x''
) STRICT, WITHOUT ROWID;

CREATE TABLE defect_photo (
	id BLOB PRIMARY KEY,
	heads BLOB NOT NULL,
	defect BLOB NOT NULL DEFAULT x'',
	hash TEXT NOT NULL DEFAULT '',
	stage TEXT NOT NULL DEFAULT '',
	round INTEGER NOT NULL DEFAULT 0,
	who BLOB NOT NULL DEFAULT x'',
	at INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE notice (
	id BLOB PRIMARY KEY,
	heads BLOB NOT NULL,
	number TEXT NOT NULL DEFAULT '',
	firm BLOB NOT NULL DEFAULT x'',
	firm_name TEXT NOT NULL DEFAULT '',
	items BLOB NOT NULL DEFAULT x'',
	deadline INTEGER NOT NULL DEFAULT 0,
	requirement TEXT NOT NULL DEFAULT '',
	issued_by BLOB NOT NULL DEFAULT x'',
	issued_name TEXT NOT NULL DEFAULT '',
	issued_at INTEGER NOT NULL DEFAULT 0,
	received_by TEXT NOT NULL DEFAULT '',
	received_at INTEGER NOT NULL DEFAULT 0,
	recorded_by BLOB NOT NULL DEFAULT x'',
	document BLOB NOT NULL DEFAULT x''
) STRICT, WITHOUT ROWID;

CREATE TABLE defect_limits (
	id BLOB PRIMARY KEY,
	heads BLOB NOT NULL,
	emergency INTEGER NOT NULL DEFAULT 0,
	serious INTEGER NOT NULL DEFAULT 0,
	normal INTEGER NOT NULL DEFAULT 0,
	minor INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE warranty_book (
	id BLOB PRIMARY KEY,
	heads BLOB NOT NULL,
	periods BLOB NOT NULL DEFAULT x''
) STRICT, WITHOUT ROWID;

CREATE TABLE document (
	id BLOB PRIMARY KEY,
	heads BLOB NOT NULL,
	doc_kind TEXT NOT NULL DEFAULT '',
	number TEXT NOT NULL DEFAULT '',
	unit BLOB NOT NULL DEFAULT x'',
	subject BLOB NOT NULL DEFAULT x'',
	template TEXT NOT NULL DEFAULT '',
	state TEXT NOT NULL DEFAULT '',
	content BLOB NOT NULL DEFAULT x'',
	salt BLOB NOT NULL DEFAULT x'',
	content_hash TEXT NOT NULL DEFAULT '',
	pdf_hash TEXT NOT NULL DEFAULT '',
	supersedes BLOB NOT NULL DEFAULT x'',
	void_reason BLOB NOT NULL DEFAULT x'',
	voided_by BLOB NOT NULL DEFAULT x'',
	voided_at INTEGER NOT NULL DEFAULT 0,
	prints INTEGER NOT NULL DEFAULT 0,
	anchor TEXT NOT NULL DEFAULT '',
	drafted_by BLOB NOT NULL DEFAULT x'',
	drafted_at INTEGER NOT NULL DEFAULT 0,
	locked_by BLOB NOT NULL DEFAULT x'',
	locked_at INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE document_move (
	id BLOB PRIMARY KEY,
	heads BLOB NOT NULL,
	document BLOB NOT NULL DEFAULT x'',
	from_state TEXT NOT NULL DEFAULT '',
	to_state TEXT NOT NULL DEFAULT '',
	who BLOB NOT NULL DEFAULT x'',
	at INTEGER NOT NULL DEFAULT 0,
	reason BLOB NOT NULL DEFAULT x''
) STRICT, WITHOUT ROWID;

CREATE TABLE signature_field (
	id BLOB PRIMARY KEY,
	heads BLOB NOT NULL,
	document BLOB NOT NULL DEFAULT x'',
	place INTEGER NOT NULL DEFAULT 0,
	role TEXT NOT NULL DEFAULT '',
	name TEXT NOT NULL DEFAULT '',
	person BLOB NOT NULL DEFAULT x'',
	authority BLOB NOT NULL DEFAULT x'',
	required INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE signature (
	id BLOB PRIMARY KEY,
	heads BLOB NOT NULL,
	document BLOB NOT NULL DEFAULT x'',
	field BLOB NOT NULL DEFAULT x'',
	signer TEXT NOT NULL DEFAULT '',
	role TEXT NOT NULL DEFAULT '',
	how TEXT NOT NULL DEFAULT '',
	strokes BLOB NOT NULL DEFAULT x'',
	scan TEXT NOT NULL DEFAULT '',
	hash TEXT NOT NULL DEFAULT '',
	witness BLOB NOT NULL DEFAULT x'',
	witness_name TEXT NOT NULL DEFAULT '',
	at INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE authority (
	id BLOB PRIMARY KEY,
	heads BLOB NOT NULL,
	unit BLOB NOT NULL DEFAULT x'',
	owner BLOB NOT NULL DEFAULT x'',
	agent TEXT NOT NULL DEFAULT '',
	id_type TEXT NOT NULL DEFAULT '',
	id_no BLOB NOT NULL DEFAULT x'',
	phone BLOB NOT NULL DEFAULT x'',
	letter TEXT NOT NULL DEFAULT '',
	scopes BLOB NOT NULL DEFAULT x'',
	from_day INTEGER NOT NULL DEFAULT 0,
	to_day INTEGER NOT NULL DEFAULT 0,
	scan TEXT NOT NULL DEFAULT '',
	verified_by BLOB NOT NULL DEFAULT x'',
	verified_at INTEGER NOT NULL DEFAULT 0,
	withdrawn INTEGER NOT NULL DEFAULT 0,
	letter_no TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

CREATE TABLE handover_case (
	id BLOB PRIMARY KEY,
	heads BLOB NOT NULL,
	unit BLOB NOT NULL DEFAULT x'',
	n INTEGER NOT NULL DEFAULT 0,
	batch TEXT NOT NULL DEFAULT '',
	state TEXT NOT NULL DEFAULT '',
	notice_on INTEGER NOT NULL DEFAULT 0,
	notice_channel TEXT NOT NULL DEFAULT '',
	notice_proof TEXT NOT NULL DEFAULT '',
	slot_on INTEGER NOT NULL DEFAULT 0,
	slot_from TEXT NOT NULL DEFAULT '',
	slot_to TEXT NOT NULL DEFAULT '',
	arrived_at INTEGER NOT NULL DEFAULT 0,
	no_shows INTEGER NOT NULL DEFAULT 0,
	first_decision TEXT NOT NULL DEFAULT '',
	first_decided_on INTEGER NOT NULL DEFAULT 0,
	decision TEXT NOT NULL DEFAULT '',
	decided_on INTEGER NOT NULL DEFAULT 0,
	next_on INTEGER NOT NULL DEFAULT 0,
	authority BLOB NOT NULL DEFAULT x'',
	certificate BLOB NOT NULL DEFAULT x'',
	completed_on INTEGER NOT NULL DEFAULT 0,
	note TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

CREATE TABLE handover_move (
	id BLOB PRIMARY KEY,
	heads BLOB NOT NULL,
	handover BLOB NOT NULL DEFAULT x'',
	step TEXT NOT NULL DEFAULT '',
	from_state TEXT NOT NULL DEFAULT '',
	to_state TEXT NOT NULL DEFAULT '',
	who BLOB NOT NULL DEFAULT x'',
	at INTEGER NOT NULL DEFAULT 0,
	reason TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

CREATE TABLE handover_result (
	id BLOB PRIMARY KEY,
	heads BLOB NOT NULL,
	handover BLOB NOT NULL DEFAULT x'',
	decision TEXT NOT NULL DEFAULT '',
	reason TEXT NOT NULL DEFAULT '',
	remark TEXT NOT NULL DEFAULT '',
	next_on INTEGER NOT NULL DEFAULT 0,
	items BLOB NOT NULL DEFAULT x'',
	who BLOB NOT NULL DEFAULT x'',
	at INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE identity_check (
	id BLOB PRIMARY KEY,
	heads BLOB NOT NULL,
	handover BLOB NOT NULL DEFAULT x'',
	owner BLOB NOT NULL DEFAULT x'',
	authority BLOB NOT NULL DEFAULT x'',
	name TEXT NOT NULL DEFAULT '',
	paper TEXT NOT NULL DEFAULT '',
	original INTEGER NOT NULL DEFAULT 0,
	who BLOB NOT NULL DEFAULT x'',
	at INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE override (
	id BLOB PRIMARY KEY,
	heads BLOB NOT NULL,
	handover BLOB NOT NULL DEFAULT x'',
	code TEXT NOT NULL DEFAULT '',
	reason TEXT NOT NULL DEFAULT '',
	who BLOB NOT NULL DEFAULT x'',
	who_name TEXT NOT NULL DEFAULT '',
	at INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE meter (
	id BLOB PRIMARY KEY,
	heads BLOB NOT NULL,
	handover BLOB NOT NULL DEFAULT x'',
	meter TEXT NOT NULL DEFAULT '',
	number TEXT NOT NULL DEFAULT '',
	reading TEXT NOT NULL DEFAULT '',
	photo TEXT NOT NULL DEFAULT '',
	read_by BLOB NOT NULL DEFAULT x'',
	read_at INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE key_set (
	id BLOB PRIMARY KEY,
	heads BLOB NOT NULL,
	handover BLOB NOT NULL DEFAULT x'',
	key TEXT NOT NULL DEFAULT '',
	count INTEGER NOT NULL DEFAULT 0,
	kept INTEGER NOT NULL DEFAULT 0,
	purpose TEXT NOT NULL DEFAULT '',
	until INTEGER NOT NULL DEFAULT 0,
	returned INTEGER NOT NULL DEFAULT 0,
	who BLOB NOT NULL DEFAULT x'',
	at INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE handed_paper (
	id BLOB PRIMARY KEY,
	heads BLOB NOT NULL,
	handover BLOB NOT NULL DEFAULT x'',
	paper TEXT NOT NULL DEFAULT '',
	count INTEGER NOT NULL DEFAULT 0,
	original INTEGER NOT NULL DEFAULT 0,
	who BLOB NOT NULL DEFAULT x'',
	at INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE handover_items (
	id BLOB PRIMARY KEY,
	heads BLOB NOT NULL,
	meters BLOB NOT NULL DEFAULT x'',
	keys BLOB NOT NULL DEFAULT x'',
	papers BLOB NOT NULL DEFAULT x''
) STRICT, WITHOUT ROWID;

CREATE INDEX unit_building ON unit (building, state);
CREATE INDEX unit_code ON unit (code);
CREATE INDEX ownership_unit ON ownership (unit);
CREATE INDEX ownership_owner ON ownership (owner);
CREATE INDEX defect_unit ON defect (unit, state, number);
CREATE INDEX defect_due ON defect (due, number, state, severity);
CREATE INDEX defect_number ON defect (number, state);
CREATE INDEX defect_state ON defect (state, firm);
-- What is worked on, with all that the list of it filters by: it is read from here alone.
CREATE INDEX defect_work ON defect (due, number, state, severity, firm, notice, unit)
	WHERE state IN ('note', 'open', 'disputed', 'assigned', 'hold', 'fixing', 'fixed');
CREATE INDEX defect_move_defect ON defect_move (defect);
CREATE INDEX defect_photo_defect ON defect_photo (defect, at);
CREATE INDEX notice_firm ON notice (firm);
CREATE INDEX document_unit ON document (unit);
CREATE INDEX document_subject ON document (subject);
CREATE INDEX document_move_document ON document_move (document);
CREATE INDEX signature_field_document ON signature_field (document);
CREATE INDEX signature_document ON signature (document);
CREATE INDEX authority_unit ON authority (unit);
CREATE INDEX handover_case_unit ON handover_case (unit);
CREATE INDEX handover_move_handover ON handover_move (handover);
CREATE INDEX handover_result_handover ON handover_result (handover);
CREATE INDEX identity_check_handover ON identity_check (handover);
CREATE INDEX override_handover ON override (handover);
CREATE INDEX meter_handover ON meter (handover);
CREATE INDEX key_set_handover ON key_set (handover);
CREATE INDEX handed_paper_handover ON handed_paper (handover);
