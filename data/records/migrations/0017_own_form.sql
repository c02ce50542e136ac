-- A form may be the company's own, and not a contract's text alone: what it chose of it.
ALTER TABLE contract_text RENAME TO own_form;
ALTER TABLE own_form ADD COLUMN choices BLOB NOT NULL DEFAULT x'';
-- Such a form may say whole ID numbers, which is known without its content.
ALTER TABLE document ADD COLUMN in_full INTEGER NOT NULL DEFAULT 0;
